"""Papers of the demo that lie on the desk: two handed over to be read, one that the scanner just left."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
from django.conf import settings
from PIL import Image

from motcua.dossiers.models import DossierPaper
from motcua.files.actions.store_file import store_file
from motcua.kernel import clock
from motcua.kernel.lifecycle import UNDECIDED
from motcua.people.models import Account
from motcua.people.queries import actor_of, directory
from motcua.people.rules import Actor
from motcua.printing import Press
from motcua.scanning.actions.take_scan import About, take_scan
from motcua.scanning.models import Scan

PRESS = Press(Path(__file__).parent)
DESK = "nuisap.tiepnhan"
DPI = 200
WRITTEN = datetime(2026, 3, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Invented:
    """One invented paper: its head, what it is, what it says."""

    place: str
    number: str
    day: str
    title: str
    facts: Mapping[str, str]


BIRTH = Invented(
    "thị trấn Núi Sập",
    "118/2016",
    "ngày 14 tháng 6 năm 2016",
    "Giấy khai sinh",
    {
        "Họ, chữ đệm, tên": "Nguyễn Thị Thuỳ Dương",
        "Ngày, tháng, năm sinh": "02/06/2016",
        "Giới tính": "Nữ",
        "Số định danh cá nhân": "089316004521",
        "Nơi sinh": "Trung tâm Y tế huyện Thoại Sơn",
        "Họ, chữ đệm, tên người mẹ": "Đặng Thị Ngọc Ánh",
    },
)
MARITAL = Invented(
    "thị trấn Núi Sập",
    "45/GXN-UBND",
    "ngày 12 tháng 3 năm 2026",
    "Giấy xác nhận tình trạng hôn nhân",
    {
        "Họ, chữ đệm, tên": "Huỳnh Văn Đượm",
        "Ngày, tháng, năm sinh": "19/11/1994",
        "Số định danh cá nhân": "089094007316",
        "Nơi cư trú": "ấp Tây Sơn, thị trấn Núi Sập, huyện Thoại Sơn, tỉnh An Giang",
        "Tình trạng hôn nhân": "chưa đăng ký kết hôn với ai",
        "Giấy này có giá trị đến": "ngày 12 tháng 9 năm 2026",
    },
)


def load_scans() -> int:
    """Hand the papers over, once; how many. The reader of scans does the rest when it runs."""
    account = Account.objects.filter(username=DESK).first()
    if account is None or Scan.objects.exists():
        return 0
    desk = actor_of(account, clock.now())
    _left_by_the_scanner(desk)
    return sum((_taken(desk, BIRTH, _wanting(desk)), _taken(desk, MARITAL, None)))


def _taken(desk: Actor, paper: Invented, wanting: DossierPaper | None) -> int:
    about = About("dossier", wanting.dossier_id, wanting.requirement_key) if wanting else None
    file = store_file(stream=io.BytesIO(_scanned(paper)), name="quet.jpg", actor=desk)
    take_scan(file_ids=[file.pk], paper_name=wanting.name if wanting else paper.title, actor=desk, about=about)
    return 1


def _wanting(desk: Actor) -> DossierPaper | None:
    """A paper of an open case of the desk's commune that was handed in on paper."""
    authority = directory().authority_of(desk.seats[0].unit_id)
    handed = DossierPaper.objects.filter(file=None, source="shown", replaced_at=None, dossier__state__in=UNDECIDED)
    return handed.filter(dossier__competent_unit=authority.id if authority else None).order_by("-pk").first()


def _left_by_the_scanner(desk: Actor) -> None:
    """A file in the folder of the commune, as its scanner writes them."""
    authority = directory().authority_of(desk.seats[0].unit_id)
    if authority is None:
        return
    folder = settings.SCAN_DIR / authority.code
    folder.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(_scanned(MARITAL, skew=-0.8)))
    picture.save(folder / "SCAN_0001.pdf", "PDF", resolution=DPI)


def _scanned(paper: Invented, *, skew: float = 1.1) -> bytes:
    """The paper a little askew on the glass."""
    values = {**vars(paper), "facts": [list(one) for one in paper.facts.items()]}
    with pypdfium2.PdfDocument(PRESS.printed("invented.typ", values, at=WRITTEN)) as whole:
        drawn = whole[0].render(scale=DPI / 72).to_pil().convert("RGB")
    made = io.BytesIO()
    drawn.rotate(skew, Image.Resampling.BICUBIC, fillcolor=(250, 249, 245)).save(
        made, "JPEG", quality=75, dpi=(DPI, DPI)
    )
    return made.getvalue()
