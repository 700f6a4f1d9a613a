"""The counter: card first, few pages, wrong input told and kept, one dossier however often it is pressed."""

import io
import re

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.factories import make_version
from tests.files.hostile_papers import pdf, photo, png_claiming
from tests.web.office.conftest import words

from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier, Draft
from motcua.kernel.lifecycle import State
from motcua.people.models import Account
from motcua.procedures.queries import version
from motcua.procedures.search import forget_search

pytestmark = pytest.mark.django_db
CARD = "089190990001|350123456|Đặng Thị Ngọc Ánh|15031990|Nữ|Khóm Bắc Sơn, Núi Sập, Thoại Sơn, An Giang|02072021"
PERSON = {"name": "Đặng Thị Ngọc Ánh", "number": "089 190 990 001", "phone": "0912 345 678"}
FORM = {"form": {"use": "certified_copy_request"}}
PAGE = {"requester_phone": "0912 345 678", "language": "Tiếng Việt"}


@pytest.fixture(autouse=True)
def _monday(present, office):
    present("2026-11-02T08:00")
    forget_search()


@pytest.fixture
def desk(at_desk):
    return at_desk("desk")


def begin(client, office, unit="X"):
    """A counter draft; its address."""
    filled = {"procedure": "9.000001", "unit": office.units[unit].pk}
    return client.post("/can-bo/tiep-nhan/", filled)["Location"]


def value_of(response, name):
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', response.content.decode())
    return found[1] if found else None


def qr_photo(text, size=6, angle=0):
    picture = io.BytesIO()
    segno.make(text, error="m").save(picture, kind="png", scale=size, border=8)
    picture.seek(0)
    drawn = Image.open(picture).convert("RGB").rotate(angle, expand=True, fillcolor="white")
    kept = io.BytesIO()
    drawn.save(kept, "JPEG", quality=80)
    return SimpleUploadedFile("the.jpg", kept.getvalue(), "image/jpeg")


def walk(client, address, wishes=None, **person):
    """From the applicant to the end of a procedure without a form, one paper shown."""
    client.post(address, {**PERSON, **person})
    client.post(f"{address}giay-to/", {"requirement": "card", "kind": "original"})
    filled = {"consent": "yes", "typed_by": "staff", "way": "desk", **(wishes or {})}
    return client.post(f"{address}xong/", filled, follow=True)


# --- start -----------------------------------------------------------------------------------------------------------


def test_what_is_often_asked_and_what_is_searched(desk):
    assert "Xác nhận thử nghiệm" in words(desk.get("/can-bo/tiep-nhan/?q=xac nhan thu nghiem"))
    assert "Không tìm thấy thủ tục đang tiếp nhận" in words(desk.get("/can-bo/tiep-nhan/?q=zzzzqq"))


@pytest.mark.parametrize("filled", [{}, {"procedure": "0.0"}, {"procedure": "9.000001", "unit": "999999"}])
def test_what_cannot_begin_is_said(desk, office, filled):
    response = desk.post("/can-bo/tiep-nhan/", filled)
    assert response.status_code == 422
    assert "Chưa bắt đầu được" in words(response)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("unit", ["", "²", "-1", "x" * 50])
def test_an_odd_unit_means_ones_own(desk, office, unit):
    desk.post("/can-bo/tiep-nhan/", {"procedure": "9.000001", "unit": unit})
    assert Draft.objects.get().unit_id == office.units["X"].pk


def test_anothers_draft_is_not_found(desk, at_desk, office):
    address = begin(desk, office)
    assert at_desk("desk2").get(address).status_code == 404


# --- the card --------------------------------------------------------------------------------------------------------


def test_the_card_fills_who_it_is(desk, office):
    response = desk.post(begin(desk, office), {"scan": "1", "card": CARD, "phone": "0912 345 678"})
    assert response.status_code == 200
    assert value_of(response, "name") == "Đặng Thị Ngọc Ánh"
    assert value_of(response, "number").replace("\xa0", " ") == "089 190 990 001"
    assert value_of(response, "birth_date") == "15/03/1990"
    assert value_of(response, "address_text") == "Khóm Bắc Sơn, Núi Sập, Thoại Sơn, An Giang"
    assert value_of(response, "phone") == "0912 345 678"
    assert '<option value="F" selected>' in response.content.decode()
    assert "Đã điền theo thẻ." in words(response)


