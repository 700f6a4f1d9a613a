"""Applying: refusals are told where they can be mended, good files stay, and nothing of a sent draft opens again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories import BUNDLE, Office, make_version
from tests.files.hostile_papers import pdf

from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.models import Dossier, DossierPaper, Draft
from motcua.dossiers.rules.facts import PaperAsk
from motcua.files.bucket import Bucket
from motcua.procedures.models import Activation
from motcua.procedures.queries import forget_offers

SignIn = Callable[[str], Client]


def good(name: str = "tot.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf())


def bad(name: str = "hong.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"MZ\x90\x00 not a pdf")


def test_a_procedure_closed_meanwhile_is_told_on_the_check_page(office: Office, sign_in: SignIn, draft: Draft):
    client = sign_in("citizen")
    Activation.objects.filter(unit=office.units["X"]).update(until_on=date(2026, 10, 1))
    forget_offers()
    answer = client.post(f"/dang-soan/{draft.pk}/nop/")
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "hiện chưa tiếp nhận thủ tục này" in words
    assert f"/dang-soan/{draft.pk}/noi-nop/" in words
    assert f'/dang-soan/{draft.pk}/noi-nop/">Tiếp tục' in client.get(f"/dang-soan/{draft.pk}/").content.decode()


def test_the_address_of_handing_in_only_leads_on(office: Office, sign_in: SignIn, draft: Draft):
    client, address = sign_in("citizen"), f"/dang-soan/{draft.pk}/nop/"
    assert client.get(address)["Location"] == f"/dang-soan/{draft.pk}/kiem-tra/"
    assert not Dossier.objects.exists()
    client.post(address)
    case = Dossier.objects.get()
    assert client.get(address, follow=True).redirect_chain[-1][0] == f"/ho-so/{case.pk}/"


def test_no_unit_is_told(office: Office, sign_in: SignIn, draft: Draft):
    Draft.objects.update(unit=None)
    answer = sign_in("citizen").post(f"/dang-soan/{draft.pk}/nop/")
    assert answer.status_code == 422
    assert "Hãy chọn nơi giải quyết hồ sơ" in answer.content.decode()


def test_a_refusal_that_no_field_explains_is_told(sign_in: SignIn, draft: Draft, monkeypatch: pytest.MonkeyPatch):
    from motcua.kernel.refusals import Invalid
    from motcua.web.citizen import handing_in

    def refuse(**_: Any) -> None:
        raise Invalid("Chưa có ai giữ vị trí tiếp nhận.")

    monkeypatch.setattr(handing_in, "submit_application", refuse)
    assert "Chưa có ai giữ" in sign_in("citizen").post(f"/dang-soan/{draft.pk}/nop/").content.decode()


def test_a_wrong_phone_keeps_the_part_open(office: Office, sign_in: SignIn, draft: Draft):
    client = sign_in("citizen")
    answer = client.post(f"/dang-soan/{draft.pk}/nguoi-nop/", {"name": "Ánh", "phone": "12", "number": "abc"})
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "“12”" in words
    assert "đúng 12 chữ số" in words
    assert Draft.objects.get(pk=draft.pk).applicant["phone"] == "12"
    assert client.post(f"/dang-soan/{draft.pk}/nop/").status_code == 422


def test_a_proven_name_is_shown_and_not_asked(office: Office, sign_in: SignIn, draft: Draft):
    office.accounts["citizen"].national_id = "089190990001"
    office.accounts["citizen"].save(update_fields=["national_id"])
    client = sign_in("citizen")
    words = client.get(f"/dang-soan/{draft.pk}/nguoi-nop/").content.decode()
    assert 'name="name"' not in words
    assert "Người citizen" in words
    client.post(f"/dang-soan/{draft.pk}/nguoi-nop/", {"name": "Kẻ khác", "phone": "0912345678"})
    assert Draft.objects.get(pk=draft.pk).applicant["name"] == "Người citizen"


def test_of_two_files_the_good_one_stays_and_the_bad_one_is_named(sign_in: SignIn, draft: Draft):
    client = sign_in("citizen")
    path = f"/dang-soan/{draft.pk}/giay-to/"
    answer = client.post(path, {"requirement": "extra", "file-extra": [good(), bad()]})
    words = answer.content.decode()
    assert answer.status_code == 422
    assert words.count("<b>hong.pdf</b>") == 1
    kept = Draft.objects.get(pk=draft.pk).papers["extra"]
    assert [one["file_name"] for one in kept] == ["tot.pdf"]
    assert b"".join(client.get(f"{path}{kept[0]['file']}/").streaming_content).startswith(b"%PDF")
    assert sign_in("stranger").get(f"{path}{kept[0]['file']}/").status_code == 404


def test_a_store_that_is_away_is_told_and_what_was_sent_before_is_kept(draft: Draft, sign_in: SignIn, settings: Any):
    client, path = sign_in("citizen"), f"/dang-soan/{draft.pk}/giay-to/"
    assert client.post(path, {"requirement": "extra", "file-extra": good()}).status_code == 302
    settings.FILES_BUCKET = Bucket("http://127.0.0.1:9", "motcua", "a", "b")
    answer = client.post(path, {"requirement": "extra", "file-extra": good("khac.pdf")})
    assert answer.status_code == 503
    assert "Kho tệp lúc này không trả lời" in answer.content.decode()
    assert [one["file_name"] for one in Draft.objects.get(pk=draft.pk).papers["extra"]] == ["tot.pdf"]
    assert client.get(path).status_code == 200


def test_a_supplement_is_kept_from_try_to_try(office: Office, sign_in: SignIn, received: Dossier):
    asks = [
        PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ."),
        PaperAsk("extra", "Giấy tờ khác", "missing", "Thiếu."),
    ]
    request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=asks)
    client, path = sign_in("citizen"), f"/ho-so/{received.pk}/bo-sung/"
    assert client.post(path, {"requirement": "card", "file-card": [good(), bad()]}).status_code == 422
    refused = client.post(path, {"send": "1", "answer": ""})
    words = refused.content.decode()
    assert refused.status_code == 422
    assert "tot.pdf" in words
    assert words.count("Chưa có giấy tờ mới cho “Giấy tờ khác”") == 1
    assert client.post(path, {"requirement": "extra", "file-extra": good("khac.pdf")}).status_code == 302
    assert client.post(path, {"send": "1", "answer": "Đủ rồi"}).status_code == 302
    assert sorted(
        DossierPaper.objects.filter(dossier=received, file__isnull=False).values_list("file__name", flat=True)
    ) == ["khac.pdf", "tot.pdf"]


def test_back_in_the_browser_leads_to_the_case(sign_in: SignIn, draft: Draft, submitted: Dossier):
    client = sign_in("citizen")
    for page in ("", "kiem-tra/", "nguoi-nop/", "giay-to/", "nhan-ket-qua/", "bo/"):
        answer = client.get(f"/dang-soan/{draft.pk}/{page}")
        assert (answer.status_code, answer["Location"]) == (302, f"/ho-so/{submitted.pk}/")


def test_what_a_new_version_changed_is_told_until_it_is_handed_in(sign_in: SignIn, draft: Draft):
    fees = {"hit": "collect", "rows": [{"key": "le-phi", "label": "Lệ phí", "kind": "fee", "amount": 8000}]}
    make_version({**BUNDLE, "fees": fees}, number=2, valid_from=date(2026, 6, 1))
    client = sign_in("citizen")
    for _ in range(2):
        assert "phí, lệ phí" in client.get(f"/dang-soan/{draft.pk}/").content.decode()
    assert "vừa được cập nhật" in client.get(f"/dang-soan/{draft.pk}/kiem-tra/").content.decode()


def test_the_check_says_how_the_result_comes(office: Office, sign_in: SignIn, draft: Draft):
    client = sign_in("citizen")
    assert "Trực tuyến" in client.get(f"/dang-soan/{draft.pk}/kiem-tra/").content.decode()
    save_draft(draft_id=draft.pk, actor=office.actor("citizen"), delivery={"way": "post", "address": "Ấp 3, Vọng Đông"})
    assert "Ấp 3, Vọng Đông" in client.get(f"/dang-soan/{draft.pk}/kiem-tra/").content.decode()


def test_a_fee_that_is_not_confirmed_is_not_told_as_none(sign_in: SignIn, draft: Draft):
    unsure = {"to_confirm": [{"about": "fees", "note": "Mức thu của tỉnh"}]}
    make_version({**BUNDLE, **unsure}, number=2, valid_from=date(2026, 6, 1))
    client = sign_in("citizen")
    client.get(f"/dang-soan/{draft.pk}/")
    words = client.get(f"/dang-soan/{draft.pk}/kiem-tra/").content.decode()
    assert "Không mất phí" not in words
    assert "Mức thu do tỉnh quy định" in words
