"""Two officers at the same instant, many dossiers on one desk: one wins, numbers have no gap, nothing is half done."""

from pathlib import Path
from typing import Any

from tests.dossiers.together import at_once, filled
from tests.factories import PAPER, Office

import motcua.config.wiring  # noqa: F401 - cases keep their heads themselves
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.facts import Brought, PaperAsk
from motcua.kernel.refusals import Refused
from motcua.ledger.models import Counter, Entry
from motcua.ledger.verifying import verify
from motcua.people.rules import SYSTEM
from motcua.workdays.actions.load_special_days import load_special_days
from motcua.workdays.models import SpecialDay

MANY = 12


def test_two_officers_one_dossier(open_office: Office):
    office = open_office
    dossier = submit_application(draft_id=filled(office).pk, actor=office.actor("citizen"))
    actors = [office.actor("desk"), office.actor("desk2")] * 3
    outcomes = at_once([lambda a=a: receive_dossier(dossier_id=dossier.pk, actor=a) for a in actors])
    won = [one for one in outcomes if isinstance(one, Dossier)]
    assert len(won) == 1
    assert all(isinstance(one, Refused) for one in outcomes if one not in won)
    assert Entry.objects.filter(act="receive_dossier").count() == 1


def test_many_received_at_once_leave_no_gap(open_office: Office):
    office = open_office
    actor = office.actor("citizen")
    waiting = [submit_application(draft_id=filled(office).pk, actor=actor).pk for _ in range(MANY)]
    desk = office.actor("desk")
    outcomes = at_once([lambda pk=pk: receive_dossier(dossier_id=pk, actor=desk) for pk in waiting])
    assert [one for one in outcomes if not isinstance(one, Dossier)] == []
    numbers = sorted(int(one.code.rsplit("-", 1)[1]) for one in outcomes)
    assert numbers == list(range(1, MANY + 1))
    assert Counter.objects.get(measure="received").value == MANY
    assert verify() == (2 * MANY, None)


def test_a_draft_submitted_from_two_devices_becomes_one_dossier(open_office: Office):
    office = open_office
    draft, actor = filled(office), office.actor("citizen")
    outcomes = at_once([lambda: submit_application(draft_id=draft.pk, actor=actor)] * 4)
    assert {one.pk for one in outcomes} == {Dossier.objects.get().pk}


def test_two_desks_take_the_same_papers_in_once(open_office: Office):
    office = open_office
    case = submit_application(draft_id=filled(office).pk, actor=office.actor("citizen"))
    receive_dossier(dossier_id=case.pk, actor=office.actor("desk"))
    ask = PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ.")
    request_supplement(dossier_id=case.pk, actor=office.actor("specialist"), asks=[ask])
    told: dict[str, Any] = {"papers": {"card": [PAPER]}, "brought": Brought("Nguyễn Thị Thuỳ Dương", is_agreed=True)}
    actors = [office.actor("desk"), office.actor("desk_y")] * 2
    outcomes = at_once([lambda a=a: supplement_dossier(dossier_id=case.pk, actor=a, **told) for a in actors])
    assert len([one for one in outcomes if isinstance(one, Dossier)]) == 1
    assert all(isinstance(one, Dossier | Refused) for one in outcomes)
    assert Entry.objects.filter(act="supplement_dossier").count() == 1
    assert case.forms.filter(key="receipt").count() == 2


def test_two_nodes_upgraded_at_once_put_each_day_forward_once(open_office: Office, tmp_path: Path):
    table = tmp_path / "days.csv"
    head = "date,name,kind,type,status,source\n2027-02-08,Mùng 3 Tết,off,statutory,projected,x\n"
    table.write_text(head)
    load_special_days(actor=SYSTEM, path=table)
    table.write_text(f"{head}2027-09-02,Quốc khánh,off,statutory,law,Luật\n")
    outcomes = at_once([lambda: load_special_days(actor=SYSTEM, path=table)] * 3)
    assert all(isinstance(one, int) for one in outcomes), outcomes
    assert [one.news for one in SpecialDay.objects.order_by("date")] == ["", "new"]
