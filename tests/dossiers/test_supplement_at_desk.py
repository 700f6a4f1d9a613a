"""Papers that were asked for are brought to a desk: any desk takes them in, and the clock goes on by the same act."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.factories import PAPER, Office

from motcua.dossiers.actions.gather_supplement import drop_gathered_at, gather_paper, open_request
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.documents.way import way_of
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.dossiers.offers import office_offers
from motcua.dossiers.policies import may_open
from motcua.dossiers.queries import history
from motcua.dossiers.rules.facts import Brought, PaperAsk
from motcua.dossiers.rules.timeline import told
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted
from motcua.web.ui.naming import NAMES

ASK = PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ.")
PAPERS = {"card": [{**PAPER, "name": "Thẻ căn cước", "kind": "copy"}]}
BROUGHT = Brought("Lý Văn Ba", is_agreed=True)


@pytest.fixture
def asked(office: Office, received: Dossier) -> Dossier:
    return request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=[ASK])


@pytest.fixture
def asked_at_door(office: Office, submitted: Dossier) -> Dossier:
    return request_supplement(dossier_id=submitted.pk, actor=office.actor("desk"), asks=[ASK])


def bring(office: Office, dossier: Dossier, desk: str = "desk", **more: Any) -> Dossier:
    told_now = {"papers": PAPERS, "brought": BROUGHT, **more}
    return supplement_dossier(dossier_id=dossier.pk, actor=office.actor(desk), **told_now)


@pytest.mark.parametrize("desk", ["desk", "desk2", "desk_y"])
def test_any_desk_takes_them_in_and_the_clock_goes_on(
    desk: str, office: Office, asked: Dossier, present: Callable[[str], Any]
):
    promised = asked.due_at
    present("2026-11-05T09:00")
    done = bring(office, asked, desk)
    assert done.state == State.IN_PROCESS
    assert done.holder_post_id == office.posts["specialist"].pk
    assert done.due_at > promised  # type: ignore[operator]
    entry = history(done)[0]
    unit = office.units["Y-MC" if desk == "desk_y" else "X-MC"]
    assert (entry.facts["desk"], entry.facts["brought_by"]) == (unit.pk, "Lý Văn Ba")
    line = told(entry, NAMES)
    assert str(line.sentence.params["desk"]) == unit.name
    assert DossierPaper.objects.filter(dossier=done, replaced_at=None, kind="copy").count() == 1


def test_the_slip_is_given_anew_with_the_new_date(office: Office, asked: Dossier, present: Callable[[str], Any]):
    present("2026-11-05T09:00")
    done = bring(office, asked)
    first, again = done.forms.filter(key="receipt").order_by("id")
    assert again.number == f"{first.number.partition('/')[0]}.1/{first.number.partition('/')[2]}"
    assert again.facts["due_at"] == done.due_at.isoformat() != first.facts["due_at"]
    assert [one["kind"] for one in again.facts["papers"]] == ["copy"]


@pytest.mark.parametrize(("source", "counts"), [("scan", True), ("shown", False), ("upload", False)])
def test_what_the_desk_scans_then_counts_as_digitised(office: Office, asked: Dossier, source: str, counts: bool):
    bring(office, asked, papers={"card": [{**PAPER, "source": source, "kind": "electronic"}]})
    kept = Dossier.objects.get(pk=asked.pk)
    assert (kept.has_digitised_papers, kept.reuses_papers) == (counts, False)


def test_the_control_sheet_shows_who_brought_what_where(office: Office, asked: Dossier, present: Callable[[str], Any]):
    present("2026-11-05T09:00")
    block, back = way_of(bring(office, asked, "desk_y"))[-2:]
    assert (block.giver, block.receiver, block.note) == ("Lý Văn Ba", "Người desk_y", "Bổ sung giấy tờ")
    assert "Y" in block.receiver_unit
    assert (back.giver, back.receiver) == ("Người desk_y", "Người specialist")


def test_at_the_door_too_and_the_receipt_comes_with_the_receiving(office: Office, asked_at_door: Dossier):
    done = bring(office, asked_at_door, "desk_y")
    assert done.state == State.SUBMITTED
    assert not done.forms.filter(key="receipt").exists()
    receive_dossier(dossier_id=done.pk, actor=office.actor("desk"))
    assert done.forms.filter(key="receipt").count() == 1


@pytest.mark.parametrize(
    ("brought", "field"),
    [(None, "by"), (Brought(" ", is_agreed=True), "by"), (Brought("Ba", is_agreed=False), "consent")],
)
def test_who_came_and_that_they_agree_is_kept(brought: Brought | None, field: str, office: Office, asked: Dossier):
    with pytest.raises(Invalid) as refused:
        bring(office, asked, brought=brought)
    assert field in refused.value.errors


def test_only_what_was_asked(office: Office, asked: Dossier):
    with pytest.raises(Invalid, match="không được yêu cầu"):
        bring(office, asked, papers={**PAPERS, "extra": [PAPER]})
    with pytest.raises(Invalid, match="gửi đủ"):
        bring(office, asked, papers={})


@pytest.mark.parametrize("who", ["specialist", "leader", "stranger"])
def test_nobody_but_a_desk_or_the_applicant(who: str, office: Office, asked: Dossier):
    with pytest.raises(NotPermitted):
        bring(office, asked, who)


def test_another_desk_opens_the_case_when_told_both_facts_while_it_waits_for_papers(office: Office, received: Dossier):
    other = office.actor("desk_y")
    assert not may_open(other, received, is_told=True)
    asked = request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=[ASK])
    assert not may_open(other, asked)
    assert may_open(other, asked, is_told=True)
    assert next(one for one in office_offers(other, asked) if one.act == "supplement_dossier").is_primary
    with pytest.raises(NotFound):
        may_open(other, bring(office, asked), is_told=True).or_refuse()


def test_the_desk_that_took_the_papers_in_still_opens_the_case_to_print_the_slip(office: Office, asked: Dossier):
    done = bring(office, asked, "desk_y")
    assert may_open(office.actor("desk_y"), done)
    assert not may_open(office.actor("specialist_y"), done)


def test_what_the_desk_took_in_is_kept_until_it_is_sent(office: Office, asked: Dossier):
    actor = office.actor("desk_y")
    gather_paper(dossier_id=asked.pk, actor=actor, requirement_key="card", paper=PAPER)
    gather_paper(dossier_id=asked.pk, actor=actor, requirement_key="card", paper={**PAPER, "kind": "copy"})
    drop_gathered_at(dossier_id=asked.pk, actor=actor, requirement_key="card", index=0)
    kept = open_request(asked, office.actor("citizen")).gathered["papers"]["card"]
    assert [one["kind"] for one in kept] == ["copy"]
