"""Taking back a file that no case uses."""

from uuid import UUID

from django.db.models import ProtectedError

from motcua.files.models import StoredFile
from motcua.files.queries import NO_FILE, file_of
from motcua.kernel.refusals import NotFound, WrongMoment
from motcua.kernel.words import N_
from motcua.people.rules import Actor

IN_USE = N_("Tệp này đã nằm trong hồ sơ nên không bỏ được nữa.")


def discard_file(*, file_id: UUID, actor: Actor) -> None:
    """Remove the file of a draft; its content goes at the next sweep, unless another file has the same.

    Only who handed it in, or the system, may. Refuses with NotFound or, when a case holds it, WrongMoment.
    """
    stored = file_of(file_id)
    if actor.kind != "system" and (actor.account_id is None or stored.owner_id != actor.account_id):
        raise NotFound(NO_FILE)
    try:
        StoredFile.objects.filter(pk=stored.pk).delete()
    except ProtectedError:
        raise WrongMoment(IN_USE) from None
