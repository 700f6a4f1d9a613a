"""A session that ends in mid-form: what was sent waits behind the sign-in, for its person alone, then goes.

Scripts are told in one sentence.
"""

import re
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories import Office

from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.models import Dossier, Draft, Note, Rating
from motcua.dossiers.rules.facts import PaperAsk, Receiver
from motcua.people.models import Account
from motcua.web.ui.kept import BROWSER

SignIn = Callable[[str], Client]
OURS = {"Origin": "http://testserver"}


class Browser(Client):
    """One browser for all of a test: what it keeps beside the session stays when somebody signs in."""

    kept = SimpleCookie()

    def request(self, **more: Any) -> Any:
        """As any browser: the cookie of an earlier answer goes along."""
        self.cookies.load(self.kept)
        answer = super().request(**more)
        if BROWSER in answer.cookies:
            Browser.kept[BROWSER] = answer.cookies[BROWSER].value
        return answer


@pytest.fixture
def sign_in(office: Office) -> SignIn:
    Browser.kept = SimpleCookie()

    def as_person(name: str) -> Client:
        client = Browser()
        client.force_login(office.accounts[name], backend="motcua.people.signin.SignInBackend")
        return client

    return as_person


def way_in(path: str, sent: dict[str, Any], **more: Any) -> str:
    """Where the sign-in leads to after this was posted without a session; the sign-in page says that all is kept."""
    answer = Browser(**more).post(path, sent, headers=OURS)
    assert answer.status_code == 302
    words = Client().get(answer["Location"]).content.decode()
    assert "vẫn được giữ" in words
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


def waiting(words: str) -> dict[str, list[str]]:
    """What the page would send."""
    found: dict[str, list[str]] = {}
    for name, text in re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', words, re.S):
        found.setdefault(name, []).append(text)
    return found


def again(client: Client, path: str, sent: dict[str, Any], **more: Any) -> Any:
    """Post without a session, sign in, press the one button."""
    back = way_in(path, sent)
    words = client.get(back).content.decode()
    assert "Gửi tiếp" in words
    return client.post(back, {**waiting(words), **more})


@pytest.mark.parametrize(
    ("page", "sent", "kept"),
    [
        ("nguoi-nop", {"name": "Viết dở", "phone": "0912345678"}, lambda one: one.applicant["name"] == "Viết dở"),
        ("nhan-ket-qua", {"way": "post", "address": "Ấp 3"}, lambda one: one.delivery["address"] == "Ấp 3"),
    ],
)
def test_a_page_of_the_draft(sign_in: SignIn, draft: Draft, page: str, sent: dict[str, Any], kept: Any):
    assert again(sign_in("citizen"), f"/dang-soan/{draft.pk}/{page}/", sent).status_code == 302
    assert kept(Draft.objects.get(pk=draft.pk))


def test_the_chosen_unit(office: Office, sign_in: SignIn, draft: Draft):
    again(sign_in("citizen"), f"/dang-soan/{draft.pk}/noi-nop/", {"unit": office.units["Y"].pk})
    assert Draft.objects.get(pk=draft.pk).unit_id == office.units["Y"].pk


def test_submit_comes_back_to_the_check(sign_in: SignIn, draft: Draft):
    answer = Client().post(f"/dang-soan/{draft.pk}/nop/")
    assert answer["Location"].endswith(f"next=/dang-soan/{draft.pk}/kiem-tra/")
    assert sign_in("citizen").get(f"/dang-soan/{draft.pk}/kiem-tra/").status_code == 200
    assert not Dossier.objects.exists()


def test_who_signs_in_to_begin_begins_at_once(office: Office, sign_in: SignIn):
    answer = Client().post("/thu-tuc/9.000001/nop/")
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == ["/thu-tuc/9.000001/nop/"]
    begun = sign_in("citizen").get("/thu-tuc/9.000001/nop/")
    assert begun["Location"] == f"/dang-soan/{Draft.objects.get().pk}/"


def test_why_one_withdraws_with_its_line_breaks(sign_in: SignIn, received: Dossier):
    again(sign_in("citizen"), f"/ho-so/{received.pk}/rut/", {"reason": "Tôi đổi ý.\nXin rút."})
    assert Dossier.objects.get().state == "withdrawn"


def test_a_rating(office: Office, sign_in: SignIn, presented: Dossier):
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    taken = Receiver(way="desk", name="Đặng Thị Ngọc Ánh", confirmed_by="signature")
    return_result(dossier_id=presented.pk, actor=office.actor("desk"), receiver=taken)
    again(sign_in("citizen"), f"/ho-so/{presented.pk}/danh-gia/", {"score": "1", "comment": "Chờ lâu", "reasons": []})
    assert Rating.objects.get().comment == "Chờ lâu"


