"""Pages of documents and tasks: what is posted becomes an act, a refusal comes back in words."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.correspondence.paperwork import drafted, letter_from_province, released, to_sign, writing_office
from tests.files.hostile_papers import pdf

from motcua.correspondence.actions.take_in import take_in
from motcua.correspondence.layouts import shipped
from motcua.correspondence.letters import taken_from_letter
from motcua.correspondence.models import Directive, Incoming, LetterTemplate, Outgoing
from motcua.correspondence.ports import Proof
from motcua.kernel import clock
from motcua.people.queries import forget_directory
from motcua.people.rules import SYSTEM
from motcua.web.office.correspondence.forms import SealForm

HOME = "/can-bo/van-ban/"


@pytest.fixture
def office(db):
    with clock.moved_to(datetime(2026, 11, 2, 8, tzinfo=clock.VIETNAM)):
        yield writing_office()
    forget_directory()


def browser(office, who: str) -> Client:
    client = Client()
    client.force_login(office.accounts[who], backend="motcua.people.signin.SignInBackend")
    return client


def told(office, **more):
    kept = {
        "kind": "CV",
        "subject": "phối hợp tuyên truyền",
        "body": "Đề nghị phối hợp.",
        "signer": office.posts["leader"].pk,
        "sign_mode": "tm",
        "priority": 0,
        "steering": 1,
        "to_units": [office.units["Y"].pk],
    }
    return {**kept, **more}


def test_a_draft_is_made_on_the_page_and_sent_to_review(office):
    client = browser(office, "specialist")
    answer = client.post(HOME + "di/moi/", told(office, to_axis="H01.18; Sở Nội vụ", to_paper="Hội Nông dân"))
    document = Outgoing.objects.get()
    assert answer["Location"] == f"{HOME}di/{document.pk}/"
    assert [(one.way, one.name) for one in document.recipients.order_by("place")] == [
        ("inside", "UBND đơn vị Y"),
        ("axis", "Sở Nội vụ"),
        ("paper", "Hội Nông dân"),
    ]
    place = f"{HOME}di/{document.pk}/viec/submit_outgoing/"
    assert client.post(place, {"reviewer": office.posts["deputy"].pk}).status_code == 302
    assert Outgoing.objects.get().state == "content_review"
    assert client.post(place, {"reviewer": office.posts["deputy"].pk}).status_code == 409


def test_a_file_that_was_edited_is_taken_as_the_draft(office):
    client = browser(office, "specialist")
    edited = SimpleUploadedFile("du-thao.odt", shipped("TB"))
    client.post(HOME + "di/moi/", told(office, kind="TB", body="", file=edited))
    document = Outgoing.objects.get()
    again = SimpleUploadedFile("ban-2.pdf", pdf())
    client.post(f"{HOME}di/{document.pk}/sua/", told(office, kind="TB", body="", file=again))
    document.refresh_from_db()
    assert document.draft_number == 2
    assert client.get(f"{HOME}di/{document.pk}/so-sanh/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"secrecy": "A"}, "Văn bản mật không được soạn"),
        ({"sign_mode": "tuq"}, "cần số văn bản ủy quyền"),
        ({"to_axis": "Sở Nội vụ"}, "mã định danh, dấu chấm phẩy"),
        ({"body": ""}, "Hãy ghi nội dung, hoặc tải tệp"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ")}, "phải là ODT hoặc PDF"),
        ({"file": SimpleUploadedFile("a.odt", b"PK\x03\x04x")}, "bị hỏng"),
    ],
)
def test_a_refused_draft_comes_back_as_it_was_with_the_reason(office, wrong, words):
    answer = browser(office, "specialist").post(HOME + "di/moi/", told(office, **wrong))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert words in body
    assert "phối hợp tuyên truyền" in body
    assert not Outgoing.objects.exists()


def test_strangers_find_nothing(office):
    document = drafted(office)
    for who in ("desk", "specialist_y", "clerk_y", "land"):
        client = browser(office, who)
        for place in ("", "tep/", "so-sanh/", "ban/1/pdf/", "viec/submit_outgoing/"):
            assert client.get(f"{HOME}di/{document.pk}/{place}").status_code == 404, (who, place)
    assert browser(office, "citizen").get(HOME).status_code == 403
    assert browser(office, "clerk").get(f"{HOME}di/{document.pk}/").status_code == 200


def test_signing_without_a_pin_signs_nothing(office):
    document = to_sign(office)
    answer = browser(office, "leader").post(HOME + "ky/", {"document": document.pk})
    assert answer.status_code == 422
    assert "mã PIN" in answer.content.decode()
    assert Outgoing.objects.get().number is None
    assert browser(office, "clerk").get(HOME + "ky/").status_code == 403


def test_paper_is_taken_in_and_goes_to_the_leader(office):
    client = browser(office, "clerk")
    paper = {"author": "Sở Nội vụ", "code": "12/SNV", "kind": "CV", "subject": "rà soát", "priority": 0}
    answer = client.post(HOME + "den/moi/", {**paper, "file": SimpleUploadedFile("quet.pdf", pdf())})
    document = Incoming.objects.get()
    assert answer["Location"] == f"{HOME}den/{document.pk}/"
    place = f"{HOME}den/{document.pk}/viec/"
    client.post(f"{place}register_incoming/", {})
    client.post(f"{place}present_incoming/", {"leader": office.posts["leader"].pk})
    leader = browser(office, "leader")
    given = {"lead": office.posts["specialist"].pk, "helpers": [office.posts["land"].pk], "due": "09/11/2026"}
    leader.post(f"{place}assign_incoming/", given)
    document.refresh_from_db()
    assert (document.number, document.state) == (1, "assigned")
    assert document.due_at.astimezone(clock.VIETNAM).hour == 17
    page = browser(office, "specialist").get(f"{HOME}den/{document.pk}/").content.decode()
    assert "Báo giải quyết xong" in page
    assert "Soạn văn bản trả lời" in page


def test_the_register_can_be_taken_and_who_took_it_is_known(office):
    from motcua.ledger.models import Entry

    released(office)
    client = browser(office, "clerk")
    table = client.get(HOME + "so/?so=di&dang=csv").content.decode()
    assert "01/UBND-VP" in table
    assert client.get(HOME + "so/?so=di&dang=pdf").content.startswith(b"%PDF")
    assert Entry.objects.filter(act="export_letters").count() == 2
    assert "01/UBND-VP" in client.get(HOME + "so/?so=di&q=tuyen+truyen").content.decode()


def test_a_template_goes_down_and_comes_up(office):
    client = browser(office, "clerk")
    down = client.get(HOME + "mau/TB/tai-ve/")
    assert down.content == shipped("TB")
    client.post(HOME + "mau/TB/tai-len/", {"file": SimpleUploadedFile("mau.odt", down.content)})
    assert LetterTemplate.objects.get().kind == "TB"
    bad = client.post(HOME + "mau/TB/tai-len/", {"file": SimpleUploadedFile("mau.odt", b"no zip")})
    assert "không phải tệp ODT" in bad.content.decode()
    assert client.get(HOME + "mau/KHONG/tai-ve/").status_code == 422
    assert client.post(HOME + "mau/TB/bo/").status_code == 302


def test_conclusions_of_a_meeting_become_tasks(office):
    client = browser(office, "leader")
    lead = office.posts["specialist"].pk
    kept = {"meeting": "Giao ban tuần 45", "text-1": "Việc một", "lead-1": lead, "due-1": "09/11/2026"}
    refused = client.post("/can-bo/nhiem-vu/sau-hop/", {**kept, "text-2": "Việc hai"})
    assert refused.status_code == 422
    assert not Directive.objects.exists()
    client.post("/can-bo/nhiem-vu/sau-hop/", {**kept, "text-2": "Việc hai", "lead-2": lead, "due-2": "10/11/2026"})
    assert list(Directive.objects.order_by("due_at").values_list("text", flat=True)) == ["Việc một", "Việc hai"]


def test_a_task_is_followed_on_its_page(office):
    leader, lead = browser(office, "leader"), browser(office, "specialist")
    given = {"text": "Kiểm tra máy quét", "lead": office.posts["specialist"].pk, "due": "06/11/2026", "priority": 1}
    place = leader.post("/can-bo/nhiem-vu/giao/", given)["Location"]
    lead.post(f"{place}viec/accept_directive/", {})
    proof = SimpleUploadedFile("anh.pdf", pdf())
    lead.post(f"{place}viec/report_done/", {"text": "Đã kiểm tra", "file": proof})
    page = leader.get(place).content.decode()
    assert "anh.pdf" in page
    assert "Nghiệm thu" in page
    report = Directive.objects.get().reports.exclude(file=None).get()
    assert b"".join(leader.get(f"{place}tep/{report.pk}/").streaming_content).startswith(b"%PDF")
    leader.post(f"{place}viec/close_directive/", {})
    assert Directive.objects.get().state == "done"
    assert browser(office, "desk_y").get(place).status_code == 404


def test_a_wrong_file_of_proof_is_told(office):
    leader, lead = browser(office, "leader"), browser(office, "specialist")
    given = {"text": "Việc", "lead": office.posts["specialist"].pk, "due": "06/11/2026", "priority": 0}
    place = leader.post("/can-bo/nhiem-vu/giao/", given)["Location"]
    lead.post(f"{place}viec/accept_directive/", {})
    answer = lead.post(f"{place}viec/report_done/", {"text": "", "file": SimpleUploadedFile("x.exe", b"MZ\x90")})
    assert answer.status_code == 422
    assert "chương trình" in answer.content.decode()


def test_the_one_seal_of_an_office_need_not_be_chosen():
    one, two = ("a", "UBND X"), ("b", "UBND Y")
    assert 'value="a" selected' in str(SealForm(options={"certificate": [one]})["certificate"])
    assert "selected" not in str(SealForm(options={"certificate": [one, two]})["certificate"])


@pytest.mark.parametrize(
    ("holds", "trusted", "sentence"),
    [
        (True, True, "Còn nguyên vẹn từ lúc nơi gửi ký."),
        (True, False, "chưa tin được nơi cấp chứng thư"),
        (False, False, "thông điệp có thể đã bị sửa trên đường"),
    ],
)
def test_the_clerk_sees_whether_the_message_came_whole(office, holds, trusted, sentence):
    proof = Proof("Sở Nội vụ", holds=holds, trusted=trusted)
    arrived = taken_from_letter(letter_from_province(), office.units["X"].pk, proof)
    document = take_in(arrived=arrived, actor=SYSTEM)
    page = browser(office, "clerk").get(f"{HOME}den/{document.pk}/").content.decode()
    assert sentence in page
