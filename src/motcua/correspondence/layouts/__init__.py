"""The templates that ship: the layout of annex I as ODT files, the same bytes every time, for a clerk to edit.

Law: VB-03. Made from plain parts beside this file, so that a change of layout shows as a difference of text.
"""

import io
import zipfile
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
LAYOUT_OF = {
    **dict.fromkeys(("CV", "TCg"), "letter"),
    **dict.fromkeys(("BC", "TTr"), "upward"),
    **dict.fromkeys(("QĐ", "NQ"), "decision"),
    "GM": "invitation",
}
LETTER_SUMMARY = '<text:p text:style-name="VB_Trich_yeu_nho">V/v {{trich_yeu}}</text:p>'
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for name, place in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)
WIDTHS = {"Dau": (7.0, 9.2), "Cuoi": (7.6, 8.6)}
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
    f'manifest:media-type="{MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    "{more}</manifest:manifest>"
)


@cache
def shipped(kind: str) -> bytes:
    """The ODT of a kind of document; kinds without a layout of their own share one."""
    layout = LAYOUT_OF.get(kind, "named")
    head = (HERE / "head.xml").read_text("utf-8").replace("@letter@", LETTER_SUMMARY if layout == "letter" else "")
    body = (HERE / f"{layout}.xml").read_text("utf-8")
    foot = (HERE / "foot.xml").read_text("utf-8")
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} office:version="1.3">'
        f"<office:automatic-styles>{_tables()}</office:automatic-styles>"
        f"<office:body><office:text>{head}{body}{foot}</office:text></office:body></office:document-content>"
    )
    return packed({"content.xml": content.encode(), "styles.xml": (HERE / "styles.xml").read_bytes()})


def packed(parts: dict[str, bytes]) -> bytes:
    """An ODT of these parts: the media type first and unpressed, everything dated alike."""
    pictures = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type=""/>'
        for name in parts
        if name.startswith("Pictures/")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), MEDIA_TYPE, zipfile.ZIP_STORED)
        for name, content in {**parts, "META-INF/manifest.xml": MANIFEST.replace("{more}", pictures).encode()}.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _tables() -> str:
    made = []
    for name, (left, right) in WIDTHS.items():
        made.append(
            f'<style:style style:name="{name}" style:family="table"><style:table-properties '
            f'style:width="{left + right:.1f}cm" table:align="left"/></style:style>'
            f'<style:style style:name="{name}.1" style:family="table-row"><style:table-row-properties '
            'fo:keep-together="always"/></style:style>'
        )
        for letter, width in (("A", left), ("B", right)):
            made.append(
                f'<style:style style:name="{name}.{letter}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width:.1f}cm"/></style:style>'
            )
    return "".join(made)
