"""Every verdict has a file that gets it, and honest papers pass."""

import io
import zipfile

import pikepdf
import pytest
from hostile_papers import (
    annotate,
    attach,
    docx,
    doubly_packed,
    judge,
    large_image,
    noise,
    package,
    pdf,
    pdf_bomb,
    photo,
    png_claiming,
    set_root,
    xlsx,
)
from pikepdf import Dictionary, Name

from motcua.files.rules import MEGABYTE, WORDS, Limits

OFFICE = ("pdf", "image", "docx", "xlsx", "text")
SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
LOCKED = pikepdf.Encryption(user="bi mat", owner="bi mat")
NO_PRINT = pikepdf.Encryption(user="", owner="chu", allow=pikepdf.Permissions(print_highres=False))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
OUTSIDE_TEMPLATE = b'<R Type="x/attachedTemplate" Target="//h/t" TargetMode="External"/>'
GIF = b"GIF89a" + b"\0" * 20


def chained(made: pikepdf.Pdf) -> None:
    made.pages[0].AA = Dictionary(O=Dictionary(S=Name.GoTo, Next=Dictionary(S=Name.Launch, F="calc.exe")))


def xfa(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=[], XFA=made.make_stream(b"<xdp/>"))


def to_page(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.GoTo, D=[made.pages[0].obj, Name.Fit])


def zeros(name: str, size: int) -> bytes:
    return docx(**{name: b"\0" * size})


