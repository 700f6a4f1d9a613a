"""The store by keys: one's own papers and record, offers for an application, consent, use; nothing of anybody else."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from tests.factories import Office
from tests.papers.conftest import OTHER, draft_of, keep, office  # noqa: F401 - a fixture
from tests.web.api.calling import Caller

from motcua.papers.models import Look

Call = Callable[[str], Caller]


def test_ones_own_papers_and_what_became_of_them(office: Office, call: Call):
    paper, owner = keep(office), call("owner")
    keep(office, OTHER)
    assert [one["id"] for one in owner.ok("get", "/papers")] == [str(paper.pk)]
    draft = draft_of(office)
    offers = owner.ok("get", f"/drafts/{draft.pk}/offers")
    assert offers["needs_consent"] is True
    assert [one["condition"] for one in offers["offers"]["card"]] == ["valid"]
    told = {"requirement": "card", "paper": str(paper.pk)}
    refused = owner("post", f"/drafts/{draft.pk}/reuse", told)
    assert refused.status_code == 422
    assert list(refused.json()["errors"]) == ["agree"]
    taken = owner.ok("post", f"/drafts/{draft.pk}/reuse", {**told, "agree": True})
    assert taken["papers"]["card"][0]["source"] == "store"
    record = owner.ok("get", "/papers/record")
    assert [one["paper"] for one in record["uses"]] == [str(paper.pk)]
    consent = record["consents"][0]["id"]
    assert owner("post", f"/papers/consents/{consent}/withdraw").status_code == 204
    assert owner("post", f"/papers/consents/{consent}/withdraw").status_code == 409
    assert list(owner.ok("get", f"/drafts/{draft.pk}")["faults"]) == ["paper.card"]


def test_a_file_of_ones_own_is_opened_and_that_is_recorded(office: Office, call: Call):
    paper = keep(office)
    assert call("owner")("get", f"/papers/{paper.pk}/file").status_code == 200
    assert [one.way for one in Look.objects.all()] == ["api"]


@pytest.mark.parametrize("who", ["other", "claims", "desk", "leader"])
def test_what_is_not_ones_own_does_not_exist(office: Office, call: Call, who: str):
    paper, draft = keep(office), draft_of(office)
    stranger = call(who)
    assert stranger("get", f"/papers/{paper.pk}/file").status_code == 404
    assert stranger("get", f"/papers/{uuid4()}/file").status_code == 404
    assert stranger("get", f"/drafts/{draft.pk}/offers").status_code == 404


@pytest.mark.parametrize("who", ["claims", "desk"])
def test_without_a_proven_number_there_is_no_store(office: Office, call: Call, who: str):
    assert call(who)("get", "/papers").status_code == 403
    assert call(who)("get", "/papers/record").status_code == 403


def test_a_desk_sees_the_papers_after_the_persons_word(office: Office, call: Call):
    paper, desk = keep(office), call("desk")
    draft: Any = draft_of(office, "desk")
    assert desk.ok("get", f"/drafts/{draft.pk}/offers") == {"needs_consent": True, "offers": {}}
    assert desk.ok("post", f"/drafts/{draft.pk}/offers/consent")["way"] == "counter"
    found = desk.ok("get", f"/drafts/{draft.pk}/offers")
    assert [one["id"] for one in found["offers"]["card"]] == [str(paper.pk)]
    told = {"requirement": "card", "paper": str(paper.pk)}
    assert desk.ok("post", f"/drafts/{draft.pk}/reuse", told)["papers"]["card"]
    assert [one["way"] for one in call("owner").ok("get", "/papers/record")["looks"]] == ["counter"]
