"""Pages as one searchable PDF/A-2b: each picture at its size on paper, the text that was read unseen above it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf.pdfa import Flavour, PdfaError, save
from PIL import Image

PRODUCER = "Một Cửa"


def bound(pages: Sequence[Mapping[str, Any]], to: Path, title: str) -> dict[str, Any]:
    """Written to ``to`` only once it is checked to be PDF/A-2b; raises ValueError where it is not."""
    loose = to.with_suffix(".loose.pdf")
    with pikepdf.new() as made:
        for page in pages:
            _add(made, Path(page["picture"]), page["layer"], size=(float(page["size"][0]), float(page["size"][1])))
        with made.open_metadata(set_pikepdf_as_editor=False) as told:
            told["dc:title"], told["pdf:Producer"] = title, PRODUCER
        made.Root.Lang = "vi-VN"
        made.save(loose)
    _archived(loose, to)
    return {"pages": len(pages)}


def _archived(loose: Path, to: Path) -> None:
    """By declaring what our own pages are, checked; what that does not make PDF/A goes through OCRmyPDF's Ghostscript.

    The first is what OCRmyPDF itself tries first; done here it costs no second start of a program for each paper.
    """
    try:
        with pikepdf.open(loose) as whole:
            save(whole, to, Flavour("2b"), output_intent="sRGB")
    except (pikepdf.PdfError, PdfaError):
        from ocrmypdf import ocr

        told = {"skip_text": True, "tesseract_timeout": 0, "optimize": 0, "jobs": 1, "progress_bar": False}
        ocr(loose, to, output_type="pdfa-2", language=["vie"], **told)


def _add(made: pikepdf.Pdf, picture: Path, layer: str | None, *, size: tuple[float, float]) -> None:
    """A page with the picture as it is (its JPEG is not packed anew), and the layer fitted over it."""
    with Image.open(picture, formats=["JPEG"]) as opened:
        width, height = opened.size
    image = made.make_stream(
        picture.read_bytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = made.add_blank_page(page_size=size)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=image))
    page.Contents = made.make_stream(f"q {size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm /Page Do Q".encode())
    if layer:
        with pikepdf.open(layer) as text:
            page.add_overlay(text.pages[0], pikepdf.Rectangle(0, 0, *size))
