"""For whom one applies: oneself, another person by mandate, an organisation; from the question to the printed slip."""

import html
import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import Office, make_version

from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.documents import form_pdf
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.rules.known import known_anew
from motcua.dossiers.rules.representing import BUSINESS, PERSON, SELF, standing_of, turned
from motcua.eforms.rules import Form
from motcua.kernel.identifiers.tax import check_digit
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import version

NINE = next(nine for at in range(10) if check_digit(nine := f"16001234{at}"))
SignIn = Callable[[str], Client]
OWN = {"name": "Đặng Thị Ngọc Ánh", "number": "089190990001", "phone": "0912345678"}
SHOP = {
    "standing": "business",
    "owner-name": "Hộ kinh doanh Thuỳ Dương – “Quán Bún Cá”",
    "owner-number": f"{NINE}{check_digit(NINE)}",
    "owner-address_text": "Ấp Tây Sơn, thị trấn Núi Sập",
    "mandate": "Chủ hộ kinh doanh",
    **OWN,
}
EVERY_MARK = "Ằẳẵặ Ấẩẫậ Ếểễệ Ốổỗộ Ớởỡợ Ứửữự Ỳỷỹỵ Đđ"


def words(response: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def page(draft: Draft) -> str:
    return f"/dang-soan/{draft.pk}/nguoi-nop/"


def choose(client: Client, draft: Draft, standing: str) -> Any:
    return client.post(f"/dang-soan/{draft.pk}/lam-cho-ai/", {"standing": standing})


def kept(draft: Draft) -> dict[str, Any]:
    return Draft.objects.get(pk=draft.pk).applicant


def test_an_organisation_from_the_question_to_the_slip(office: Office, sign_in: SignIn, draft: Draft, page: str):
    client = sign_in("citizen")
    assert "Bạn làm hồ sơ này cho ai?" in words(client.get(f"/dang-soan/{draft.pk}/"))
    assert choose(client, draft, "business")["Location"] == page
    asked = words(client.get(page))
    assert "Hồ sơ này của tổ chức, hộ kinh doanh" in asked
    assert "Bạn là gì của tổ chức" in asked
    assert client.post(page, SHOP)["Location"] == f"/dang-soan/{draft.pk}/kiem-tra/"
    check = words(client.get(f"/dang-soan/{draft.pk}/kiem-tra/"))
    for part in (SHOP["owner-name"], "Mã số thuế", "Người đứng nộp", "Đặng Thị Ngọc Ánh", "Chủ hộ kinh doanh"):
        assert part in check
    assert client.post(f"/dang-soan/{draft.pk}/nop/").status_code == 302
    case = Dossier.objects.get()
    assert (case.applicant_name, case.applicant["kind"]) == (SHOP["owner-name"], "business")
    assert case.submitter_account_id == office.accounts["citizen"].pk
    receive_dossier(dossier_id=case.pk, actor=office.actor("desk"))
    for reader, path in (("citizen", f"/ho-so/{case.pk}/"), ("specialist", f"/can-bo/ho-so/{case.pk}/")):
        told = words(sign_in(reader).get(path))
        for part in (SHOP["owner-name"], SHOP["owner-number"], "Đặng Thị Ngọc Ánh", "Chủ hộ kinh doanh"):
            assert part in told, reader
    slip = case.forms.get(key="receipt")
    assert slip.facts["person"]["representative"]["mandate"] == "Chủ hộ kinh doanh"
    with pikepdf.open(io.BytesIO(form_pdf(slip))) as opened:
        assert len(opened.pages) == 1


def test_what_is_missing_of_an_organisation_is_told_at_its_field(
    office: Office, sign_in: SignIn, draft: Draft, page: str
):
    client = sign_in("citizen")
    choose(client, draft, "business")
    answer = client.post(page, {**SHOP, "owner-name": " ", "owner-number": "1600123450x", "mandate": ""})
    assert answer.status_code == 422
    told = answer.content.decode()
    for name in ("owner-name", "owner-number", "mandate"):
        assert f'href="#{name}"' in told
        assert f'id="{name}-error"' in told
    assert "Trường này" not in told
    assert "Hãy ghi tư cách của người đứng nộp" in told
    assert kept(draft)["number"] == "1600123450x"  # what was typed is kept
    assert client.post(f"/dang-soan/{draft.pk}/nop/").status_code == 422


def test_for_another_person_a_mandate_is_asked(office: Office, sign_in: SignIn, draft: Draft, page: str):
    client = sign_in("citizen")
    choose(client, draft, "person")
    assert client.post(page, {**OWN, "standing": "person", "owner-name": EVERY_MARK}).status_code == 422
    sent = {**OWN, "standing": "person", "owner-name": EVERY_MARK, "mandate": "Giấy ủy quyền ngày 3/11/2026"}
    assert client.post(page, sent).status_code == 302
    assert (kept(draft)["name"], kept(draft)["representative"]["name"]) == (EVERY_MARK, OWN["name"])


def test_who_fills_it_stays_whatever_is_chosen(office: Office, sign_in: SignIn, draft: Draft, page: str):
    client, before = sign_in("citizen"), kept(draft)
    for one in ("business", "person", "business", "self"):
        choose(client, draft, one)
    after = kept(draft)
    assert {key: after[key] for key in ("name", "number", "phone", "kind")} == {
        key: before[key] for key in ("name", "number", "phone", "kind")
    }
    assert not after["representative"]
    choose(client, draft, "business")
    client.post(page, SHOP)
    choose(client, draft, "business")
    assert kept(draft)["name"] == SHOP["owner-name"]  # the same again asks nothing anew


@pytest.mark.parametrize("sent", [{}, {"standing": ""}, {"standing": "<script>"}, {"standing": "system"}])
def test_nothing_chosen_is_told(office: Office, sign_in: SignIn, draft: Draft, sent: dict[str, str]):
    answer = sign_in("citizen").post(f"/dang-soan/{draft.pk}/lam-cho-ai/", sent)
    assert answer.status_code == 422
    assert "Hãy chọn bạn làm hồ sơ này cho ai." in words(answer)
    assert standing_of(kept(draft)) == SELF


def test_what_is_half_typed_is_kept_on_the_way(office: Office, sign_in: SignIn, draft: Draft, page: str):
    client = sign_in("citizen")
    choose(client, draft, "business")
    half = {"standing": "business", "owner-name": "Hợp tác xã", "mandate": "Giám"}
    assert client.post(page, half, headers={"X-Autosave": "1"}).status_code == 204
    assert (kept(draft)["name"], kept(draft)["representative"]["mandate"]) == ("Hợp tác xã", "Giám")


def test_a_page_left_open_means_what_it_says(office: Office, sign_in: SignIn, draft: Draft, page: str):
    client = sign_in("citizen")
    choose(client, draft, "business")
    choose(client, draft, "self")  # in another window
    assert client.post(page, SHOP).status_code == 302
    assert (kept(draft)["kind"], kept(draft)["name"]) == ("business", SHOP["owner-name"])
    assert client.post(page, {**OWN, "standing": "self"}).status_code == 302
    assert (kept(draft)["kind"], kept(draft)["name"]) == ("person", OWN["name"])


def test_a_proven_person_stands_for_others_by_their_own_name(office: Office, sign_in: SignIn, draft: Draft, page: str):
    office.accounts["citizen"].national_id = "089190990001"
    office.accounts["citizen"].save(update_fields=["national_id"])
    client = sign_in("citizen")
    choose(client, draft, "business")
    shown = client.get(page).content.decode()
    assert 'name="name"' not in shown
    assert 'name="owner-name"' in shown
    client.post(page, {**SHOP, "name": "Kẻ khác", "number": "089190990002"})
    assert kept(draft)["representative"]["name"] == "Người citizen"
    assert kept(draft)["name"] == SHOP["owner-name"]


def test_it_reads_in_english(office: Office, sign_in: SignIn, draft: Draft, page: str):
    client = sign_in("citizen")
    client.post(reverse("ui:set_language"), {"language": "en"})
    assert "For whom is this application?" in words(client.get(f"/dang-soan/{draft.pk}/lam-cho-ai/"))
    choose(client, draft, "business")
    assert "What you are in the organisation" in words(client.get(page))


def test_a_stranger_sees_nothing(office: Office, sign_in: SignIn, draft: Draft, page: str):
    for path in (page, f"/dang-soan/{draft.pk}/lam-cho-ai/"):
        assert sign_in("stranger").get(path).status_code == 404
        assert sign_in("stranger").post(path, SHOP).status_code == 404


# --- what the form asks about the applicant --------------------------------------------------------------------------

FORM = {
    "id": "whose",
    "version": "1",
    "title": "Tờ khai",
    "schema": {
        "type": "object",
        "properties": {
            "who": {"$ref": "urn:motcua:eform-types#text", "title": "Họ tên"},
            "line": {"$ref": "urn:motcua:eform-types#text", "title": "Nội dung"},
        },
        "required": ["who"],
    },
    "ui": {
        "pages": [{"key": "all", "title": "Nội dung", "fields": ["who", "line"]}],
        "fields": {"who": {"from": "applicant.name"}},
    },
}


@pytest.fixture
def form(db: None) -> Form:
    found = version(make_version({"form": FORM}, number=2).pk).form
    assert found is not None
    return found


MINE = {"kind": "person", **OWN}


def test_what_came_from_the_applicant_follows_and_what_was_typed_stays(form: Form):
    other = turned(MINE, PERSON)
    assert known_anew(form, {"who": OWN["name"]}, before=MINE, after=other) == {"who": None}
    assert known_anew(form, {"who": "Người khác"}, before=MINE, after=other) == {}
    assert known_anew(form, {"who": None}, before=other, after={**other, "name": EVERY_MARK}) == {"who": EVERY_MARK}
    shop = turned(MINE, BUSINESS)  # it speaks through who fills it
    assert known_anew(form, {"who": OWN["name"]}, before=MINE, after=shop) == {}


def test_an_answer_about_oneself_is_not_handed_in_for_another(
    office: Office, sign_in: SignIn, draft: Draft, page: str, form: Form
):
    Draft.objects.filter(pk=draft.pk).update(
        version_id=ProcedureVersion.objects.get(number=2).pk, answers={"who": OWN["name"]}
    )
    client = sign_in("citizen")
    choose(client, draft, "person")
    assert client.get(f"/dang-soan/{draft.pk}/khai/all/").status_code == 200
    assert not Draft.objects.get(pk=draft.pk).answers["who"]
    client.post(page, {**OWN, "standing": "person", "owner-name": EVERY_MARK, "mandate": "Người giám hộ"})
    assert Draft.objects.get(pk=draft.pk).answers["who"] == EVERY_MARK


ODD: list[dict[str, Any]] = [
    {"phone": ["x"], "birth_date": 5, "number": {"a": 1}, "email": 7, "address_text": []},
    {"kind": ["business"], "representative": "ai đó", "address": "ấp"},
    {"kind": "business", "representative": {"name": 5, "phone": {}, "birth_date": [], "number": 12, "mandate": ["x"]}},
    {"name": {"vi": "x"}, "gender": 1, "representative": {"address": [1], "name": "\u202eánh"}},
    {"kind": None, "representative": None, "address": None, "birth_date": "2026-99-99"},
]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.usefixtures("form")
def test_odd_facts_from_a_program_break_no_page(office: Office, sign_in: SignIn, draft: Draft, page: str, odd: Any):
    second = ProcedureVersion.objects.get(number=2).pk
    Draft.objects.filter(pk=draft.pk).update(version_id=second)
    save_draft(draft_id=draft.pk, actor=office.actor("citizen"), applicant=odd)
    client = sign_in("citizen")
    for path in ("", "lam-cho-ai/", "nguoi-nop/", "nhan-ket-qua/", "kiem-tra/"):
        assert client.get(f"/dang-soan/{draft.pk}/{path}").status_code == 200, path
    for standing in ("business", "person", "self"):
        assert choose(client, draft, standing).status_code == 302
        assert client.post(page, {"standing": standing, "name": EVERY_MARK}).status_code in {302, 422}
        assert client.get(f"/dang-soan/{draft.pk}/kiem-tra/").status_code == 200
