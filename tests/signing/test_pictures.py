"""The picture of a hand signature or a seal: taken from paper, put on the pages that are signed, taken away again."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from tests.factories import make_office
from world import A4, BODY

from motcua.files.actions.store_file import FileRefused
from motcua.files.models import StoredFile
from motcua.files.queries import open_file
from motcua.kernel.refusals import Invalid
from motcua.ledger.models import Entry
from motcua.people.rules import SYSTEM
from motcua.signing.actions.picture_certificate import WIDTH, picture_certificate
from motcua.signing.drawing import Signing, mark
from motcua.signing.models import Certificate
from motcua.signing.rules.marks import default_spot

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def certificate(db):
    office = make_office()
    return Certificate.objects.create(
        kind="agency",
        unit=office.units["X"],
        fingerprint="f" * 64,
        der=b"",
        subject="UBND X",
        valid_from=AT,
        valid_until=AT,
        holder="server",
        registered_at=AT,
    )


def scan(kind: str = "PNG", *, ink: bool = True, size: tuple[int, int] = (2400, 1200)) -> BytesIO:
    """A sheet of off-white paper with a blue stroke on it."""
    sheet = Image.new("RGB", size, (246, 244, 240))
    if ink:
        ImageDraw.Draw(sheet).line([(600, 300), (1500, 800), (1800, 420)], fill=(20, 40, 160), width=24)
    made = BytesIO()
    sheet.save(made, kind)
    made.seek(0)
    return made


@pytest.mark.parametrize(("kind", "name"), [("PNG", "chu-ky.png"), ("JPEG", "chữ ký.jpg")])
def test_the_paper_is_made_clear_and_cut_off(certificate, kind, name):
    done = picture_certificate(certificate_id=certificate.pk, stream=scan(kind), name=name, actor=SYSTEM)
    with open_file(done.picture) as file, Image.open(file) as kept:
        assert (kept.mode, kept.width) == ("RGBA", WIDTH)
        assert kept.width / kept.height == pytest.approx(1224 / 524, rel=0.05)
        assert kept.getpixel((kept.width // 2, 2))[3] == 0
    assert StoredFile.objects.count() == 1
    assert Entry.objects.filter(act="picture_certificate").count() == 1


def test_it_stands_on_the_page_instead_of_the_drawn_mark(certificate):
    done = picture_certificate(certificate_id=certificate.pk, stream=scan(), name="a.png", actor=SYSTEM)
    with open_file(done.picture) as file:
        png = file.read()
    for kind in ("personal", "agency"):
        told = Signing(BODY, AT, "Nguyễn Thị Thuỳ Dương", picture=png)
        drawn = mark(kind, told, spot=default_spot(A4), page=A4).drawn
        assert b"/Subtype/Image" in drawn
        assert b"/Subtype/Image" not in mark(kind, Signing(BODY, AT, "Ánh"), spot=default_spot(A4), page=A4).drawn


def test_an_empty_sheet_or_no_picture_changes_nothing(certificate):
    with pytest.raises(Invalid, match="trống"):
        picture_certificate(certificate_id=certificate.pk, stream=scan(ink=False), name="a.png", actor=SYSTEM)
    with pytest.raises(FileRefused):
        picture_certificate(certificate_id=certificate.pk, stream=BytesIO(b"MZ"), name="a.png", actor=SYSTEM)
    certificate.refresh_from_db()
    assert certificate.picture is None


def test_it_is_taken_away_again(certificate):
    picture_certificate(certificate_id=certificate.pk, stream=scan(), name="a.png", actor=SYSTEM)
    picture_certificate(certificate_id=certificate.pk, stream=None, name="", actor=SYSTEM)
    certificate.refresh_from_db()
    assert certificate.picture is None