def test_the_answer_to_a_supplement_and_its_file(office: Office, sign_in: SignIn, received: Dossier):
    ask = PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ.")
    request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=[ask])
    path, file = f"/ho-so/{received.pk}/bo-sung/", SimpleUploadedFile("the.pdf", b"%PDF-1.4")
    back = way_in(path, {"send": "1", "answer": "Không còn.", "file-card": file})
    words = sign_in("citizen").get(back).content.decode()
    assert 'type="file"' in words
    assert waiting(words)["answer"] == ["Không còn."]


def test_the_profile(office: Office, sign_in: SignIn):
    sent = {"phone": "0900 000 009", "email": "a@b.vn", "language": "vi"}
    assert again(sign_in("citizen"), "/tai-khoan/", sent).status_code == 302
    assert Account.objects.get(pk=office.accounts["citizen"].pk).phone == "0900000009"


def test_an_act_of_the_office(sign_in: SignIn, received: Dossier):
    again(sign_in("specialist"), f"/can-bo/ho-so/{received.pk}/viec/add_note/", {"reason": "Đã gọi điện."})
    assert Note.objects.get().text == "Đã gọi điện."


def test_what_waits_is_sent_once_and_shown_to_nobody_else(sign_in: SignIn, draft: Draft):
    path = f"/dang-soan/{draft.pk}/nguoi-nop/"
    back = way_in(path, {"name": "Riêng tư", "phone": "0912345678"})
    client = sign_in("citizen")
    words = client.get(back).content.decode()
    assert "Riêng tư" not in sign_in("stranger").get(back).content.decode()
    client.post(back, waiting(words))
    assert "Gửi tiếp" not in client.get(back).content.decode()


@pytest.mark.parametrize("header", ["X-Fragment", "X-Autosave"])
def test_a_script_is_told_in_one_sentence(draft: Draft, header: str):
    answer = Client().post(f"/dang-soan/{draft.pk}/giay-to/", {"requirement": "card"}, headers={header: "1"})
    words = answer.content.decode()
    assert answer.status_code == 401
    assert "đăng nhập lại" in words.lower()
    assert "<html" not in words


NOTE = {"reason": "Đã gọi điện.\nHẹn thứ Năm."}


def test_cookies_that_are_all_gone_lose_no_word(sign_in: SignIn, received: Dossier):
    back = way_in(f"/can-bo/ho-so/{received.pk}/viec/add_note/", NOTE, enforce_csrf_checks=True)
    client = sign_in("specialist")
    words = client.get(back).content.decode()
    assert not Note.objects.exists()
    client.post(back, waiting(words))
    assert Note.objects.get().text == NOTE["reason"]


def test_a_token_that_changed_meanwhile_loses_no_word(office: Office, received: Dossier):
    client = Browser(enforce_csrf_checks=True)
    client.force_login(office.accounts["specialist"], backend="motcua.people.signin.SignInBackend")
    answer = client.post(f"/can-bo/ho-so/{received.pk}/viec/add_note/", NOTE, headers=OURS)
    words = client.get(answer["Location"]).content.decode()
    assert not Note.objects.exists()
    assert waiting(words)["reason"] == [NOTE["reason"]]
    assert client.post(answer["Location"], NOTE, headers=OURS).status_code == 302  # the press needs a token as well
    assert not Note.objects.exists()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', words).group(1)
    client.post(answer["Location"], {**waiting(words), "csrfmiddlewaretoken": token}, headers=OURS)
    assert Note.objects.get().text == NOTE["reason"]


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Referer": "https://evil.example/"}]
)
def test_what_another_site_sent_is_kept_for_nobody(draft: Draft, headers: dict[str, str]):
    answer = Client(enforce_csrf_checks=True).post(f"/dang-soan/{draft.pk}/nguoi-nop/", {"name": "x"}, headers=headers)
    assert answer.status_code == 403
    assert BROWSER not in answer.cookies


def test_a_password_is_never_kept(office: Office):
    sent = {"login": "dan", "password": "motcua-demo-2026"}
    answer = Client(enforce_csrf_checks=True).post("/tai-khoan/dang-nhap/", sent, headers=OURS)
    assert answer.status_code == 403
    assert BROWSER not in answer.cookies


def test_a_link_that_somebody_else_made_offers_nothing(sign_in: SignIn, received: Dossier):
    back = way_in(f"/ho-so/{received.pk}/rut/", {"reason": "Rút giùm"})
    Browser.kept = SimpleCookie()
    assert "Gửi tiếp" not in sign_in("citizen").get(back).content.decode()
