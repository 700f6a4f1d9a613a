"""Whether a PDF opens, has something on its pages and nothing that runs by itself."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from motcua.files.checks.faults import Fault
from motcua.files.rules.kinds import KINDS
from motcua.files.rules.limits import Limits
from motcua.files.rules.verdicts import Verdict

_RUNS = frozenset(
    (
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/GoToR",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
        "/GoTo3DView",
    )
)
_PLAYS = frozenset(("/RichMedia", "/3D", "/Screen", "/Movie", "/Sound"))
# qpdf writes every name in its canonical spelling, so "/J#61vaScript" is found here too.
_SUSPECT = re.compile(
    rb"/(?:JavaScript|Launch|SubmitForm|ImportData|GoTo[ER3]|Rendition|Movie|Sound|RichMedia|3D|Screen|EmbeddedFile|EF"
    rb"|FileAttachment|XFA)(?![A-Za-z0-9])|/GoTo3DView|/RichMediaExecute"
)
_PAINTS = re.compile(rb"(?:^|[\s\])>])(?:Do|Tj|TJ|'|\"|[fF]\*?|[bB]\*?|[sS]|sh|BI)(?=[\s/\[(<%]|$)")
_PACKED = frozenset(("/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/Fl", "/LZW", "/RL"))
_PEEK = 256_000
_DEEPEST = 60


def inspect_pdf(path: Path, limits: Limits) -> Verdict:
    """The verdict on the PDF; ``signature`` says only whether there is one, to be looked at next."""
    try:
        pdf = pikepdf.open(path, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Fault("encrypted") from None
    except pikepdf.PdfError:
        raise Fault("malformed") from None
    with pdf:
        if pdf.is_encrypted:
            raise Fault("restricted")
        pages = len(pdf.pages)
        if not pages:
            raise Fault("no_pages")
        if pages > limits.max_pages:
            raise Fault("too_many_pages", pages=pages, limit=limits.max_pages)
        _refuse_start_action(pdf)
        has_signature = _walk(pdf, limits)
        blank = sum(_is_blank(page) for page in pdf.pages)
    if blank == pages and not has_signature:
        raise Fault("blank_pages")
    return Verdict(
        "readable",
        media_type=KINDS["pdf"].media_type,
        pages=pages,
        remarks=("some_blank_pages",) if blank else (),
        signature="untrusted" if has_signature else "none",
    )


def _refuse_start_action(pdf: pikepdf.Pdf) -> None:
    """Opening the file may go to a page, and do nothing else."""
    action = pdf.Root.get("/OpenAction")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "/GoTo")) not in {"/GoTo", "/Named"}:
        raise Fault("active_content")


def _walk(pdf: pikepdf.Pdf, limits: Limits) -> bool:
    """Look at every object once within bounds; tells whether one of them is a signature."""
    if len(pdf.objects) > limits.max_objects:
        raise Fault("too_complex")
    unpacked = 0
    has_signature = False
    for thing in pdf.objects:
        is_stream = isinstance(thing, pikepdf.Stream)
        outer = thing.stream_dict if is_stream else thing
        text = outer.unparse() if is_stream else outer.unparse(resolved=True)
        if _SUSPECT.search(text):
            _refuse_active(outer)
        has_signature = has_signature or (b"/ByteRange" in text and b"/Contents" in text)
        if is_stream:
            unpacked += _unpacked_size(thing, limits, left=limits.max_unpacked - unpacked)
    return has_signature


def _refuse_active(outer: pikepdf.Object) -> None:
    for part in _dictionaries(outer, 0):
        kind, subtype = str(part.get("/Type", "")), str(part.get("/Subtype", ""))
        if "/XFA" in part:
            raise Fault("dynamic_form")
        if kind == "/EmbeddedFile" or "/EF" in part or subtype == "/FileAttachment":
            raise Fault("embedded_files")
        if str(part.get("/S", "")) in _RUNS or subtype in _PLAYS:
            raise Fault("active_content")


def _dictionaries(thing: pikepdf.Object, depth: int) -> Iterator[pikepdf.Object]:
    """The dictionary and those written inside it; what it refers to is an object of its own."""
    if depth > _DEEPEST:
        raise Fault("too_complex")
    if isinstance(thing, pikepdf.Dictionary):
        yield thing
        inner = [value for _, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        inner = list(thing)
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
            yield from _dictionaries(value, depth + 1)


def _filters(stream: pikepdf.Object) -> list[str]:
    named = stream.stream_dict.get("/Filter")
    if named is None:
        return []
    return [str(each) for each in named] if isinstance(named, pikepdf.Array) else [str(named)]


def _unpacked_size(stream: pikepdf.Object, limits: Limits, *, left: int) -> int:
    """Bytes that the stream unpacks to, never unpacking more than ``left``; refuses what would go beyond."""
    filters = _filters(stream)
    if sum(name in _PACKED for name in filters) > 1 or len(filters) > 4:
        raise Fault("too_complex")
    if str(stream.stream_dict.get("/Subtype", "")) == "/Image":
        size = [stream.stream_dict.get(side, 0) for side in ("/Width", "/Height")]
        if not all(isinstance(side, int) for side in size) or size[0] * size[1] > 2 * limits.max_pixels:
            raise Fault("too_complex")
        return 0
    if filters[:1] not in (["/FlateDecode"], ["/Fl"]):
        return 0
    total = sum(len(piece) for piece in _inflate(stream.read_raw_bytes(), left + 1))
    if total > left:
        raise Fault("too_complex")
    return total


def _inflate(packed: bytes, most: int) -> Iterator[bytes]:
    """What ``packed`` unpacks to, in pieces, at most ``most`` bytes; stops quietly where it is damaged."""
    machine = zlib.decompressobj()
    while most > 0 and packed:
        try:
            piece = machine.decompress(packed, min(most, 1_000_000))
        except zlib.error:
            return
        if not piece:
            return
        yield piece
        most -= len(piece)
        packed = machine.unconsumed_tail


def _is_blank(page: pikepdf.Page) -> bool:
    """Nothing is painted on the page and nothing is laid over it."""
    for annotation in page.obj.get("/Annots") or []:
        if isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") != pikepdf.Name.Link:
            return False
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return not any(_paints(part) for part in parts if isinstance(part, pikepdf.Stream))


def _paints(part: pikepdf.Object) -> bool:
    filters = _filters(part)
    raw = part.read_raw_bytes()
    if filters in (["/FlateDecode"], ["/Fl"]):
        raw = b"".join(_inflate(raw, _PEEK))
    elif filters:
        return bool(raw)
    return len(raw) >= _PEEK or bool(_PAINTS.search(raw))
