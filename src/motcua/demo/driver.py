"""Drives cases through the real acts as the demo officers would, at given moments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from random import Random
from typing import Any

from motcua.demo.answers import Scene, home_of, invented_answers
from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.file_at_counter import file_at_counter
from motcua.dossiers.actions.issue_result import issue_result
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.record_payment import record_payment
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.actions.transfer_step import transfer_step
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.policies import left_to_pay
from motcua.dossiers.result_policies import may_present_result
from motcua.dossiers.rules.facts import Receiver
from motcua.dossiers.rules.intake import is_needed
from motcua.dossiers.rules.representing import at_counter_of
from motcua.dossiers.way import is_decided_here, is_signed, onward
from motcua.eforms.rules import compute, example_answers, validate
from motcua.files.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.identifiers.tax import check_digit
from motcua.kernel.lifecycle import State
from motcua.people.demo_people import Names
from motcua.people.directory import UnitRef
from motcua.people.models import Account
from motcua.people.queries import actor_of, directory, holdings_on
from motcua.people.rules import Actor
from motcua.procedures.queries import LoadedVersion, current_version

GROUND = "Quy định về điều kiện giải quyết của thủ tục này"
PEOPLE_SEED = 894
GRANTED = "Đủ điều kiện giải quyết theo quy định."


@cache
def names() -> Names:
    """Of the people around the applicants: the same ones every time."""
    return Names(Random(PEOPLE_SEED))  # noqa: S311 - invented people, no secret


@cache
def officer_at(post_id: int) -> Actor:
    """Whoever sits in the post; the demo's officers stay for as long as the process."""
    holding = holdings_on(clock.today()).select_related("account").filter(post_id=post_id).order_by("from_on")[0]
    return actor_of(holding.account, clock.now())


ORGANISATIONS = ("Hợp tác xã Nông nghiệp", "Trường Tiểu học A", "Cửa hàng Vật tư nông nghiệp", "Quỹ Tín dụng nhân dân")


def organisation_facts(account: Account, unit: UnitRef, number: int) -> dict[str, Any]:
    """An invented organisation of the place, for which the person hands in; its tax code only looks like one."""
    first_nine = next(text for at in range(10) if check_digit(text := f"16{9_000_000 + number * 10 + at}"))
    person = applicant_facts(account)
    mandate = "Giám đốc" if number % 3 else f"Giấy giới thiệu số {number % 90 + 10}/GGT"
    return {
        "kind": "business",
        "name": f"{ORGANISATIONS[number % len(ORGANISATIONS)]} {unit.short_name}",
        "number": f"{first_nine}{check_digit(first_nine)}",
        "address_text": unit.name,
        "representative": {**person, "mandate": mandate},
    }


def desk_officer(unit_id: int) -> Actor:
    """An officer of the desk that serves the unit."""
    known = directory()
    desk = known.desk_of(unit_id)
    assert desk is not None
    return officer_at(known.posts_of([desk.id], "desk_officer")[0].id)


def applicant_facts(account: Account) -> dict[str, Any]:
    """What the office keeps of the applicant."""
    place = account.address or {}
    return {
        "account": str(account.pk),
        "kind": "person",
        "name": account.full_name,
        "number": account.national_id,
        "birth_date": account.birth_date.isoformat() if account.birth_date else "",
        "gender": account.gender,
        "phone": account.phone,
        "email": account.email,
        "address_text": place.get("text", ""),
        "address": {
            "commune": place.get("commune_code", ""),
            "hamlet": place.get("hamlet", ""),
            "street": place.get("line", ""),
            "text": place.get("text", ""),
        },
    }