@pytest.mark.parametrize("card", ["", "xin chào", "https://example.com/abc", "1|2|3", "x" * 5000, "\x00|||||||"])
def test_a_wrong_code_is_told_and_loses_nothing(desk, office, card):
    typed = {"name": "Lê Văn Gõ", "phone": "0912 345 678", "address_text": "Ấp Đông"}
    response = desk.post(begin(desk, office), {"scan": "1", "card": card, **typed})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    for name, value in typed.items():
        assert value_of(response, name) == value


def test_a_card_that_disagrees_with_itself_warns(desk, office):
    response = desk.post(begin(desk, office), {"scan": "1", "card": CARD.replace("15031990", "15031985")})
    assert response.status_code == 200
    assert "khác với năm sinh" in words(response)


@pytest.mark.parametrize("angle", [0, 90, 12])
def test_a_photo_of_the_card_fills_too(desk, office, angle):
    address = begin(desk, office)
    response = desk.post(f"{address}anh-the/", {"photo": qr_photo(CARD, angle=angle), "phone": "0912 345 678"})
    assert response.status_code == 200
    assert value_of(response, "name") == "Đặng Thị Ngọc Ánh"
    assert value_of(response, "phone") == "0912 345 678"


@pytest.mark.parametrize(
    ("upload", "told"),
    [
        (None, "Hãy chọn hoặc chụp ảnh mã QR"),
        (SimpleUploadedFile("trong.jpg", b"", "image/jpeg"), "Tệp"),
        (SimpleUploadedFile("a.pdf", pdf(), "application/pdf"), "không"),
        (SimpleUploadedFile("khong-ma.jpg", photo(), "image/jpeg"), "Không thấy mã QR trong ảnh."),
        (SimpleUploadedFile("bom.png", png_claiming(60_000, 60_000), "image/png"), "."),
        (qr_photo("https://example.com"), "Đây không phải mã QR của thẻ căn cước."),
    ],
    ids=["none", "empty", "pdf", "no code", "bomb", "another code"],
)
def test_a_photo_of_no_use_is_told_and_loses_nothing(desk, office, upload, told):
    filled = {"name": "Lê Văn Gõ", "email": "le@example.com"} | ({"photo": upload} if upload else {})
    response = desk.post(f"{begin(desk, office)}anh-the/", filled)
    assert response.status_code == 422
    assert told in words(response)
    assert value_of(response, "name") == "Lê Văn Gõ"
    assert value_of(response, "email") == "le@example.com"


def test_a_frame_of_the_camera_is_read_and_nothing_else(desk, office):
    address = f"{begin(desk, office)}anh-the/"
    read = desk.post(address, {"photo": qr_photo(CARD)}, headers={"X-Fragment": "1"})
    assert read.content.decode() == CARD
    assert read["Content-Type"].startswith("text/plain")
    for blank in ({"photo": SimpleUploadedFile("khung.jpg", photo(), "image/jpeg")}, {}):
        unread = desk.post(address, blank, headers={"X-Fragment": "1"})
        assert (unread.status_code, unread.content) == (204, b"")


def test_the_photo_page_is_only_posted_to(desk, office):
    assert desk.get(f"{begin(desk, office)}anh-the/").status_code == 405


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "Hãy ghi họ và tên theo thẻ."),
        ({"number": "12345"}, "Số định danh cá nhân phải có đúng 12 chữ số."),
        ({"number": "350123456"}, "Đây là số chứng minh nhân dân cũ"),
        ({"phone": "gọi tôi"}, "không phải số điện thoại"),
        ({"birth_date": "31/02/1990"}, "Ngày sinh chưa đúng."),
        ({"birth_date": "05/09/2030"}, "Ngày sinh ở tương lai."),
        ({"email": "ai do"}, "Thư điện tử chưa đúng"),
        ({"phone": ""}, "Hãy ghi số điện thoại, thư điện tử hoặc nơi ở"),
    ],
)
def test_wrong_facts_are_told_at_once_and_kept(desk, office, typed, told):
    filled = {**PERSON, **typed}
    response = desk.post(begin(desk, office), filled)
    assert response.status_code == 422
    assert told in words(response)
    for name, value in filled.items():
        assert (value_of(response, name) or "").replace("\xa0", " ") == value


