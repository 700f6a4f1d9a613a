"""The picture of a hand signature or of a seal, as it stands on the pages that the certificate signs."""

from io import BytesIO
from uuid import UUID

from django.db import transaction
from PIL import Image, ImageOps

from motcua.files.actions.discard_file import discard_file
from motcua.files.actions.store_file import Readable, keep_made, store_file
from motcua.files.models import StoredFile
from motcua.files.queries import open_file
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.policies import may_manage_unit
from motcua.people.rules import SYSTEM, Actor
from motcua.signing.models import Certificate

MOST_BYTES = 2_000_000
WIDTH = 900  # pixels: 56 mm at 400 dpi
PAPER = 235  # a scan as light as this is the paper, not the ink
NO_INK = N_("Ảnh này trống, không thấy nét chữ ký hay con dấu nào. Hãy chụp hoặc quét lại trên giấy trắng.")


def picture_certificate(*, certificate_id: UUID, stream: Readable | None, name: str, actor: Actor) -> Certificate:
    """The picture from a PNG or JPG, its paper made clear and its edges cut off; none goes back to the drawn mark.

    Law: SG-03. Refuses with NotPermitted, FileRefused, Invalid where nothing is drawn on it.
    """
    found = Certificate.objects.select_related("unit").get(pk=certificate_id)
    may_manage_unit(actor, found.unit.path).or_refuse()
    picture = _kept(stream, name, actor) if stream else None
    with transaction.atomic():
        Certificate.objects.filter(pk=found.pk).update(picture=picture)
        facts = {"name": found.subject, "picture": picture.sha256 if picture else ""}
        act = "picture_certificate" if picture else "unpicture_certificate"
        record(subject_kind="certificate", subject_id=str(found.pk), act=act, actor=actor, facts=facts, at=clock.now())
    found.picture = picture
    return found


def _kept(stream: Readable, name: str, actor: Actor) -> StoredFile:
    given = store_file(stream=stream, name=name, actor=actor, accepts=("png", "jpg"), max_bytes=MOST_BYTES)
    try:
        with open_file(given) as file, Image.open(file) as image:
            ink = inked(image)
    finally:
        discard_file(file_id=given.pk, actor=SYSTEM)
    if ink is None:
        raise Invalid(NO_INK, {"picture": Sentence(NO_INK)})
    made = BytesIO()
    ink.save(made, "PNG", optimize=True)
    return keep_made(content=made.getvalue(), name=name, actor=actor, kind="png")


def inked(image: Image.Image) -> Image.Image | None:
    """The ink alone on clear ground, as small as it is; None where there is none."""
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    alpha = upright.getchannel("A")
    if alpha.getextrema()[0] == 255:  # a scan: the lighter, the clearer
        alpha = ImageOps.invert(upright.convert("L")).point(
            lambda dark: 0 if dark < 255 - PAPER else min(255, dark * 2)
        )
        upright.putalpha(alpha)
    edges = alpha.getbbox()
    if edges is None:
        return None
    cut = upright.crop(edges)
    cut.thumbnail((WIDTH, WIDTH))
    return cut