@dataclass
class Driver:
    """One case, act by act. Every method does one thing of the office and returns the case."""

    procedure: str
    unit_id: int
    account: Account
    paper: StoredFile | None = None
    delivery: str = ""
    desk_unit_id: int = 0
    organisation: int = 0
    typed_by: str = "staff"

    def applicant(self) -> dict[str, Any]:
        """Whose case it is: the person's own, or an organisation's through them."""
        if not self.organisation:
            return applicant_facts(self.account)
        return organisation_facts(self.account, directory().unit(self.unit_id), self.organisation)

    def loaded(self) -> LoadedVersion:
        """The procedure in force."""
        found = current_version(self.procedure, clock.today())
        assert found is not None
        return found

    def file(self, channel: str) -> Dossier:
        """Handed in: by the citizen online, or entered at the counter (also for the post)."""
        at_counter = channel != "online"
        actor = desk_officer(self.desk_unit_id or self.unit_id) if at_counter else actor_of(self.account, clock.now())
        draft = start_draft(procedure_code=self.procedure, actor=actor, unit_id=self.unit_id, at_counter=at_counter)
        consent = {"given": True, "typed_by": self.typed_by, "by_post": channel == "post"} if at_counter else {}
        draft = save_draft(
            draft_id=draft.pk,
            actor=actor,
            unit_id=self.unit_id,
            answers=self.answers(),
            applicant=self.applicant(),
            delivery={"way": self.delivery or ("online" if channel == "online" else "desk")},
            consent=consent,
        )
        self._attach(draft, actor, at_counter=at_counter)
        if at_counter:
            return file_at_counter(draft_id=draft.pk, actor=actor)
        return submit_application(draft_id=draft.pk, actor=actor)

    def answers(self) -> Mapping[str, Any]:
        """Believable answers with the applicant's own facts."""
        form = self.loaded().form
        if form is None:
            return {}
        answers = example_answers(form, {"applicant": applicant_facts(self.account)})
        told, asked = invented_answers(form.id, self.scene()), {one.key for one in form.top_fields}
        answers = compute(form, {**answers, **{key: value for key, value in told.items() if key in asked}})
        doubtful = {path.split(".")[0] for path in validate(form, answers)}
        return {key: value for key, value in answers.items() if key not in doubtful}

    def scene(self) -> Scene:
        """Who asks, where they live, and today."""
        person, random = applicant_facts(self.account), names().random
        unit = directory().unit(self.unit_id)
        return Scene(person, home_of(person), unit.authority_name, clock.today(), names(), random)

    def _attach(self, draft: Draft, actor: Actor, *, at_counter: bool) -> None:
        wanted = {one.key for one in self.loaded().bundle.groups if one.required}
        for one in self.loaded().bundle.requirements:
            needed = one.group in wanted if one.group else is_needed(one, draft.answers)
            if one.kind != "document" or one.mode != "submit" or not needed:
                continue
            wanted.discard(one.group)
            paper = {"name": one.name, "kind": "original" if at_counter else "electronic", "copies": 1}
            if self.paper and not at_counter:
                paper |= {"file": str(self.paper.pk), "source": "upload"}
            else:
                paper |= {"source": "shown"}
            attach_paper(draft_id=draft.pk, actor=actor, requirement_key=one.key, paper=paper)

    @staticmethod
    def holder(dossier: Dossier) -> Actor:
        """Who has the turn."""
        assert dossier.holder_post_id is not None
        return officer_at(dossier.holder_post_id)

    def receive(self, dossier: Dossier) -> Dossier:
        """The desk takes it in."""
        return receive_dossier(dossier_id=dossier.pk, actor=self.holder(dossier))

    def work(self, dossier: Dossier, outcome: str = "granted", text: str = GRANTED) -> Dossier:
        """One step of the process: on to the next post, or before the leader when the next one is a leader's."""
        actor = self.holder(dossier)
        if is_signed(dossier) and onward(dossier) is None:
            return issue_result(dossier_id=dossier.pk, actor=actor)
        if not may_present_result(actor, dossier):
            return transfer_step(dossier_id=dossier.pk, actor=actor)
        file_id = self.paper.pk if self.paper and outcome == "granted" else None
        rule = GROUND if outcome == "rejected" else ""
        return present_result(
            dossier_id=dossier.pk, actor=actor, outcome=outcome, text=text, rule=rule, file_id=file_id
        )

    def approve(self, dossier: Dossier) -> Dossier:
        """The leader decides."""
        return approve_result(dossier_id=dossier.pk, actor=self.holder(dossier))

    def hand_over(self, dossier: Dossier, way: str) -> Dossier:
        """The result reaches its person."""
        own = way == "online"
        actor = actor_of(self.account, clock.now()) if own else self.holder(dossier)
        if not own and (left := left_to_pay(dossier)) > 0:
            paid = "post" if way == "post" else "cash"
            dossier = record_payment(dossier_id=dossier.pk, actor=actor, amount=left, way=paid)
        receiver = Receiver(
            way=way,
            name=str(at_counter_of(dossier.applicant).get("name", dossier.applicant_name)),
            tracking=f"EV{dossier.version:09d}VN" if way == "post" else "",
            confirmed_by="download" if own else "post" if way == "post" else "card",
        )
        return return_result(dossier_id=dossier.pk, actor=actor, receiver=receiver)

    def to_the_end(self, channel: str = "online") -> Dossier:
        """From the application to the returned result, now."""
        dossier = self.file(channel)
        if dossier.code is None:
            dossier = self.receive(dossier)
        while not is_decided_here(dossier):
            dossier = self.work(dossier)
        dossier = self.approve(dossier)
        while dossier.state != State.FINISHED:
            dossier = self.work(dossier)
        return self.hand_over(dossier, "online" if channel == "online" else "desk")


def at(moment: datetime) -> Any:
    """Within the block it is ``moment`` for every act."""
    return clock.moved_to(moment)
