"""The next application takes the paper from the store: with consent, once, and never loses it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.dossiers.together import at_once
from tests.factories import APPLICANT, PAPER, Office
from tests.papers.conftest import ME, OTHER, a_file, draft_of, keep, office, open_office  # noqa: F401 - fixtures

from motcua.dossiers.actions.file_at_counter import file_at_counter
from motcua.dossiers.actions.gather_supplement import drop_gathered, open_request
from motcua.dossiers.actions.move_dossier import move_dossier
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.reuse_paper import note_consent, reuse_paper, reuse_to_answer
from motcua.dossiers.actions.save_draft import detach_paper, discard_draft, open_draft, save_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.reusing import offers_for
from motcua.dossiers.rules.facts import PaperAsk
from motcua.files.actions.discard_file import discard_file
from motcua.files.models import StoredFile
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted, Refused, WrongMoment
from motcua.papers.actions.give_consent import close_store, withdraw_consent
from motcua.papers.actions.own_papers import put_away, put_in_own, remove_own
from motcua.papers.actions.withdraw_paper import withdraw_paper
from motcua.papers.models import Consent, Paper, PaperUse, TypeRow
from motcua.papers.queries import used_in
from motcua.papers.rules import Condition, Holder
from motcua.people.rules import SYSTEM
from motcua.procedures.queries import version

Commits = Callable[..., Any]


def reuse(office: Office, draft: Draft, paper: Paper, who: str = "owner", **more: Any) -> Draft:
    told = {"requirement_key": "card", "is_agreed": True, **more}
    return reuse_paper(draft_id=draft.pk, actor=office.actor(who), paper_id=paper.pk, **told)


def offered(office: Office, draft: Draft, who: str = "owner") -> list[Any]:
    found = offers_for(draft, version(draft.version_id), office.actor(who))
    return [one.paper.pk for one in found.get("card", [])]


@pytest.fixture
def paper(office: Office) -> Paper:
    return keep(office)


@pytest.fixture
def draft(office: Office) -> Draft:
    return draft_of(office)


@pytest.fixture
def submitted(office: Office, draft: Draft, paper: Paper) -> Dossier:
    reuse(office, draft, paper)
    return submit_application(draft_id=draft.pk, actor=office.actor("owner"))


def test_it_is_offered_and_taken_with_consent(office: Office, draft: Draft, paper: Paper):
    assert offered(office, draft) == [paper.pk]
    with pytest.raises(Invalid) as refusal:
        reuse(office, draft, paper, is_agreed=False)
    assert "agree" in refusal.value.errors
    assert not PaperUse.objects.exists()
    kept = reuse(office, draft, paper)
    assert kept.papers["card"][0]["source"] == "store"
    assert offered(office, kept) == []


def test_consent_is_asked_once_for_an_application(office: Office, draft: Draft, paper: Paper):
    reuse(office, draft, paper)
    reuse(office, draft, paper, requirement_key="extra", is_agreed=False)
    assert Consent.objects.count() == 1
    assert PaperUse.objects.count() == 2


def test_pressed_twice_it_is_there_once(office: Office, draft: Draft, paper: Paper):
    reuse(office, draft, paper)
    assert len(reuse(office, draft, paper).papers["card"]) == 1
    assert PaperUse.objects.count() == 1


def test_handed_in_it_is_told_with_the_case(office: Office, submitted: Dossier, paper: Paper):
    assert submitted.reuses_papers
    use = PaperUse.objects.get()
    assert (use.dossier_id, use.reference) == (submitted.pk, submitted.reference)
    handed = submitted.papers.get(source="store")
    state = used_in(submitted.pk)["card", handed.file_id]
    assert state.paper.pk == paper.pk
    assert state.condition is Condition.VALID


def test_taken_out_again_the_file_stays_in_the_store(
    office: Office, draft: Draft, django_capture_on_commit_callbacks: Commits
):
    own = put_in_own(
        actor=office.actor("owner"), file_id=a_file(office, "owner"), told={"name": "x", "type": "card_paper"}
    )
    reuse(office, draft, own)
    with django_capture_on_commit_callbacks(execute=True):
        kept = detach_paper(draft_id=draft.pk, actor=office.actor("owner"), requirement_key="card", index=0)
    assert kept.papers["card"] == []
    assert StoredFile.objects.filter(pk=own.file_id).exists()
    assert PaperUse.objects.get().dropped_at is not None
    assert offered(office, kept) == [own.pk]
    reuse(office, draft, own, is_agreed=False)  # the consent for this application still holds


def test_a_discarded_draft_leaves_the_store_as_it_was(
    office: Office, draft: Draft, paper: Paper, django_capture_on_commit_callbacks: Commits
):
    reuse(office, draft, paper)
    with django_capture_on_commit_callbacks(execute=True):
        discard_draft(draft_id=draft.pk, actor=office.actor("owner"))
    assert StoredFile.objects.filter(pk=paper.file_id).exists()
    assert not PaperUse.objects.filter(dropped_at=None).exists()


def test_no_file_of_the_store_can_be_discarded(office: Office, paper: Paper):
    with pytest.raises(WrongMoment):
        discard_file(file_id=paper.file_id, actor=SYSTEM)


def test_replaced_between_offer_and_use(office: Office, draft: Draft, paper: Paper):
    TypeRow.objects.update(is_single=True)
    newer = keep(office, issued_on=date(2026, 10, 1))
    with pytest.raises(WrongMoment, match="bản mới"):
        reuse(office, draft, paper)
    assert offered(office, draft) == [newer.pk]


@pytest.mark.parametrize("change", ["withdrawn", "consent", "closed", "expired"])
def test_what_happened_between_use_and_handing_in_is_told(
    office: Office, draft: Draft, paper: Paper, change: str, present: Callable[[str], Any]
):
    reuse(office, draft, paper)
    if change == "withdrawn":
        withdraw_paper(paper_id=paper.pk, reason="Cấp nhầm", actor=SYSTEM)
    elif change == "consent":
        withdraw_consent(consent_id=Consent.objects.get().pk, actor=office.actor("owner"))
    elif change == "closed":
        close_store(actor=office.actor("owner"), is_closed=True)
    else:
        present("2027-03-02T08:00")
    with pytest.raises(Invalid) as refusal:
        submit_application(draft_id=draft.pk, actor=office.actor("owner"))
    assert list(refusal.value.errors) == ["paper.card"]


def test_an_expired_paper_is_not_offered(office: Office, draft: Draft):
    keep(office, issued_on=date(2026, 1, 1))
    assert offered(office, draft) == []


@pytest.mark.parametrize("who", ["claims", "other"])
def test_nobody_uses_the_store_of_somebody_else(office: Office, paper: Paper, who: str):
    """Also not by writing the number and name of the owner into their own application."""
    draft = draft_of(office, who)
    assert offered(office, draft, who) == []
    with pytest.raises(Refused) as refusal:
        reuse(office, draft, paper, who)
    assert isinstance(refusal.value, NotFound | NotPermitted)
    assert not PaperUse.objects.exists()


def test_the_application_must_be_of_the_person_themselves(office: Office, paper: Paper, draft: Draft):
    """A draft that was begun under another number, before the account had proven its own."""
    Draft.objects.filter(pk=draft.pk).update(applicant={**draft.applicant, "number": OTHER.number})
    draft.refresh_from_db()
    assert offered(office, draft) == []
    with pytest.raises(NotPermitted):
        reuse(office, draft, paper)


def test_a_mandate_opens_no_store(office: Office, paper: Paper):
    draft = draft_of(
        office, "owner", representative={"name": OTHER.name, "number": OTHER.number, "mandate": "Giấy ủy quyền"}
    )
    assert offered(office, draft) == []
    with pytest.raises(NotPermitted):
        reuse(office, draft, paper)


def test_a_closed_or_put_away_paper_is_offered_to_nobody(office: Office, draft: Draft, paper: Paper):
    put_away(paper_id=paper.pk, actor=office.actor("owner"), is_hidden=True)
    assert offered(office, draft) == []
    put_away(paper_id=paper.pk, actor=office.actor("owner"), is_hidden=False)
    close_store(actor=office.actor("owner"), is_closed=True)
    assert offered(office, draft) == []
    with pytest.raises(NotPermitted):
        reuse(office, draft, paper)
    close_store(actor=office.actor("owner"), is_closed=False)
    assert offered(office, draft) == [paper.pk]


def test_at_the_counter_for_who_stands_there(office: Office, paper: Paper):
    draft = draft_of(office, "desk")
    assert offered(office, draft, "desk") == [paper.pk]
    note_consent(draft_id=draft.pk, actor=office.actor("desk"))
    reuse(office, draft, paper, "desk", is_agreed=False)
    save_draft(draft_id=draft.pk, actor=office.actor("desk"), consent={"given": True, "typed_by": "staff"})
    dossier = file_at_counter(draft_id=draft.pk, actor=office.actor("desk"))
    assert dossier.reuses_papers
    consent = Consent.objects.get()
    assert (consent.way, consent.given_by, consent.noted_by) == ("counter", ME.name, office.actor("desk").name)


@pytest.mark.parametrize(
    "typed", [{"number": "089190990002"}, {"number": OTHER.number}, {"name": "Trần Văn Bé"}, {"number": ""}]
)
def test_a_number_typed_wrongly_opens_nobodys_store(office: Office, paper: Paper, typed: dict[str, str]):
    keep(office, OTHER)
    draft = draft_of(office, "desk", **typed)
    assert offered(office, draft, "desk") == []
    with pytest.raises(Refused):
        reuse(office, draft, paper, "desk")


def test_the_applicant_changes_after_the_paper_was_taken(office: Office, paper: Paper):
    draft = draft_of(office, "desk")
    reuse(office, draft, paper, "desk")
    changed = {"name": OTHER.name, "number": OTHER.number}
    save_draft(draft_id=draft.pk, actor=office.actor("desk"), applicant=changed)
    save_draft(draft_id=draft.pk, actor=office.actor("desk"), consent={"given": True, "typed_by": "staff"})
    with pytest.raises(Invalid) as refusal:
        file_at_counter(draft_id=draft.pk, actor=office.actor("desk"))
    assert "người khác" in str(refusal.value.errors["paper.card"])


def test_an_organisation_at_the_counter(office: Office):
    company = Holder("organisation", "0100109106", "Hợp tác xã Núi Sập")
    paper = keep(office, company)
    applicant = {"kind": "business", "name": company.name, "number": company.number}
    whom = {"name": ME.name, "number": ME.number, "mandate": "Giám đốc"}
    draft = draft_of(office, "desk", **applicant, representative=whom)
    assert offered(office, draft, "desk") == [paper.pk]
    online = draft_of(office, "owner", **applicant, representative=whom)
    assert offered(office, online) == []


def test_a_specialist_uses_no_store(office: Office, paper: Paper):
    draft = draft_of(office, "desk")
    Draft.objects.filter(pk=draft.pk).update(owner=office.accounts["specialist"])
    with pytest.raises(NotPermitted):
        reuse(office, draft, paper, "specialist")


def test_what_the_office_asks_for_is_answered_from_the_store(office: Office, submitted: Dossier, paper: Paper):
    owner = office.actor("owner")
    received = receive_dossier(dossier_id=submitted.pk, actor=office.actor("desk"))
    ask = PaperAsk("extra", "Giấy tờ khác", "missing", "Thiếu giấy.")
    asked = request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=[ask])
    told = {"dossier_id": asked.pk, "actor": owner, "requirement_key": "extra", "paper_id": paper.pk}
    reuse_to_answer(**told, is_agreed=True)
    drop_gathered(dossier_id=asked.pk, actor=owner, requirement_key="extra", file_id=paper.file_id)
    assert PaperUse.objects.filter(subject_id=asked.pk, dropped_at=None).count() == 0
    reuse_to_answer(**told)
    papers = open_request(asked, owner).gathered["papers"]
    done = supplement_dossier(dossier_id=asked.pk, actor=owner, papers=papers)
    assert done.reuses_papers
    assert PaperUse.objects.get(subject_id=asked.pk, dropped_at=None).handed_in_at is not None


def test_an_upload_in_a_draft_is_not_removed_under_it(office: Office, draft: Draft):
    actor = office.actor("owner")
    own = put_in_own(actor=actor, file_id=a_file(office, "owner"), told={"name": "x", "type": "card_paper"})
    reuse(office, draft, own)
    with pytest.raises(WrongMoment):
        remove_own(paper_id=own.pk, actor=actor)
    dossier = submit_application(draft_id=draft.pk, actor=actor)
    remove_own(paper_id=own.pk, actor=actor)
    assert StoredFile.objects.filter(pk=dossier.papers.get(source="store").file_id).exists()
    assert next(iter(used_in(dossier.pk).values())).condition is Condition.REMOVED


def test_after_the_reform_the_new_unit_sees_where_it_came_from(office: Office, submitted: Dossier, paper: Paper):
    received = receive_dossier(dossier_id=submitted.pk, actor=office.actor("desk"))
    units = {"from_unit_id": office.units["X"].pk, "to_unit_id": office.units["Y"].pk}
    moved = move_dossier(dossier_id=received.pk, actor=SYSTEM, **units)
    assert moved.competent_unit_id == office.units["Y"].pk
    assert next(iter(used_in(moved.pk).values())).paper.pk == paper.pk


def test_two_devices_take_it_at_once(open_office: Office):
    paper, draft = keep(open_office), draft_of(open_office)
    outcomes = at_once([lambda: reuse(open_office, draft, paper)] * 4)
    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert len(open_draft(draft.pk, open_office.actor("owner")).papers["card"]) == 1
    assert PaperUse.objects.filter(dropped_at=None).count() == 1
    assert Consent.objects.count() == 1


def test_taken_and_removed_at_once_never_leaves_a_draft_without_its_file(open_office: Office):
    actor = open_office.actor("owner")
    own = put_in_own(actor=actor, file_id=a_file(open_office, "owner"), told={"name": "x", "type": "card_paper"})
    draft = draft_of(open_office)
    at_once([lambda: reuse(open_office, draft, own), lambda: remove_own(paper_id=own.pk, actor=actor)])
    taken = open_draft(draft.pk, actor).papers.get("card", [])
    own.refresh_from_db()
    assert bool(taken) != own.is_removed
    assert all(StoredFile.objects.filter(pk=one["file"]).exists() for one in taken)


def test_kept_twice_at_once_it_is_one(open_office: Office):
    file_id = a_file(open_office)
    outcomes = at_once([lambda: keep(open_office, origin="result/7", file_id=file_id)] * 4)
    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert Paper.objects.count() == 1


def test_handed_in_and_discarded_at_once(open_office: Office):
    paper, draft = keep(open_office), draft_of(open_office)
    reuse(open_office, draft, paper)
    actor = open_office.actor("owner")
    at_once(
        [
            lambda: submit_application(draft_id=draft.pk, actor=actor),
            lambda: discard_draft(draft_id=draft.pk, actor=actor),
        ]
    )
    use = PaperUse.objects.get()
    assert (use.handed_in_at is None) != (use.dropped_at is None)
    assert Dossier.objects.exists() == (use.handed_in_at is not None)


def test_what_was_not_taken_from_a_store_asks_for_nothing(office: Office, draft: Draft):
    Draft.objects.filter(pk=draft.pk).update(papers={"card": [PAPER]})
    dossier = submit_application(draft_id=draft.pk, actor=office.actor("owner"))
    assert not dossier.reuses_papers
    assert APPLICANT["number"] == dossier.applicant["number"]