@pytest.mark.parametrize(("typed", "kept"), [("5/9/1958", "1958-09-05"), ("05091958", "1958-09-05"), ("1958", "1958")])
def test_a_birth_date_is_read_as_people_write_it(desk, office, typed, kept):
    desk.post(begin(desk, office), {**PERSON, "birth_date": typed})
    assert Draft.objects.get().applicant["birth_date"] == kept


# --- the whole way ---------------------------------------------------------------------------------------------------


def test_received_at_the_counter_with_code_qr_and_slip(desk, office):
    response = walk(desk, begin(desk, office))
    dossier = Dossier.objects.get()
    shown = words(response)
    assert dossier.code == "H01.99.01-261102-0001"
    assert dossier.code in shown
    assert "Đã tiếp nhận" in shown
    assert f"/mau/{dossier.forms.get(key='receipt').pk}/" in response.content.decode()
    assert "Mã QR mở trang tra cứu hồ sơ này" in response.content.decode()
    assert (dossier.channel, dossier.typed_by, dossier.state) == ("counter", "staff", State.RECEIVED)
    assert dossier.helped_unit_id == dossier.received_unit_id == office.units["X-MC"].pk
    assert dossier.consent["helper"] == "Người desk"
    assert dossier.applicant["phone"] == "0912345678"


def test_pressed_twice_it_is_one_dossier(desk, office):
    address = begin(desk, office)
    walk(desk, address)
    again = desk.post(f"{address}xong/", {"consent": "yes", "typed_by": "staff", "way": "desk"}, follow=True)
    assert Dossier.objects.count() == 1
    assert "H01.99.01-261102-0001" in words(again)
    assert "H01.99.01-261102-0001" in words(desk.get(f"{address}xong/", follow=True))


