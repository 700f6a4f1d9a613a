"""XML from outside, opened only after it was seen to be harmless: no DTD, no entities, no network, bounded in size."""

from xml.parsers import expat

from lxml import etree

from motcua.kernel.words import N_, Sentence

MOST_BYTES = 100_000_000
MOST_DEPTH = 40
MOST_ELEMENTS = 20_000
PIECE = 1_000_000


class Unreadable(Exception):
    """The message cannot be taken; ``sentence`` says what is wrong with it."""

    def __init__(self, text: str, **params: object) -> None:
        self.sentence = Sentence(text, params)
        super().__init__(str(self.sentence))


class _Watch:
    """Looks at the structure while expat streams over the bytes; expands nothing, keeps nothing."""

    def __init__(self) -> None:
        self.depth = self.elements = 0

    def doctype(self, *_told: object) -> None:
        raise Unreadable(N_("Thông điệp có khai báo DTD hoặc thực thể, không an toàn nên không nhận."))

    def begins(self, _name: str, _attributes: object) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MOST_DEPTH or self.elements > MOST_ELEMENTS:
            raise Unreadable(N_("Thông điệp lồng quá nhiều lớp hoặc có quá nhiều phần, không nhận."))

    def ends(self, _name: str) -> None:
        self.depth -= 1


def parser() -> etree.XMLParser:
    """A parser that fetches and expands nothing. It takes long texts, so the bytes must have been looked at before."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=True
    )


def parsed(content: bytes) -> etree._Element:
    """The root of a message. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(N_("Thông điệp nặng quá %(most)d MB, không nhận."), most=MOST_BYTES // 1_000_000)
    content = content.strip()
    if not content:
        raise Unreadable(N_("Thông điệp rỗng."))
    _look(content)
    try:
        root = etree.fromstring(content, parser())
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable(N_("Thông điệp không phải XML đúng cú pháp, có thể bị cắt cụt.")) from None
    _no_twins(root)
    return root


def _look(content: bytes) -> None:
    watch, asked = _Watch(), expat.ParserCreate()
    asked.StartDoctypeDeclHandler = watch.doctype
    asked.EntityDeclHandler = watch.doctype
    asked.StartElementHandler = watch.begins
    asked.EndElementHandler = watch.ends
    try:
        for start in range(0, len(content), PIECE):
            asked.Parse(content[start : start + PIECE], start + PIECE >= len(content))
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable(
            N_("Thông điệp không phải XML đúng cú pháp: bị cắt cụt, hoặc bảng mã không như đã khai báo (cần UTF-8).")
        ) from None


def _no_twins(root: etree._Element) -> None:
    """An id that stands twice lets a signature point to one part while another is read."""
    seen: set[str] = set()
    for node in root.iter(etree.Element):
        for name, value in node.attrib.items():
            if etree.QName(name).localname.lower() != "id":
                continue
            if value in seen:
                raise Unreadable(N_("Thông điệp có hai phần cùng một mã định danh (Id), không nhận."))
            seen.add(value)
