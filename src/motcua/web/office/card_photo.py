"""The QR of a citizen card from a photo that an officer took or chose."""

import tempfile
from pathlib import Path

import zxingcpp
from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from motcua.files.checks import check_file
from motcua.files.checks.child import draw_in_child
from motcua.files.rules import Limits
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_

MAX_BYTES = 10_000_000
SIDE = 2400
KINDS = ("image",)
NO_PHOTO = N_("Hãy chọn hoặc chụp ảnh mã QR ở mặt trước của thẻ căn cước.")
NO_QR = N_(
    "Không thấy mã QR trong ảnh. Hãy chụp lại mặt trước của thẻ: mã QR rõ nét, đủ sáng, chiếm chừng một phần ba ảnh."
)


def text_of_photo(photo: UploadedFile | None) -> str:
    """What the QR code in the photo says; refuses with Invalid when there is no photo, no picture or no code in it."""
    if photo is None:
        raise Invalid(NO_PHOTO)
    with tempfile.TemporaryDirectory() as folder:
        picture = _as_picture(photo, Path(folder))
        with Image.open(picture) as opened:
            found = zxingcpp.read_barcodes(opened.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    if not found:
        raise Invalid(NO_QR)
    return max((_text(one) for one in found), key=len)


def _as_picture(photo: UploadedFile, folder: Path) -> Path:
    """The upload, checked and drawn anew by a child process, so that a hostile picture never reaches this one."""
    given, drawn = folder / "given", folder / "drawn"
    given.write_bytes(photo.read(MAX_BYTES + 1))
    verdict = check_file(given, photo.name or "", KINDS, max_bytes=MAX_BYTES)
    if not verdict.ok:
        raise Invalid(verdict.sentence.text, None, **verdict.sentence.params)
    if not draw_in_child(given, verdict.media_type, to=drawn, size=SIDE, limits=Limits()):
        raise Invalid(NO_QR)
    return drawn


def _text(code: zxingcpp.Barcode) -> str:
    """Cards hold UTF-8 without saying so."""
    try:
        return bytes(code.bytes).decode("utf-8")
    except UnicodeDecodeError:
        return str(code.text)
