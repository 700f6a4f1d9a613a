"""Procedures: read with their marks, switched on and off, edited, imported, exported."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import BUNDLE as PLAIN
from tests.web.console.conftest import BUNDLE, administered, words

from motcua.ledger.models import Entry
from motcua.procedures.forms import inlined
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import active_unit_ids, current_version
from motcua.procedures.search import forget_search

pytestmark = pytest.mark.django_db
HERE = "/quan-tri/thu-tuc/"
CODE = "9.000001"
EDIT = f"{HERE}{CODE}/sua/"
SHEET = {"base": "1", "valid_from": "02/11/2026", "note": "NQ 12", "to_confirm": ["0"]}


SOUND = {
    **BUNDLE,
    "requirements": [PLAIN["requirements"][0], {**PLAIN["requirements"][1], "condition": "Khi có"}],
    "form": {"use": "general_request"},
}


@pytest.fixture
def office(db):
    return administered({**SOUND, "form": inlined(SOUND["form"])})


@pytest.fixture(autouse=True)
def _today(present):
    present("2026-11-02T08:00")
    forget_search()
    yield
    forget_search()


def number():
    return ProcedureVersion.objects.order_by("-number").first().number


def upload(bundle, name="goi.json"):
    raw = bundle if isinstance(bundle, bytes) else json.dumps(bundle, ensure_ascii=False).encode()
    return SimpleUploadedFile(name, raw, "application/json")


def test_the_list_is_filtered_and_searched(at_console):
    client = at_console("admin")
    for asked in ("", "?muc=operable", "?muc=to_confirm", "?linh-vuc=Hộ tịch", "?q=xac nhan thu nghiem", f"?q={CODE}"):
        assert "Xác nhận thử nghiệm" in words(client.get(HERE + asked)), asked
    assert "Không có thủ tục nào khớp" in words(client.get(f"{HERE}?muc=elsewhere"))


def test_what_is_not_confirmed_is_shown_as_such(at_console):
    page = words(at_console("inspector").get(f"{HERE}{CODE}/"))
    assert "Cần xác nhận Mức lệ phí chưa đối chiếu nghị quyết." in page
    assert "10.000 đồng" in page
    assert "5 ngày làm việc" in page
    assert at_console("inspector").get(f"{HERE}0.000000/").status_code == 404


def test_communes_are_switched_off_and_on(at_console, office):
    client = at_console("admin")
    both = [office.units["X"].pk, office.units["Y"].pk]
    client.post(f"{HERE}{CODE}/noi-nhan/bat-tat/", {"act": "off", "pick": both})
    assert active_unit_ids(CODE, date(2026, 11, 2)) == frozenset()
    client.post(f"{HERE}{CODE}/noi-nhan/bat-tat/", {"act": "on", "pick": both[:1]})
    assert active_unit_ids(CODE, date(2026, 11, 2)) == {both[0]}
    assert "đang tiếp nhận" in words(client.get(f"{HERE}{CODE}/noi-nhan/"))
    assert client.get(f"{HERE}bang/").status_code == 200


def test_a_commune_administrator_switches_only_their_own(at_console, office):
    client = at_console("admin_x")
    own, other = office.units["X"].pk, office.units["Y"].pk
    assert client.post(f"/quan-tri/don-vi/{own}/thu-tuc/bat-tat/", {"act": "off", "pick": [CODE]}).status_code == 302
    assert active_unit_ids(CODE, date(2026, 11, 2)) == {other}
    assert client.post(f"/quan-tri/don-vi/{other}/thu-tuc/bat-tat/", {"act": "off", "pick": [CODE]}).status_code == 404
    assert client.post(f"{HERE}{CODE}/noi-nhan/bat-tat/", {"act": "off", "pick": [other]}).status_code == 403
    assert active_unit_ids(CODE, date(2026, 11, 2)) == {other}
    empty = client.post(f"/quan-tri/don-vi/{own}/thu-tuc/bat-tat/", {"act": "on"}, follow=True)
    assert "Chưa chọn dòng nào." in words(empty)


def test_an_edit_is_previewed_then_published(at_console):
    client = at_console("admin")
    changed = {
        **SHEET,
        "fees.rows[fee].amount": "20.000",
        "time_limits.counter.value": "40",
        "time_limits.counter.unit": "hour",
        "process.steps[review].allotted.value": "1,5",
        "to_confirm": [],
    }
    preview = client.post(EDIT, changed)
    page = words(preview)
    assert preview.status_code == 200, page
    assert "10.000" in page
    assert "20.000" in page
    assert "5 chỗ khác nhau" in page
    assert "Trực tiếp › Tính theo" in page
    assert "giờ làm việc" in page.partition("Trực tiếp › Tính theo")[2]
    assert number() == 1
    assert client.post(EDIT, {**changed, "publish": "yes"}).status_code == 302
    loaded = current_version(CODE, date(2026, 11, 2))
    assert loaded.number == 2
    assert loaded.json["fees"]["rows"][0]["amount"] == 20000
    assert str(loaded.bundle.process.step("review").allotted.value) == "1.5"
    assert loaded.bundle.to_confirm == ()
    assert Entry.objects.filter(subject_kind="procedure", act="publish_version").exists()
    page = words(client.get(f"{HERE}{CODE}/phien-ban/2/"))
    assert "20.000" in page
    assert "NQ 12" in page


def test_the_cap_and_the_discount_online_are_edited_read_and_carried_in_the_file(at_console):
    client = at_console("admin")
    low = client.post(EDIT, {**SHEET, "fees.rows[fee].at_most": "9.000"})
    assert low.status_code == 422
    assert 'id="fees.rows[fee].at_most-error"' in low.content.decode()
    changed = {**SHEET, "fees.rows[fee].at_most": "80.000", "fees.online.percent": "50"}
    assert "2 chỗ khác nhau" in words(client.post(EDIT, changed))
    client.post(EDIT, {**changed, "publish": "yes"})
    shown = words(client.get(f"{HERE}{CODE}/phien-ban/2/"))
    assert "Thu nhiều nhất 80.000 đồng." in shown
    assert "Nộp hồ sơ trực tuyến được giảm 50%, còn 5.000 đồng." in shown
    fees = json.loads(client.get(f"{HERE}{CODE}/tai-ve/").content)["fees"]
    assert (fees["rows"][0]["at_most"], fees["online"]) == (80_000, {"percent": 50})


def test_what_was_typed_comes_back_from_the_preview(at_console):
    client = at_console("admin")
    back = client.post(EDIT, {**SHEET, "short_name": "Tên khác", "again": "yes"})
    assert back.status_code == 200
    assert "Tên khác" in back.content.decode()


def test_an_edit_with_mistakes_keeps_what_was_typed(at_console):
    client = at_console("admin")
    wrong = {**SHEET, "fees.rows[fee].amount": "nhiều", "short_name": "Tên khác", "note": "x"}
    response = client.post(EDIT, wrong)
    assert response.status_code == 422
    assert "Ghi số tiền bằng chữ số" in words(response)
    assert "nhiều" in response.content.decode()
    assert "Tên khác" in response.content.decode()
    assert "Chưa có gì khác phiên bản đang dùng." in words(client.post(EDIT, SHEET))
    past = client.post(EDIT, {**SHEET, "short_name": "Tên khác", "valid_from": "01/11/2026"})
    assert "chỉ có hiệu lực từ hôm nay trở đi" in words(past)
    no_note = client.post(EDIT, {**SHEET, "short_name": "Tên khác", "note": ""})
    assert "Ghi lý do hoặc số văn bản" in words(no_note)
    short = client.post(EDIT, {**SHEET, "short_name": "x"})
    assert 'id="short_name-error"' in short.content.decode()
    short = client.post(EDIT, {**SHEET, "requirements[extra].condition": ""})
    assert short.status_code == 422
    assert 'id="requirements[extra].condition-error"' in short.content.decode()
    assert number() == 1


def test_an_edit_of_an_outdated_version_is_told(at_console):
    client = at_console("admin")
    client.post(EDIT, {**SHEET, "short_name": "Tên khác", "publish": "yes"})
    late = client.post(EDIT, {**SHEET, "short_name": "Tên thứ ba"})
    assert late.status_code == 409
    assert "đã có phiên bản mới được công bố" in words(late)
    assert number() == 2


def test_a_bundle_goes_out_and_comes_in(at_console):
    client = at_console("admin")
    file = client.get(f"{HERE}{CODE}/tai-ve/")
    assert file["Content-Disposition"] == f'attachment; filename="thu-tuc-{CODE}.json"'
    bundle = json.loads(file.content)
    bundle["short_name"] = "Tên từ tệp"
    preview = client.post(f"{HERE}nhap/", {"file": upload(bundle)})
    assert preview.status_code == 200
    assert "Tên từ tệp" in words(preview)
    text = json.dumps(bundle, ensure_ascii=False)
    no_reason = client.post(f"{HERE}nhap/", {"bundle": text, "valid_from": "02/11/2026", "note": "", "publish": "yes"})
    assert no_reason.status_code == 422
    assert "Ghi lý do hoặc số văn bản" in words(no_reason)
    done = {"bundle": text, "valid_from": "02/11/2026", "note": "QĐ 5", "publish": "yes"}
    assert client.post(f"{HERE}nhap/", done).status_code == 302
    assert current_version(CODE, date(2026, 11, 2)).bundle.short_name == "Tên từ tệp"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"{", "không đúng dạng JSON"),
        (b"\xff\xfe", "không phải chữ UTF-8"),
        (b"[]", "Gói thủ tục còn 1 chỗ phải sửa"),
        (b'{"format": 1, "code": "x"}', "Những chỗ phải sửa trong tệp"),
        (b" " * 1_600_000, "Tệp nặng quá 1,5 MB"),
    ],
)
def test_a_bad_file_is_refused_in_words(at_console, raw, sentence):
    response = at_console("admin").post(f"{HERE}nhap/", {"file": upload(raw, "../gói của tôi.json")})
    assert response.status_code == 422
    assert sentence in words(response)
    assert number() == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "null"])
def test_a_broken_preview_is_refused(at_console, text):
    for note in ("x", ""):
        given = {"bundle": text, "valid_from": "02/11/2026", "note": note, "publish": "yes"}
        assert at_console("admin").post(f"{HERE}nhap/", given).status_code == 422


def test_a_procedure_of_its_own_is_imported(at_console):
    bundle = {**PLAIN, **SOUND, "code": "9.000002", "name": "Thủ tục mới", "short_name": "Thủ tục mới"}
    preview = at_console("admin").post(f"{HERE}nhap/", {"file": upload(bundle)})
    assert "Đây sẽ là phiên bản đầu tiên" in words(preview)
