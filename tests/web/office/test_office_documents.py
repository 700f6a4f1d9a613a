"""The statutory documents through their pages, on a clock that knows microseconds; what was drafted stands apart."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import Office
from tests.web.office.conftest import words

from motcua.dossiers.actions.extend_deadline import apologise, draft_apology
from motcua.dossiers.models import Dossier

DRAFTED = "Văn bản soạn sẵn, chưa phát hành"


@pytest.fixture
def case(make_case: Callable[..., Dossier], present: Callable[[str], Any]) -> Dossier:
    present("2026-11-02T09:12:33.123456")
    return make_case()


def test_every_document_opens(case: Dossier, at_desk: Callable[[str], Client]):
    client = at_desk("specialist")
    receipt = case.forms.get(key="receipt")
    for address in (
        reverse("office:form", args=[case.pk, receipt.pk]),
        reverse("office:control_sheet", args=[case.pk]),
    ):
        response = client.get(address)
        assert (response.status_code, response.content[:5]) == (200, b"%PDF-")
    register = at_desk("desk").get("/can-bo/so-theo-doi/", {"dang": "pdf"})
    assert (register.status_code, register.content[:5]) == (200, b"%PDF-")


def test_a_draft_is_no_issued_document_and_goes_when_the_letter_is_sent(
    case: Dossier, office: Office, at_desk: Callable[[str], Client]
):
    client = at_desk("leader")
    draft_apology(dossier_id=case.pk, reason="Cần thêm thời gian.", new_due=case.due_at)
    page = words(client.get(f"/can-bo/ho-so/{case.pk}/"))
    assert page.index("Văn bản đã phát hành") < page.index("Giấy tiếp nhận") < page.index(DRAFTED)
    assert page.index(DRAFTED) < page.index("dự thảo")
    apologise(dossier_id=case.pk, actor=office.actor("leader"), new_date=date(2026, 11, 20), reason="Chờ đo đạc.")
    assert DRAFTED not in words(client.get(f"/can-bo/ho-so/{case.pk}/"))
