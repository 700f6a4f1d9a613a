"""Papers, good and hostile, made on the spot for the tests of the files room."""

import io
import random
import struct
import zipfile
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from motcua.files.checks.faults import Fault
from motcua.files.checks.first_look import first_look
from motcua.files.checks.inspection import inspect
from motcua.files.rules import Limits, Verdict, accepted_kinds

SENTENCE = "Cộng hoà xã hội chủ nghĩa Việt Nam - Độc lập - Tự do - Hạnh phúc "


def judge(
    path: Path, name: str, accepts=None, *, limits: Limits | None = None, clean_to: Path | None = None
) -> Verdict:
    """The whole check within this process, which is quicker than a child for each of many cases."""
    limits = limits or Limits()
    kinds = accepted_kinds(accepts)
    try:
        kind = first_look(path, name, kinds, limits=limits)
    except Fault as fault:
        return Verdict(fault.code, fault.params)
    return inspect(path, kind, kinds, limits=limits, clean_to=clean_to)


def pdf(change=None, *, pages: int = 1, blank: int = 0, **save) -> bytes:
    """A PDF with lines on its pages, after ``change`` had its way with it."""
    made = pikepdf.new()
    for number in range(pages + blank):
        made.add_blank_page()
        if number < pages:
            made.pages[-1].Contents = made.make_stream(b"0 0 m 100 100 l S\n")
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out, **save)
    return out.getvalue()


def photo(size=(1200, 900), *, form="JPEG", colour="white", text=True, mode="RGB", **save) -> bytes:
    """A picture of a sheet with writing on it."""
    image = Image.new(mode, size, colour)
    if text:
        draw = ImageDraw.Draw(image)
        for y in range(20, size[1] - 20, 30):
            draw.text((20, y), SENTENCE * 5, fill="black" if mode != "I;16" else 0)
    out = io.BytesIO()
    image.save(out, form, **save)
    return out.getvalue()


def located_photo() -> bytes:
    """A photo lying on its side that tells where it was taken and by which phone."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Phone of Nguyễn Thị Thử", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 15.0, 30.0), 3: "E", 4: (105.0, 15.0, 0.0)})
    return photo(exif=exif, comment=b"taken at home")


def package(parts: dict[str, bytes], *, stored: bool = False) -> bytes:
    """A ZIP package of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """A Word document; ``more`` parts are named with ``__`` for a slash and ``_dot_`` for a dot."""
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document>xin chao</w:document>"}
    return package({**parts, **{name.replace("__", "/").replace("_dot_", "."): body for name, body in more.items()}})


def xlsx(**more: bytes) -> bytes:
    """An Excel workbook."""
    return package({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", **more})


def png_claiming(width: int, height: int) -> bytes:
    """A tiny PNG whose header promises an enormous picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf_bomb(unpacked: int) -> bytes:
    """A small PDF with a stream that unpacks to ``unpacked`` zeros."""

    def hide(made: pikepdf.Pdf) -> None:
        machine = zlib.compressobj(9)
        piece = b"\0" * 1_000_000
        packed = b"".join(machine.compress(piece) for _ in range(unpacked // len(piece))) + machine.flush()
        bomb = pikepdf.Stream(made, b"")
        bomb.write(packed, filter=Name.FlateDecode)
        made.pages[0].Contents = made.make_indirect(bomb)

    return pdf(hide, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def pdf_object_bomb(unpacked: int) -> bytes:
    """A PDF whose very catalogue lies in an object stream that unpacks to ``unpacked`` bytes."""
    machine = zlib.compressobj(9)
    body = b"1 0 2 40 << /Type /Catalog /Pages 2 0 R >>".ljust(49) + b"<< /Type /Pages /Kids [] /Count 0 >>"
    packed = machine.compress(body) + machine.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a packed piece can simply be repeated.
    piece = machine.compress(b" " * 10_000_000) + machine.flush(zlib.Z_FULL_FLUSH)
    packed += piece * (unpacked // 10_000_000)
    head = b"%PDF-1.5\n"
    holder = b"3 0 obj\n<< /Type /ObjStm /N 2 /First 9 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    holder += packed + b"\nendstream\nendobj\n"
    at = len(head) + len(holder)
    rows = b"\0\0\0\0\0\0" + b"\2\0\0\0\3\0" + b"\2\0\0\0\3\1" + b"\1" + struct.pack(">I", len(head)) + b"\0"
    rows += b"\1" + struct.pack(">I", at) + b"\0"
    table = b"4 0 obj\n<< /Type /XRef /Size 5 /W [1 4 1] /Root 1 0 R /Length %d >>\nstream\n" % len(rows)
    return head + holder + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at


def noise(seed: int, size: int) -> bytes:
    """Bytes that mean nothing."""
    return random.Random(seed).randbytes(size)


def set_root(key: str, value):
    """A change that puts ``value`` into the catalogue."""

    def change(made: pikepdf.Pdf) -> None:
        made.Root[key] = value

    return change


def attach(made: pikepdf.Pdf) -> None:
    """Hide a file in a PDF."""
    made.attachments["hidden.txt"] = b"secret"


def annotate(subtype: str):
    """A change that lays an annotation over the first page."""

    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=[0, 0, 9, 9])])

    return change


def large_image(made: pikepdf.Pdf) -> None:
    """Draw a picture that claims more points than any scanner makes."""
    picture = made.make_stream(b"x", Type=Name.XObject, Subtype=Name.Image, Width=100_000, Height=100_000)
    made.pages[0].Resources = Dictionary(XObject=Dictionary(A=picture))


def doubly_packed(made: pikepdf.Pdf) -> None:
    """A stream packed twice, as only bombs are."""
    twice = pikepdf.Stream(made, b"")
    twice.write(zlib.compress(zlib.compress(b"\0" * 10_000)), filter=Array([Name.FlateDecode, Name.FlateDecode]))
    made.Root.Thing = made.make_indirect(twice)
