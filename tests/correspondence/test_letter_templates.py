"""Templates that clerks edit: filled wherever LibreOffice split a name, and hostile files refused in words."""

import io
import zipfile
from datetime import date

import pytest
from tests.correspondence.paperwork import told

from motcua.correspondence.actions.keep_template import drop_template, keep_template, set_office_book
from motcua.correspondence.drafting import template_bytes
from motcua.correspondence.layouts import LAYOUT_OF, packed, shipped
from motcua.correspondence.odt.ask import filled, look
from motcua.correspondence.rules.kinds import KINDS
from motcua.correspondence.rules.placeholders import lacking, unknown
from motcua.correspondence.wording import Receiver, values_of
from motcua.kernel.refusals import Invalid, NotPermitted

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)
NEEDED = "<text:p>{{so}} {{ngay_ban_hanh}} {{nguoi_ky}}</text:p>"


def odt(body: str, more: dict[str, bytes] | None = None, head: str = "") -> bytes:
    """A small document with this body."""
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {SPACES}>{head}{text}</office:document-content>"
    return packed({"content.xml": content.encode(), **(more or {})})


def words(body: str, **values: object) -> list[str]:
    return [line for line in filled(odt(body), values).text.splitlines() if line]


def test_a_name_that_the_editor_split_is_found():
    body = "<text:p>Số <text:span>{{tr</text:span><text:span>ich</text:span>_yeu}}!</text:p>"
    assert words(body, trich_yeu="việc này") == ["Số việc này!"]


def test_names_may_have_diacritics_and_values_are_never_markup():
    assert words("<text:p>{{Trích yếu}}</text:p>", trich_yeu="<b>&{{so}}") == ["<b>&{{so}}"]


def test_a_list_repeats_its_paragraph_and_an_empty_one_drops_it():
    body = "<text:p>- {{noi_nhan}};</text:p><text:p>hết</text:p>"
    assert words(body, noi_nhan=["Một", "Hai"]) == ["- Một;", "- Hai;", "hết"]
    assert words(body, noi_nhan=[]) == ["hết"]


@pytest.mark.parametrize(("value", "told"), [("KHẨN", ["trước", "KHẨN", "giữa", "sau"]), ("", ["trước", "sau"])])
def test_a_part_is_kept_only_where_its_condition_holds(value, told):
    body = (
        "<text:p>trước</text:p><text:p>{{nếu do_khan}}</text:p><text:p>{{do_khan}}</text:p><text:p>giữa</text:p>"
        "<text:p>{{hết}}</text:p><text:p>sau</text:p>"
    )
    assert words(body, do_khan=value) == told


def test_a_condition_without_end_is_told():
    with pytest.raises(Invalid, match="hết"):
        filled(odt("<text:p>{{nếu do_khan}}</text:p><text:p>x</text:p>"), {})


@pytest.mark.parametrize("kind", sorted({*LAYOUT_OF, "TB", "KH"}))
def test_every_shipped_template_is_one_that_a_clerk_could_upload(kind):
    names = look(shipped(kind)).names
    assert (unknown(names), lacking(names)) == ({}, [])


def test_shipped_templates_are_the_same_every_time():
    assert shipped.__wrapped__("QĐ") == shipped.__wrapped__("QĐ")


# --- hostile files ---------------------------------------------------------------------------------------------------


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", "<x/>")
        package.writestr("content.xml", b"0" * 80_000_000)
    return out.getvalue()


