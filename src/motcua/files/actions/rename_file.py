"""A file that the product made gets the name that became known later."""

from uuid import UUID

from motcua.files.models import StoredFile
from motcua.files.queries import file_of
from motcua.files.rules import clean_name


def rename_file(*, file_id: UUID, name: str) -> None:
    """The content stays as it is; only what people see on saving it changes. Refuses with NotFound."""
    StoredFile.objects.filter(pk=file_of(file_id).pk).update(name=clean_name(name))
