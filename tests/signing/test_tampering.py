"""Whatever is done to a signed file afterwards is seen; whatever a file is, it gets a verdict."""

import io
import zlib
from datetime import UTC, datetime

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from world import SEAL, letter

from motcua.signing.checking.look import look
from motcua.signing.checking.trusting import Trust


@pytest.fixture(scope="module")
def good(world) -> bytes:
    return world.signed(letter(), kind="personal")


def updated(pdf: bytes, change) -> bytes:
    """``pdf`` with an incremental update that ``change`` makes."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def other_words(writer) -> None:
    stream = generic.StreamObject(stream_data=b"BT /F1 24 Tf 72 500 Td (1.000.000 dong) Tj ET")
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Contents")] = writer.add_object(stream)
    writer.update_container(page)


def one_more_page(writer) -> None:
    pages = writer.root["/Pages"]
    page = generic.DictionaryObject({"/Type": generic.pdf_name("/Page"), "/Parent": writer.root.raw_get("/Pages")})
    pages["/Kids"].append(writer.add_object(page))
    pages[generic.pdf_name("/Count")] = generic.NumberObject(2)
    writer.update_container(pages)
    writer.update_container(pages["/Kids"])


def a_note(writer) -> None:
    box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 300, 300)))
    told = {"/Type": "/Annot", "/Subtype": "/FreeText"}
    note = generic.DictionaryObject({key: generic.pdf_name(value) for key, value in told.items()})
    note["/Rect"], note["/Contents"] = box, generic.pdf_string("Đã hủy")
    page = writer.root["/Pages"]["/Kids"][0]
    notes = page.setdefault("/Annots", generic.ArrayObject())
    notes.append(writer.add_object(note))
    writer.update_container(page)
    if isinstance(page.raw_get("/Annots"), generic.IndirectObject):
        writer.update_container(notes)


def a_command(writer) -> None:
    writer.root["/OpenAction"] = generic.DictionaryObject(
        {"/S": generic.pdf_name("/JavaScript"), "/JS": generic.pdf_string("app.alert(1)")}
    )
    writer.update_root()


@pytest.mark.parametrize("change", [other_words, one_more_page, a_note, a_command])
def test_a_change_after_signing_is_seen(world, good, change):
    report = world.report(updated(good, change))
    assert report.verdict == "broken"
    assert report.signatures[0].intact
    assert report.signatures[0].changes_after == "content"


def test_a_change_between_two_signatures_is_seen(world, good):
    report = world.report(world.signed(updated(good, other_words), SEAL))
    assert report.verdict == "broken"
    assert [one.changes_after for one in report.signatures] == ["content", "none"]


@pytest.mark.parametrize("tail", [b"\nxyz", b"%" + b" " * 30 + b"hidden", b"\n%PDF-1.7\n" + letter()])
def test_bytes_appended_are_reported(world, good, tail):
    report = world.report(good + tail)
    assert report.verdict in {"broken", "unsigned", "unreadable"}
    assert not any(one.covers_whole_file for one in report.signatures)


def test_an_old_end_repeated_hides_nothing(world, good):
    end = good[good.rindex(b"startxref") :]
    report = world.report(good + b"\n% more that nobody signed\n" + end)
    assert (report.verdict, report.signatures[0].changes_after) == ("broken", "appended")


def test_a_byte_range_that_leaves_bytes_out_is_no_signature_of_the_file(world, good):
    at = good.index(b"/ByteRange")
    numbers = good[good.index(b"[", at) + 1 : good.index(b"]", at)].split()
    shorter = str(int(numbers[3]) - 40).encode().ljust(len(numbers[3]))
    report = world.report(good[:at] + good[at:].replace(numbers[3], shorter, 1))
    assert report.verdict == "broken"


def test_the_first_page_swapped_for_a_hidden_one_is_seen(world):
    hidden = pikepdf.open(io.BytesIO(letter("Không đồng ý")))
    shown = pikepdf.open(io.BytesIO(letter("Đồng ý")))
    shown.Root.Hidden = shown.copy_foreign(hidden.pages[0].obj)
    both = io.BytesIO()
    shown.save(both)

    def swap(writer) -> None:
        pages = writer.root["/Pages"]
        pages["/Kids"][0] = writer.root.raw_get("/Hidden")
        writer.update_container(pages)
        writer.update_container(pages["/Kids"])

    assert world.report(updated(world.signed(both.getvalue()), swap)).verdict == "broken"


def locked() -> bytes:
    out = io.BytesIO()
    pikepdf.open(io.BytesIO(letter())).save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def thick() -> bytes:
    pdf = pikepdf.new()
    for _ in range(1000):
        pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


BOMB = zlib.compress(b"0" * 400_000_000, 9)
STRANGE = {
    "nothing": (b"", "unreadable"),
    "words": ("Đây không phải PDF".encode(), "unreadable"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 200, "unreadable"),
    "a head alone": (b"%PDF-1.7\n", "unreadable"),
    "no object": (b"%PDF-1.7\nstartxref\n0\n%%EOF", "unreadable"),
    "an end in circles": (b"%PDF-1.7\nxref\n0 0\ntrailer<</Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF", "unreadable"),
    "locked": (locked(), "unreadable"),
    "a thousand pages": (thick(), "unsigned"),
    "no signature": (letter(), "unsigned"),
    "a bomb of objects": (
        b"%PDF-1.7\n1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
        + str(len(BOMB)).encode() + b">>stream\n" + BOMB
        + b"\nendstream endobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
        b"trailer<</Root 1 0 R/Size 2>>\nstartxref\n" + str(len(BOMB)).encode() + b"\n%%EOF",
        "unreadable",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STRANGE)
def test_any_file_gets_a_verdict(world, name):
    content, verdict = STRANGE[name]
    report = world.report(content)
    assert (report.verdict, report.signatures) == (verdict, ())


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_change_of_bytes_leaves_it_valid(world, good, data):
    """Every byte but those of the signature itself is signed; whatever is put there, it is no crash either."""
    start = good.index(b"/Contents <")
    hole = range(start, good.index(b">", start))
    at = data.draw(st.integers(0, len(good) - 1))
    to = data.draw(st.integers(0, 255))
    path = world.folder / "changed.pdf"
    path.write_bytes(good[:at] + bytes([to]) + good[at + 1 :])
    report = look(path, Trust(world.trust), datetime.now(UTC))
    if good[at] != to and at not in hole:
        assert report.verdict != "valid"
    assert report.verdict in {"valid", "not_trusted", "broken", "unsigned", "unreadable"}
