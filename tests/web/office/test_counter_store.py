"""The store at the counter: kinds and days first, the papers after the person agreed; what officers see of a case."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import Office
from tests.papers.conftest import draft_of, keep, office  # noqa: F401 - a fixture
from tests.web.citizen.conftest import SignIn, sign_in  # noqa: F401 - a fixture

from motcua.dossiers.actions.reuse_paper import reuse_paper
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier, Draft
from motcua.papers.actions.withdraw_paper import withdraw_paper
from motcua.papers.models import Consent, Look, Paper
from motcua.people.rules import SYSTEM


@pytest.fixture
def desk(sign_in: SignIn) -> Client:
    return sign_in("desk")


def words(response: Any) -> str:
    return response.content.decode()


def test_before_consent_only_kinds_and_days_are_shown(office: Office, desk: Client):
    keep(office, name="Giấy mang tên rất riêng", issuer="UBND xã Bí Mật")
    draft = draft_of(office, "desk")
    address = reverse("office:counter_papers", args=[draft.pk])
    page = words(desk.get(address))
    assert "Giấy thử nghiệm, cấp ngày 01/09/2026" in page
    assert "rất riêng" not in page
    assert "Bí Mật" not in page
    desk.get(address)
    assert [one.way for one in Look.objects.all()] == ["counter"]  # kept once, however often the page is opened


def test_without_the_tick_nothing_is_opened(office: Office, desk: Client):
    keep(office)
    draft = draft_of(office, "desk")
    page = desk.post(reverse("office:counter_reuse", args=[draft.pk]), {}, follow=True)
    assert "Hãy hỏi người dân" in words(page)
    assert not Consent.objects.exists()


def test_after_consent_the_paper_is_taken(office: Office, desk: Client):
    paper, draft = keep(office), draft_of(office, "desk")
    address = reverse("office:counter_reuse", args=[draft.pk])
    opened = desk.post(address, {"agree": "yes"}, follow=True)
    assert "Từ kho, đã xác minh" in words(opened)
    taken = desk.post(address, {"requirement": "card", "paper": str(paper.pk)}, follow=True)
    assert "Từ kho giấy tờ" in words(taken)
    kept = Draft.objects.get(pk=draft.pk).papers["card"]
    assert [one["store"] for one in kept] == [str(paper.pk)]
    desk.post(reverse("office:counter_papers", args=[draft.pk]), {"requirement": "card", "remove": "0"})
    assert Draft.objects.get(pk=draft.pk).papers["card"] == []


def test_a_paper_is_not_taken_without_consent(office: Office, desk: Client):
    paper, draft = keep(office), draft_of(office, "desk")
    told = {"requirement": "card", "paper": str(paper.pk)}
    page = desk.post(reverse("office:counter_reuse", args=[draft.pk]), told, follow=True)
    assert "Cần chủ kho đồng ý" in words(page)
    assert not Draft.objects.get(pk=draft.pk).papers.get("card")


@pytest.mark.parametrize("typed", [{"number": "089190990002"}, {"name": "Trần Văn Bé"}])
def test_a_number_typed_wrongly_tells_nothing(office: Office, desk: Client, typed: dict[str, str]):
    keep(office)
    draft = draft_of(office, "desk", **typed)
    assert "có giấy trong kho" not in words(desk.get(reverse("office:counter_papers", args=[draft.pk])))
    assert not Look.objects.exists()


@pytest.fixture
def case(office: Office) -> Dossier:
    draft = draft_of(office)
    told = {"requirement_key": "card", "paper_id": keep(office).pk, "is_agreed": True}
    reuse_paper(draft_id=draft.pk, actor=office.actor("owner"), **told)
    return submit_application(draft_id=draft.pk, actor=office.actor("owner"))


def test_the_officer_sees_that_it_was_verified_and_by_whom(case: Dossier, desk: Client):
    page = words(desk.get(reverse("office:dossier", args=[case.pk])))
    assert "Từ kho, đã xác minh: kết quả điện tử do cơ quan ký số" in page
    assert "UBND xã X" in page


def test_what_happened_since_is_warned_of(case: Dossier, desk: Client):
    withdraw_paper(paper_id=Paper.objects.get().pk, reason="Cấp nhầm", actor=SYSTEM)
    assert "đã thu hồi giấy này" in words(desk.get(reverse("office:dossier", args=[case.pk])))


def test_opening_it_is_kept_for_its_owner(case: Dossier, desk: Client):
    paper = case.papers.get(source="store")
    b"".join(desk.get(reverse("office:paper", args=[case.pk, paper.pk])))
    look = Look.objects.get()
    assert (look.way, look.name, look.subject_id) == ("case", "Người desk", case.pk)