REFUSED = [
    ("empty", "a.pdf", b""),
    ("empty", "a.txt", b" \n \n"),
    ("too_large", "a.pdf", pdf() + b"\n" * 4 * MEGABYTE),
    ("unknown_kind", "a.dat", noise(1, 500)),
    ("wrong_kind", "a.gif", GIF),
    ("wrong_kind", "a.tif", b"II*\0" + b"\0" * 50),
    ("heic", "IMG_1.HEIC", b"\0\0\0\x18ftypheic" + b"\0" * 50),
    ("name_mismatch", "giay.jpg", pdf()),
    ("name_mismatch", "giay.pdf", docx()),
    ("program", "a.exe", b"MZ\x90\0\3\0"),
    ("program", "a", b"\x7fELF\2\1\1\0"),
    ("program", "a.pdf.exe", pdf()),
    ("program", "a.pdf", b"<!DOCTYPE html><html><body>Not found</body></html>"),
    ("program", "a.svg", b"<svg onload='alert(1)'/>"),
    ("program", "a.txt", b"#!/bin/sh\nrm -rf x\n"),
    ("archive", "a.rar", b"Rar!\x1a\x07\x01\0"),
    ("archive", "a.7z", b"7z\xbc\xaf\x27\x1c\0\0"),
    ("archive", "a.zip", package({"a.pdf": pdf()})),
    ("old_office", "a.doc", OLE),
    ("polyglot", "a.pdf", pdf() + package({"a.txt": b"x" * 50})),
    ("polyglot", "a.jpg", photo() + package({"Main.class": b"\xca\xfe\xba\xbe" * 9})),
    ("polyglot", "a.png", photo(form="PNG") + pdf()),
    ("polyglot", "a.webp", photo(form="WEBP") + pdf()),
    ("polyglot", "a.jpg", photo() + b"<html><script>alert(1)</script>"),
    ("polyglot", "a.pdf", pdf().replace(b"\n", b"\n%<script>alert(1)</script>\n", 1)),
    ("polyglot", "a.pdf", b"\x89junk\x00\x01" + pdf()),
    ("polyglot", "a.jpg", photo()[:2] + b"\xff\xfe\x00\x40<html>".ljust(66, b" ") + photo()[2:]),
    ("trailing_bytes", "a.pdf", pdf() + noise(2, 5_000)),
    ("malformed", "a.pdf", pdf()[:-200]),
    ("malformed", "a.pdf", b"%PDF-1.7\n" + noise(3, 3_000) + b"\n%%EOF\n"),
    ("malformed", "a.pdf", b"xin chao"),
    ("malformed", "a.jpg", photo()[: len(photo()) // 2]),
    ("malformed", "a.png", photo(form="PNG")[:3_000]),
    ("malformed", "a.webp", photo(form="WEBP")[:3_000]),
    ("malformed", "a.docx", docx()[:-30]),
    ("malformed", "a.docx", docx().replace(b"<w:document>xin", b"?", 1)[:60] + noise(4, 900)),
    ("too_complex", "a.pdf", pdf_bomb(300 * MEGABYTE)),
    ("too_complex", "a.pdf", pdf(large_image)),
    ("too_complex", "a.pdf", pdf(doubly_packed, compress_streams=False)),
    ("too_complex", "a.png", png_claiming(60_000, 60_000)),
    ("too_complex", "a.docx", zeros("word__bomb_dot_xml", 30 * MEGABYTE)),
    ("encrypted", "a.pdf", pdf(encryption=LOCKED)),
    ("encrypted", "a.docx", OLE + "EncryptedPackage".encode("utf-16-le")),
    ("restricted", "a.pdf", pdf(encryption=NO_PRINT)),
    ("no_pages", "a.pdf", pdf(pages=0)),
    ("blank_pages", "a.pdf", pdf(pages=0, blank=3)),
    ("too_many_pages", "a.pdf", pdf(pages=31)),
    ("active_content", "a.pdf", pdf(set_root("/OpenAction", SCRIPT))),
    ("active_content", "a.pdf", pdf(set_root("/OpenAction", Dictionary(S=Name.URI, URI="http://x.invalid")))),
    ("active_content", "a.pdf", pdf(set_root("/Names", Dictionary(JavaScript=Dictionary(Names=["a", SCRIPT]))))),
    ("active_content", "a.pdf", pdf(chained)),
    ("active_content", "a.pdf", pdf(chained).replace(b"/Launch", b"/L#61unch")),
    ("active_content", "a.pdf", pdf(chained, object_stream_mode=pikepdf.ObjectStreamMode.generate)),
    ("active_content", "a.pdf", pdf(annotate("/RichMedia"))),
    ("active_content", "a.docx", docx(word__activeX__a_dot_xml=b"<a/>")),
    (
        "active_content",
        "a.docx",
        docx(word___rels__settings_dot_xml_dot_rels=OUTSIDE_TEMPLATE),
    ),
    ("embedded_files", "a.pdf", pdf(attach)),
    ("embedded_files", "a.pdf", pdf(annotate("/FileAttachment"))),
    ("embedded_files", "a.docx", docx(word__embeddings__oleObject1_dot_bin=b"x")),
    ("embedded_files", "a.docx", docx(word__media__image1_dot_png=package({"a": b"b"}))),
    ("dynamic_form", "a.pdf", pdf(xfa)),
    ("macros", "a.docx", docx(word__vbaProject_dot_bin=b"x")),
    ("macros", "a.docm", docx()),
    ("macros", "a.xlsx", xlsx(**{"[Content_Types].xml": b"<T ct='x.sheet.macroEnabled.main+xml'/>"})),
    ("image_too_big", "a.png", png_claiming(6_000, 6_000)),
    ("image_too_small", "a.jpg", photo((150, 900))),
    ("image_blank", "a.jpg", photo(text=False)),
    ("image_blank", "a.png", photo(form="PNG", text=False, colour="black")),
    ("image_too_dark", "a.jpg", photo(text=False, colour=(9, 9, 12))),
    ("not_text", "a.txt", b"xin\xff\xfe chao"),
    ("not_text", "a.txt", "xin\x85chao".encode()),
]
TIGHT = Limits(max_bytes=3 * MEGABYTE, max_pages=30, max_pixels=30_000_000)


@pytest.mark.parametrize(("code", "name", "content"), REFUSED, ids=[f"{n}-{row[0]}" for n, row in enumerate(REFUSED)])
def test_a_bad_file_gets_its_verdict(tmp_path, code, name, content):
    path = tmp_path / "f"
    path.write_bytes(content)
    verdict = judge(path, name, OFFICE, limits=TIGHT)
    assert verdict.code == code
    assert not verdict.ok
    assert "%(" not in str(verdict.sentence)
    assert "%(" not in str(verdict.advice)


def test_every_verdict_is_reached_by_a_test():
    elsewhere = {"readable", "broken_signature", "changed_after_signing", "check_unavailable"}
    assert {code for code, _, _ in REFUSED} | elsewhere == set(WORDS)


ACCEPTED = [
    ("a.pdf", pdf(), "application/pdf"),
    ("không đuôi", pdf(), "application/pdf"),
    ("a.pdf", b"\xef\xbb\xbf\n" + pdf(), "application/pdf"),
    ("a.pdf", pdf() + b"\0\r\n" * 30_00, "application/pdf"),
    ("a.pdf", pdf(to_page), "application/pdf"),
    ("a.pdf", pdf(annotate("/Link")), "application/pdf"),
    ("a.pdf", pdf(set_root("/Note", "the word /JavaScript and /EF in a text")), "application/pdf"),
    ("a.pdf", pdf(linearize=True), "application/pdf"),
    ("a.jpg", photo(), "image/jpeg"),
    ("giay.pdf", photo(), "image/jpeg"),
    ("giay.pdf", photo(form="PNG"), "image/png"),
    ("a.JPEG", photo(progressive=True), "image/jpeg"),
    ("a.jpg", photo(mode="L"), "image/jpeg"),
    ("a.jpg", photo(form="PNG"), "image/png"),
    ("a.png", photo(form="PNG", mode="P"), "image/png"),
    ("a.png", photo(form="PNG", mode="1"), "image/png"),
    ("a.png", photo(form="PNG", mode="I;16", colour=65535), "image/png"),
    ("a.png", photo(form="PNG", mode="RGBA", colour=(0, 0, 0, 0)), "image/png"),
    ("a.webp", photo(form="WEBP"), "image/webp"),
    ("a.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("a.xlsx", xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("a.txt", "Đơn xin xác nhận\n".encode(), "text/plain"),
    ("a.txt", "Đơn xin".encode("utf-16"), "text/plain"),
    ("a.txt", b"BMI va MZ chi la chu", "text/plain"),
    ("b.txt", b"BM la chu viet tat", "text/plain"),
]


@pytest.mark.parametrize(("name", "content", "media_type"), ACCEPTED, ids=range(len(ACCEPTED)))
def test_an_honest_paper_passes(tmp_path, name, content, media_type):
    path = tmp_path / "f"
    path.write_bytes(content)
    verdict = judge(path, name, OFFICE)
    assert (verdict.code, verdict.media_type) == ("readable", media_type)


def test_kinds_that_are_not_asked_for_are_refused_with_those_that_are(tmp_path):
    path = tmp_path / "f"
    for name, content, kind in (
        ("a.docx", docx(), "DOCX"),
        ("a.png", photo(form="PNG"), "PNG"),
        ("a.txt", b"a", "TXT"),
    ):
        path.write_bytes(content)
        verdict = judge(path, name, ["pdf", "jpg"])
        assert (verdict.code, verdict.params) == ("wrong_kind", {"kind": kind, "accepted": "PDF, JPG"})
    path.write_bytes(xlsx())
    assert judge(path, "a.xlsx", ["docx"]).params["kind"] == "XLSX"


def test_a_blank_page_among_others_is_remarked_on(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(pdf(pages=2, blank=1))
    verdict = judge(path, "a.pdf")
    assert (verdict.pages, verdict.remarks) == (3, ("some_blank_pages",))


def test_too_many_or_overlapping_parts_of_a_package_are_refused(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(docx(**{f"word__p{n}_dot_xml": b"x" for n in range(40)}))
    assert judge(path, "a.docx", OFFICE, limits=Limits(max_entries=30)).code == "too_complex"
    shared = io.BytesIO(docx())
    with zipfile.ZipFile(shared, "a") as made:
        twin = zipfile.ZipInfo("word/twin.xml")
        first = made.infolist()[0]
        twin.header_offset, twin.CRC = first.header_offset, first.CRC
        twin.compress_size, twin.file_size, twin.compress_type = (
            first.compress_size,
            first.file_size,
            first.compress_type,
        )
        made.filelist.append(twin)
        made._didModify = True
    path.write_bytes(shared.getvalue())
    assert judge(path, "a.docx", OFFICE).code == "too_complex"


def test_a_locked_part_of_a_package_is_refused(tmp_path):
    path = tmp_path / "f"
    locked = bytearray(docx())
    for magic, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(magic) + flag] |= 1
    path.write_bytes(bytes(locked))
    assert judge(path, "a.docx", OFFICE).code == "encrypted"
