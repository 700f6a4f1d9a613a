"""Invented papers as pictures: clean, turned, photographed, blurred, blank."""

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageFilter

from motcua.printing import Press
from motcua.scanning.engine.straight import perspective

HERE = Path(__file__).parent
LINES = (
    "Xét đề nghị của bà Lê Thị Ưng về việc cấp Giấy xác nhận tình trạng hôn nhân.",
    "Họ, chữ đệm, tên: Đặng Thị Ngọc Ánh",
    "Ngày, tháng, năm sinh: 05/09/1990",
    "Giới tính: Nữ",
    "Số định danh cá nhân: 089190990001",
    "Nơi cư trú: ấp Tây Sơn, thị trấn Núi Sập, huyện Thoại Sơn, tỉnh An Giang",
    "Giấy này có giá trị đến ngày 12/09/2027, được cấp để đăng ký kết hôn.",
)


@dataclass(frozen=True)
class PaperText:
    """What stands on an invented paper."""

    place: str = "thị trấn Núi Sập"
    number: str = "45/GXN-UBND"
    day: str = "12"
    month: str = "03"
    year: str = "2026"
    title: str = "Giấy xác nhận tình trạng hôn nhân"
    lines: tuple[str, ...] = field(default=LINES)


def paper_pdf(text: PaperText | None = None) -> bytes:
    """The paper as a PDF."""
    told = {**vars(text or PaperText())}
    told["lines"] = list(told["lines"])
    return Press(HERE).printed("paper.typ", told, at=datetime(2026, 3, 12, tzinfo=UTC))


def paper_picture(text: PaperText | None = None, dpi: int = 150) -> Image.Image:
    """The paper as a flat-bed scanner sees it."""
    whole = pypdfium2.PdfDocument(paper_pdf(text))
    return whole[0].render(scale=dpi / 72).to_pil().convert("RGB")


def as_jpeg(picture: Image.Image, dpi: int | None = 200, quality: int = 80) -> bytes:
    """The picture as a file; without ``dpi`` as a telephone writes it."""
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=quality, **({"dpi": (dpi, dpi)} if dpi else {}))
    return made.getvalue()


def blank(dpi: int = 100) -> Image.Image:
    """A sheet with nothing on it but the grain of paper."""
    size = (round(8.27 * dpi), round(11.69 * dpi))
    return Image.effect_noise(size, 8).point(lambda value: min(255, value + 110)).convert("RGB")


def photographed(picture: Image.Image, corners: list[tuple[int, int]], size: tuple[int, int]) -> Image.Image:
    """The sheet on a dark table, its corners (clockwise from top left) where they are named."""
    how = perspective([(float(x), float(y)) for x, y in corners], picture.size)
    table = Image.new("RGB", size, (92, 78, 66))
    sheet = picture.transform(size, Image.Transform.PERSPECTIVE, how, Image.Resampling.BICUBIC)
    mask = Image.new("L", picture.size, 255).transform(size, Image.Transform.PERSPECTIVE, how)
    table.paste(sheet, (0, 0), mask)
    return table.filter(ImageFilter.GaussianBlur(0.6))


def pdf_of(pages: int) -> bytes:
    """A PDF of so many empty pages."""
    made, whole = io.BytesIO(), pikepdf.new()
    for _ in range(pages):
        whole.add_blank_page()
    whole.save(made)
    return made.getvalue()
