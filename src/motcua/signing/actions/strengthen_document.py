"""Give a signed document what proves it for long, as a new file of it."""

from django.db import transaction

from motcua.files.actions.store_file import keep_made
from motcua.files.queries import open_file
from motcua.kernel import clock
from motcua.people.rules import SYSTEM
from motcua.signing.models import SignatureMade, SignedDocument
from motcua.signing.outside import services
from motcua.signing.pdf import proof_end, strengthened


class MovedOnError(Exception):
    """The document got another signature meanwhile; it is tried again."""


def strengthen_document(document: SignedDocument) -> None:
    """The document with its proof renewed, as a file of its own. Raises MovedOnError."""
    with open_file(document.file) as file:
        pdf = strengthened(file.read(), services())
    made = keep_made(content=pdf, name=document.file.name, actor=SYSTEM, signers=document.file.checked.signers)
    with transaction.atomic():
        current = SignedDocument.objects.filter(pk=document.pk, file_id=document.file_id)
        if not current.update(file_id=made.pk, proven_at=clock.now(), proof_ends_at=proof_end(pdf)):
            raise MovedOnError(document.code)
        SignatureMade.objects.filter(document=document).update(level="B-LTA")
