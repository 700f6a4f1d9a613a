"""The QR at the top left of a document: what it holds, how it is drawn, how it is read back."""

import re
from dataclasses import dataclass

import zxingcpp

SEPARATOR = "|"
SEEN_DIGITS = 3
_RUN = re.compile(rb"\x00+")


@dataclass(frozen=True)
class QrContent:
    """Code, procedure, identity code, look-up address, name of the document; in this order, ``|`` between.

    Law: PR-03. The code stands first: a scanner that types into a search box types it first.
    """

    code: str
    procedure_code: str
    person: str
    url: str
    name: str

    @property
    def text(self) -> str:
        """What a scanner reads."""
        parts = (self.code, self.procedure_code, self.person, self.url, self.name)
        return SEPARATOR.join(" ".join(part.replace(SEPARATOR, " ").split()) for part in parts)


def read_qr(text: str) -> QrContent | None:
    """The content of a scanned code, or None when it is not one of our documents."""
    parts = text.strip().split(SEPARATOR)
    return QrContent(*parts) if len(parts) == 5 and parts[0] else None


def masked(number: str) -> str:
    """The last digits alone: enough to compare with a card in the hand, useless to who has only the paper."""
    return "*" * max(len(number) - SEEN_DIGITS, 0) + number[-SEEN_DIGITS:] if len(number) > SEEN_DIGITS else ""


def drawn(content: str) -> str:
    """The symbol as an SVG of one path, a stroke for every run of dark modules; the quiet zone is left to the page."""
    symbol = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    pixels = memoryview(symbol.to_image(scale=1))  # with light modules all round: no run goes over a line's end
    side = round(pixels.nbytes**0.5)
    runs = [run.span() for run in _RUN.finditer(pixels)]
    edge = runs[0][0] // side
    strokes = "".join(f"M{start % side - edge} {start // side - edge}.5h{end - start}" for start, end in runs)
    box = side - 2 * edge
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {box} {box}"><path stroke="#000" d="{strokes}"/></svg>'
    )
