"""The store on a phone: one's own papers, offers in an application, consent once, the record of uses and looks."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories import Office
from tests.files.hostile_papers import pdf
from tests.papers.conftest import ME, OTHER, draft_of, keep, office  # noqa: F401 - a fixture
from tests.web.citizen.conftest import SignIn, sign_in  # noqa: F401 - a fixture

from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Draft
from motcua.files.models import StoredFile
from motcua.papers.models import Consent, Look, Paper, PaperUse
from motcua.papers.rules import Holder


@pytest.fixture
def phone(sign_in: SignIn) -> Client:
    return sign_in("owner")


def words(response: Any) -> str:
    return response.content.decode()


def test_the_list_shows_what_is_kept_and_how_sure_it_is(office: Office, phone: Client):
    keep(office, name="Giấy xác nhận của Đặng Thị Ngọc Ánh")
    keep(office, OTHER, name="Giấy của người khác")
    page = words(phone.get(reverse("citizen:store")))
    assert "Giấy xác nhận của Đặng Thị Ngọc Ánh" in page
    assert "Kết quả điện tử do cơ quan ký số" in page
    assert "Giấy của người khác" not in page
    assert "Giấy xác nhận" not in words(phone.get(reverse("citizen:store"), {"q": "khai sinh"}))
    assert "Giấy xác nhận" in words(phone.get(reverse("citizen:store"), {"q": "giay XAC nhan"}))


@pytest.mark.parametrize("who", ["claims", "citizen"])
def test_who_has_proven_nothing_is_told_how(office: Office, sign_in: SignIn, who: str):
    keep(office)
    page = words(sign_in(who).get(reverse("citizen:store")))
    assert "Kho chưa mở được" in page
    assert "Giấy thử nghiệm" not in page


@pytest.mark.parametrize("name", ["store_paper", "store_file", "store_picture"])
@pytest.mark.parametrize("who", ["other", "claims", "desk", "leader"])
def test_a_paper_of_somebody_else_does_not_exist(office: Office, sign_in: SignIn, name: str, who: str):
    paper = keep(office)
    assert sign_in(who).get(reverse(f"citizen:{name}", args=[paper.pk])).status_code == 404


def test_a_strange_name_under_ones_number_is_counted_not_shown(office: Office, phone: Client):
    keep(office, Holder("person", ME.number, "Trần Văn Bé"), name="Giấy ghi nhầm số")
    page = words(phone.get(reverse("citizen:store")))
    assert "Giấy ghi nhầm số" not in page
    assert "Trần Văn Bé" not in page
    assert "mang tên khác" in page


def test_the_first_use_asks_for_consent_the_second_does_not(office: Office, phone: Client):
    paper, draft = keep(office), draft_of(office)
    address = reverse("citizen:draft_reuse", args=[draft.pk])
    told = {"requirement": "card", "paper": str(paper.pk)}
    asked = phone.post(address, told)
    assert "Bạn đồng ý dùng giấy tờ trong kho cho hồ sơ này?" in words(asked)
    assert "UBND đơn vị X" in words(asked)
    assert not PaperUse.objects.exists()
    assert phone.post(address, {**told, "agree": "yes"}).status_code == 302
    assert phone.post(address, {**told, "requirement": "extra"}).status_code == 302
    assert sorted(Draft.objects.get(pk=draft.pk).papers) == ["card", "extra"]
    page = words(phone.get(reverse("citizen:draft_papers", args=[draft.pk])))
    assert "Lấy từ kho giấy tờ của bạn" in page
    assert "Dùng giấy này" not in page


def test_what_cannot_be_used_any_more_is_told_where_one_came_from(office: Office, phone: Client):
    paper, draft = keep(office), draft_of(office)
    Paper.objects.filter(pk=paper.pk).update(withdrawn_at="2026-11-02T00:00:00Z")
    told = {"requirement": "card", "paper": str(paper.pk), "agree": "yes"}
    page = phone.post(reverse("citizen:draft_reuse", args=[draft.pk]), told, follow=True)
    assert "đã bị cơ quan cấp thu hồi" in words(page)
    assert phone.post(reverse("citizen:draft_reuse", args=[draft.pk]), {"paper": "x"}).status_code == 404


def test_the_owner_sees_every_use_and_takes_consent_back(office: Office, phone: Client):
    paper, draft = keep(office), draft_of(office)
    told = {"requirement": "card", "paper": str(paper.pk), "agree": "yes"}
    phone.post(reverse("citizen:draft_reuse", args=[draft.pk]), told)
    record = reverse("citizen:store_record")
    assert "trong hồ sơ đang soạn" in words(phone.get(record))
    consent = Consent.objects.get()
    assert "Đã rút lại" in words(phone.post(record, {"withdraw": str(consent.pk)}, follow=True))
    check = phone.post(reverse("citizen:draft_submit", args=[draft.pk]))
    assert check.status_code == 422
    assert "đã rút lại đồng ý" in words(check)


def test_the_store_is_closed_and_opened(office: Office, phone: Client):
    keep(office)
    draft, record = draft_of(office), reverse("citizen:store_record")
    papers = reverse("citizen:draft_papers", args=[draft.pk])
    assert "Dùng lại giấy đã có trong kho" in words(phone.get(papers))
    phone.post(record, {"store": "close"})
    assert "Dùng lại giấy đã có trong kho" not in words(phone.get(papers))
    phone.post(record, {"store": "open"})
    assert "Dùng lại giấy đã có trong kho" in words(phone.get(papers))


def test_a_paper_of_ones_own_is_put_in_and_removed(office: Office, phone: Client):
    file = SimpleUploadedFile("hoc-ba.pdf", pdf(), "application/pdf")
    told = {"type": "school_record", "name": "", "issued_on": "05/06/2024", "file": file}
    assert phone.post(reverse("citizen:store_add"), told).status_code == 302
    paper = Paper.objects.get()
    assert (paper.name, paper.level) == ("Học bạ", "own")
    page = reverse("citizen:store_paper", args=[paper.pk])
    assert "chưa ai kiểm tra" in words(phone.get(page))
    phone.post(page, {"do": "hide"})
    assert "Đã cất đi (1)" in words(phone.get(reverse("citizen:store")))
    phone.post(page, {"do": "remove"})
    assert phone.get(page).status_code == 404


def test_a_form_that_is_wrong_keeps_what_was_typed(office: Office, phone: Client):
    answer = phone.post(reverse("citizen:store_add"), {"name": "Học bạ", "issued_on": "31/02/2024"})
    assert answer.status_code == 422
    assert 'value="Học bạ"' in words(answer)
    assert "hãy chọn lại tệp" in words(answer)
    answer = phone.post(reverse("citizen:store_add"), {"name": "Học bạ"})
    assert "Hãy chụp ảnh hoặc chọn một tệp" in words(answer)


def test_a_file_that_was_not_put_in_is_not_kept_either(office: Office, phone: Client, sign_in: SignIn):
    def told() -> dict[str, Any]:
        return {"name": "", "file": SimpleUploadedFile("hoc-ba.pdf", pdf(), "application/pdf")}

    assert phone.post(reverse("citizen:store_add"), told()).status_code == 422
    assert sign_in("claims").post(reverse("citizen:store_add"), told()).status_code == 403
    assert not StoredFile.objects.exists()


def test_opening_ones_own_paper_is_recorded(office: Office, phone: Client):
    paper = keep(office)
    answer = phone.get(reverse("citizen:store_file", args=[paper.pk]))
    assert b"".join(answer).startswith(b"%PDF")
    assert Look.objects.get().way == "own"


def test_in_the_case_it_is_told_that_it_came_from_the_store(office: Office, phone: Client):
    paper, draft = keep(office), draft_of(office)
    told = {"requirement": "card", "paper": str(paper.pk), "agree": "yes"}
    phone.post(reverse("citizen:draft_reuse", args=[draft.pk]), told)
    case = submit_application(draft_id=draft.pk, actor=office.actor("owner"))
    assert "lấy từ kho giấy tờ của bạn" in words(phone.get(reverse("citizen:dossier", args=[case.pk])))