def entity() -> bytes:
    return packed({"content.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'})


IMAGE = '<text:p><draw:frame><draw:image xlink:href="{0}"/></draw:frame></text:p>'
EVENTS = "<office:scripts><office:event-listeners/></office:scripts>"
HOSTILE = {
    "no zip at all": (b"%PDF-1.7 not an ODT", "ODT"),
    "cut short": (odt(NEEDED)[:200], "hỏng"),
    "a macro library": (odt(NEEDED, {"Basic/Standard/Module1.xml": b"<x/>"}), "macro"),
    "a macro at opening": (odt(NEEDED, head=EVENTS), "macro"),
    "a script in the text": (odt("<text:p><text:script/></text:p>"), "macro"),
    "an embedded sheet": (odt(NEEDED, {"Object 1/content.xml": b"<x/>"}), "nhúng"),
    "a picture from outside": (odt(IMAGE.format("http://evil.example/x.png")), "bên ngoài"),
    "a picture from the disk": (odt(IMAGE.format("file:///etc/passwd")), "bên ngoài"),
    "a picture above the file": (odt(IMAGE.format("../../etc/passwd")), "bên ngoài"),
    "a linked section": (odt('<text:section-source xlink:href="http://evil.example/"/>'), "bên ngoài"),
    "an entity": (entity(), "hỏng"),
    "a bomb": (bomb(), "quá lớn"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words(name):
    content, sentence = HOSTILE[name]
    with pytest.raises(Invalid, match=sentence):
        look(content)


def test_what_a_letter_does_not_need_is_left_out():
    kept = look(odt(NEEDED, {"Configurations2/menubar.xml": b"<x/>", "Pictures/a.png": b"\x89PNG"})).content
    assert set(zipfile.ZipFile(io.BytesIO(kept)).namelist()) == {
        "mimetype",
        "content.xml",
        "Pictures/a.png",
        "META-INF/manifest.xml",
    }


# --- keeping them ----------------------------------------------------------------------------------------------------


def keep(office, content: bytes, who: str = "clerk"):
    return keep_template(
        unit_id=office.units["X"].pk, kind="TB", name="mau.odt", stream=io.BytesIO(content), actor=office.actor(who)
    )


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        (["Sở Nội vụ"], ["Kính gửi: Sở Nội vụ."]),
        (["Sở Nội vụ", "UBND xã Vọng Thê"], ["Kính gửi:", "- Sở Nội vụ;", "- UBND xã Vọng Thê;"]),
        ([], []),
    ],
)
def test_one_addressee_stands_on_the_line_that_greets_several_each_on_their_own(office, names, lines):
    receivers = [Receiver(name, "axis", organ_id="H01.18") for name in names]
    values = values_of(told(office, receivers=receivers), symbol="UBND-VP", drafted_by="", on=date(2026, 11, 2))
    found = filled(shipped("CV"), values).text.splitlines()
    assert [line for line in found if line.startswith(("Kính gửi", "- Sở", "- UBND xã"))] == lines


def test_the_units_own_template_is_used_until_it_is_dropped(office):
    assert [keep(office, odt(NEEDED)).number, keep(office, odt(NEEDED)).number] == [1, 2]
    assert template_bytes(office.units["X"].pk, "TB") != shipped("TB")
    assert template_bytes(office.units["Y"].pk, "TB") == shipped("TB")
    drop_template(unit_id=office.units["X"].pk, kind="TB", actor=office.actor("clerk"))
    assert template_bytes(office.units["X"].pk, "TB") == shipped("TB")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (NEEDED + "<text:p>{{trich_yue}}</text:p>", "Có phải ý bạn là “trich_yeu”"),
        (NEEDED + "<text:p>{{zzzzzz}}</text:p>", "Không có chỗ điền"),
        ("<text:p>{{so}} {{nguoi_ky}}</text:p>", "ngay_ban_hanh"),
    ],
)
def test_a_wrong_name_is_told_with_what_was_meant(office, body, sentence):
    with pytest.raises(Invalid, match=sentence):
        keep(office, odt(body))


def test_only_the_clerk_keeps_templates(office):
    with pytest.raises(NotPermitted):
        keep(office, odt(NEEDED), "specialist")


def test_the_office_sets_its_own_symbols_and_series(office):
    from tests.correspondence.paperwork import signed

    told = {"symbol": "UBND", "section": "NV", "place": "Xã X", "series": {"moi": ["GM", "TB"]}}
    set_office_book(unit_id=office.units["X"].pk, actor=office.actor("clerk"), **told)
    codes = [signed(office, kind=kind).code for kind in ("CV", "QĐ", "TB", "GM")]
    assert codes == ["01/UBND-NV", "02/QĐ-UBND", "01/TB-UBND", "02/GM-UBND"]
    assert len(KINDS) == 29