def test_without_consent_nothing_is_filed_and_wishes_are_kept(desk, office):
    response = walk(desk, begin(desk, office), {"consent": "", "way": "post", "typed_by": "assisted"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Hãy đọc lại nội dung cho người dân nghe" in words(response)
    assert re.search(r'value="post" checked', page)
    assert re.search(r'value="assisted" checked', page)
    assert not Dossier.objects.exists()


def test_a_missing_paper_leads_to_the_papers(desk, office):
    address = begin(desk, office)
    desk.post(address, PERSON)
    response = desk.post(f"{address}xong/", {"consent": "yes", "typed_by": "staff", "way": "desk"})
    assert response.status_code == 422
    assert "Thiếu giấy tờ: Ảnh giấy tờ tùy thân." in words(response)
    assert f'<a href="{address}giay-to/">Thiếu giấy tờ' in response.content.decode()


def test_online_is_no_way_for_who_cannot_be_reached_online(desk, office):
    address = begin(desk, office)
    person = {"name": "Lê Văn Đò", "number": "", "phone": "", "address_text": "Ấp Trung Bình"}
    refused = walk(desk, address, {"way": "online"}, **person)
    assert refused.status_code == 422
    assert "chưa có tài khoản, điện thoại hay thư điện tử" in words(refused)
    assert 'href="#way"' in refused.content.decode()
    assert not Dossier.objects.exists()
    assert walk(desk, address, {"way": "desk"}, **person).status_code == 200


@pytest.mark.parametrize("person", [{"phone": "0912 345 678"}, {"phone": "", "email": "ten@gmail.com"}])
def test_online_is_a_way_for_who_has_a_phone_or_an_email(desk, office, person):
    assert walk(desk, begin(desk, office), {"way": "online"}, **person).status_code == 200
    assert Dossier.objects.get().delivery == {"way": "online"}


def test_a_fee_that_the_province_sets_is_not_read_out_as_nothing(desk, office):
    fees = {"hit": "collect", "rows": [{"key": "fee", "label": "Lệ phí", "amount": 0}]}
    open_points = [{"about": "fees", "note": "Mức thu do HĐND tỉnh quy định."}]
    make_version({"fees": fees, "to_confirm": open_points}, number=2)
    shown = words(desk.get(f"{begin(desk, office)}xong/"))
    assert "Mức thu do tỉnh quy định" in shown
    assert "0 đồng" not in shown


def test_by_post(desk, office):
    walk(desk, begin(desk, office), {"by_post": "yes"})
    assert Dossier.objects.get().channel == "post"


def test_the_persons_own_account_is_found_by_their_number(desk, office):
    Account.objects.filter(username="citizen").update(national_id="089190990001")
    address = begin(desk, office)
    desk.post(address, PERSON)
    assert "Người này đã có tài khoản" in words(desk.get(f"{address}xong/"))
    walk(desk, address)
    dossier = Dossier.objects.get()
    assert dossier.applicant_account_id == office.accounts["citizen"].pk
    assert dossier.submitter_account_id is None
    assert "account" not in dossier.applicant


def test_a_corrected_number_unlinks_the_wrong_account(desk, office):
    Account.objects.filter(username="citizen").update(national_id="089190990001")
    address = begin(desk, office)
    desk.post(address, PERSON)
    walk(desk, address, number="089190990019")
    assert Dossier.objects.get().applicant_account_id is None


def test_for_another_commune_it_is_received_here_and_worked_there(desk, at_desk, office):
    response = walk(desk, begin(desk, office, "Y"))
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.code) == (State.RECEIVED, "H01.99.02-261102-0001")
    assert dossier.helped_unit_id == dossier.received_unit_id == office.units["X-MC"].pk
    assert dossier.competent_unit_id == office.units["Y"].pk
    assert "Đã tiếp nhận" in words(response)
    assert "Nơi giải quyết: Đơn vị Y" in words(response)
    assert f"/mau/{dossier.forms.get(key='receipt').pk}/" in response.content.decode()
    assert "Đặng Thị Ngọc Ánh" in words(at_desk("specialist_y").get("/can-bo/"))
    shown = words(at_desk("leader_y").get(f"/can-bo/ho-so/{dossier.pk}/"))
    assert "Tiếp nhận tại Đơn vị X-MC" in shown


def test_where_only_the_own_desk_takes_it_that_desk_is_named_before_anything_is_typed(desk, office):
    make_version({"parameters": {"receive.anywhere": False}}, number=2)
    response = desk.post("/can-bo/tiep-nhan/", {"procedure": "9.000001", "unit": office.units["Y"].pk})
    assert response.status_code == 422
    assert "chỉ được tiếp nhận tại Đơn vị Y-MC" in words(response)
    assert not Draft.objects.exists()


def test_a_reception_that_was_cut_short_is_finished_by_a_second_press(desk, office):
    address = begin(desk, office)
    desk.post(address, PERSON)
    desk.post(f"{address}giay-to/", {"requirement": "card", "kind": "original"})
    draft = Draft.objects.get()
    save_draft(draft_id=draft.pk, actor=office.actor("desk"), consent={"given": True, "typed_by": "staff"})
    submit_application(draft_id=draft.pk, actor=office.actor("desk"), channel="counter")
    assert "Đã nộp, chưa tiếp nhận" in words(desk.get(f"{address}xong/", follow=True))
    again = desk.post(f"{address}xong/", {"consent": "yes", "typed_by": "staff", "way": "desk"}, follow=True)
    assert "H01.99.01-261102-0001" in words(again)


# --- papers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["original", "copy"])
def test_a_paper_is_taken_and_taken_out_again(desk, office, kind):
    address = begin(desk, office)
    desk.post(f"{address}giay-to/", {"requirement": "card", "kind": kind})
    assert Draft.objects.get().papers["card"][0]["kind"] == kind
    desk.post(f"{address}giay-to/", {"requirement": "card", "remove": "0"})
    assert Draft.objects.get().papers["card"] == []


def test_a_scan_is_checked_at_once(desk, office):
    address = begin(desk, office)
    scan = SimpleUploadedFile("the.pdf", pdf(), "application/pdf")
    desk.post(f"{address}giay-to/", {"requirement": "card", "kind": "scan", "file": scan})
    assert Draft.objects.get().papers["card"][0]["source"] == "scan"
    broken = SimpleUploadedFile("the.pdf", b"", "application/pdf")
    response = desk.post(f"{address}giay-to/", {"requirement": "card", "kind": "scan", "file": broken})
    assert response.status_code == 422
    assert "Tệp chưa dùng được" in words(response)
    assert "Hãy chọn tệp đã quét" in words(desk.post(f"{address}giay-to/", {"requirement": "card", "kind": "scan"}))
    assert len(Draft.objects.get().papers["card"]) == 1


def test_a_paper_that_is_not_asked_for(desk, office):
    assert desk.post(f"{begin(desk, office)}giay-to/", {"requirement": "visa", "kind": "copy"}).status_code == 404


def test_all_that_must_be_there_at_one_press(desk, office):
    address = begin(desk, office)
    desk.post(f"{address}giay-to/", {"all": "1"})
    assert {key: len(kept) for key, kept in Draft.objects.get().papers.items()} == {"card": 1}


# --- the form --------------------------------------------------------------------------------------------------------


@pytest.fixture
def with_form(desk, office):
    """A draft of a procedure with a form, the applicant already known."""
    make_version(FORM, number=2)
    address = begin(desk, office)
    return address, desk.post(address, PERSON)["Location"]


def test_the_form_knows_the_applicant(desk, with_form):
    _, first = with_form
    response = desk.get(first)
    assert value_of(response, "requester_name") == "Đặng Thị Ngọc Ánh"


def test_a_wrong_answer_is_told_and_kept(desk, with_form):
    _, first = with_form
    response = desk.post(first, {"requester_name": "", "requester_phone": "abc"})
    assert response.status_code == 422
    assert "Còn chỗ cần sửa" in words(response)
    assert value_of(response, "requester_phone") == "abc"
    assert Draft.objects.get().answers["requester_phone"] == "abc"


def test_there_is_no_such_page(desk, with_form):
    address, _ = with_form
    assert desk.get(f"{address}khai/khong-co/").status_code == 404


def test_a_corrected_name_corrects_what_was_filled_from_it(desk, with_form):
    address, first = with_form
    desk.post(address, {**PERSON, "name": "Đặng Thị Ngọc Anh"})
    assert value_of(desk.get(first), "requester_name") == "Đặng Thị Ngọc Anh"


def test_certified_copies_from_the_card_to_the_slip_in_five_requests(desk, office):
    make_version(FORM, number=2)
    address = begin(desk, office)
    first = desk.post(address, PERSON)["Location"]
    page, steps = first, 0
    while "/khai/" in page:
        filled = {
            "requester_name": PERSON["name"],
            "requester_id.number": "089190990001",
            "documents.0.name": "Bằng tốt nghiệp",
            "documents.0.page_count": "1",
            "documents.0.copy_count": "2",
            **PAGE,
        }
        response = desk.post(page, filled)
        assert response.status_code == 302, words(response)
        page, steps = response["Location"], steps + 1
    assert steps <= 3
    desk.post(page, {"all": "1"})
    response = desk.post(f"{address}xong/", {"consent": "yes", "typed_by": "staff", "way": "desk"}, follow=True)
    assert "H01.99.01-261102-0001" in words(response)
    assert "Bằng tốt nghiệp" in words(desk.get(f"/can-bo/ho-so/{Dossier.objects.get().pk}/"))


def test_rows_are_added_and_removed_without_losing_what_was_typed(desk, with_form):
    _, first = with_form
    pages = [page.key for page in version(Draft.objects.get().version_id).form.pages]
    address = first.rsplit("/khai/", 1)[0]
    place = next(key for key in pages if "documents.0.name" in desk.get(f"{address}/khai/{key}/").content.decode())
    page = f"{address}/khai/{place}/"
    desk.post(
        page, {"documents.0.name": "Bằng tốt nghiệp", "documents.0.copy_count": "2", "add": "documents"}, follow=True
    )
    shown = desk.get(page)
    assert value_of(shown, "documents.0.name") == "Bằng tốt nghiệp"
    assert value_of(shown, "documents.1.name") == ""
    desk.post(page, {"documents.0.name": "Bằng tốt nghiệp", "documents.1.name": "Khai sinh", "remove": "documents.0"})
    assert value_of(desk.get(page), "documents.0.name") == "Khai sinh"


# --- for somebody else -----------------------------------------------------------------------------------------------

COMPANY = {
    "standing": "business",
    "mandate": "Giám đốc",
    "owner-name": "HTX Nông nghiệp Vọng Đông",
    "owner-number": "1602 123 459",
    "owner-address_text": "Ấp Sơn Tân, Vọng Đông",
}


def test_an_organisation_applies_through_a_person(desk, office):
    response = walk(desk, begin(desk, office), **COMPANY)
    dossier = Dossier.objects.get()
    assert dossier.applicant_name == "HTX Nông nghiệp Vọng Đông"
    assert (dossier.applicant["kind"], dossier.applicant["number"]) == ("business", "1602123459")
    assert dossier.applicant["representative"]["name"] == PERSON["name"]
    assert "HTX Nông nghiệp Vọng Đông" in words(response)
    shown = words(desk.get(f"/can-bo/ho-so/{dossier.pk}/"))
    for told in ("Mã số thuế", "1602123459", "Người đứng nộp", "Đặng Thị Ngọc Ánh", "Tư cách", "Giám đốc"):
        assert told in shown
    for sought in ("htx vong dong", "1602123459", "dang thi ngoc anh", "0912345678"):
        assert "HTX Nông nghiệp Vọng Đông" in words(desk.get("/can-bo/tim/", {"q": sought}))


def test_a_wrong_tax_code_is_told_and_loses_nothing(desk, office):
    response = desk.post(begin(desk, office), {**PERSON, **COMPANY, "owner-number": "1602123450"})
    assert response.status_code == 422
    assert "số kiểm tra không khớp" in words(response)
    assert value_of(response, "owner-name") == "HTX Nông nghiệp Vọng Đông"
    assert value_of(response, "mandate") == "Giám đốc"


def test_who_hands_in_for_another_says_by_what_mandate(desk, office):
    other = {"standing": "person", "owner-name": "Lý Văn Ba", "owner-number": "089085990001"}
    response = desk.post(begin(desk, office), {**PERSON, **other})
    assert response.status_code == 422
    assert "Hãy ghi tư cách" in words(response)
    walk(desk, begin(desk, office), **other, mandate="Giấy ủy quyền ngày 1/11/2026")
    dossier = Dossier.objects.get()
    assert dossier.applicant_name == "Lý Văn Ba"
    assert dossier.applicant["representative"]["mandate"] == "Giấy ủy quyền ngày 1/11/2026"


def test_the_choice_of_whose_it_is_keeps_what_was_typed(desk, office):
    address = begin(desk, office)
    response = desk.post(address, {**PERSON, "standing": "self", "switch": "business"})
    assert response.status_code == 200
    assert value_of(response, "name") == PERSON["name"]
    assert value_of(response, "standing") == "business"
    assert value_of(response, "owner-name") == ""
    scanned = desk.post(address, {**COMPANY, "scan": "1", "card": CARD})
    assert value_of(scanned, "owner-name") == "HTX Nông nghiệp Vọng Đông"
    assert value_of(scanned, "name") == "Đặng Thị Ngọc Ánh"


def test_who_handed_in_follows_it_on_their_own_phone(desk, office):
    account = office.accounts["citizen"]
    Account.objects.filter(pk=account.pk).update(national_id="089190990001")
    walk(desk, begin(desk, office), **COMPANY)
    assert Dossier.objects.get().submitter_account_id == account.pk
    assert Dossier.objects.get().applicant_account_id is None


def test_ones_own_application_after_all(desk, office):
    address = begin(desk, office)
    desk.post(address, {**PERSON, **COMPANY})
    walk(desk, address, standing="self")
    assert Dossier.objects.get().applicant_name == PERSON["name"]
    assert not Dossier.objects.get().applicant["representative"]
