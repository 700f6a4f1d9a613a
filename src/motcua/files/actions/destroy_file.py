"""The end of a file: its row stays and says so, its content goes for good."""

from datetime import datetime, timedelta
from uuid import UUID

from motcua.files.actions.drop_content import drop_content
from motcua.files.models import StoredFile
from motcua.kernel import clock

REST = timedelta(hours=1)  # an equal content may be arriving: what was claimed since is left to the sweep


def destroy_file(*, file_id: UUID, at: datetime, under: str) -> None:
    """The content and its picture are dropped unless another file has the same; done twice it does no more.

    ``under`` names the minute, as people read it.
    """
    StoredFile.objects.filter(pk=file_id, destroyed_at=None).update(destroyed_at=at, destroyed_under=under[:100])
    sha256 = StoredFile.objects.values_list("sha256", flat=True).get(pk=file_id)
    drop_content(sha256, claimed_before=clock.of_machine() - REST)
