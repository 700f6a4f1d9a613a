"""Symbols that a camera reads."""

import re

import zxingcpp

_RUN = re.compile(rb"\x00+")


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
