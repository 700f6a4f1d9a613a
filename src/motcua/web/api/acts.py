"""Every act of a dossier as an endpoint; the act decides, the API only carries."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router, Schema

from motcua.dossiers.actions import (
    add_note,
    approve_result,
    ask_opinion,
    assign_dossier,
    attach_result,
    consent_to_supplement,
    draft_result,
    extend_deadline,
    give_opinion,
    issue_result,
    rate_service,
    receive_dossier,
    record_payment,
    refuse_dossier,
    request_supplement,
    reseat_dossier,
    return_result,
    supplement_dossier,
    suspend_dossier,
    transfer_step,
    withdraw_dossier,
)
from motcua.dossiers.models import Dossier, Extension, Opinion, SupplementConsent, SupplementRequest
from motcua.dossiers.policies import may_open, may_see
from motcua.dossiers.queries import dossier_named, load_dossier
from motcua.dossiers.rules.facts import Brought, PaperAsk, Receiver
from motcua.files.models import StoredFile
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.people.rules import Actor
from motcua.web.api import shapes
from motcua.web.api.access import caller
from motcua.web.api.cases import opened
from motcua.web.api.meanings import MEANINGS
from motcua.web.api.problems import PROBLEMS
from motcua.web.api.shown import shown

router = Router(tags=["acts"])
Do = Callable[[UUID, Actor, Any], Dossier]
NO_FILE = N_("Không tìm thấy tệp đã gửi.")


def plain(act: Callable[..., Dossier]) -> Do:
    """An act that takes the facts by name."""
    return lambda dossier_id, actor, facts: act(dossier_id=dossier_id, actor=actor, **facts.dict())


def _asks(facts: shapes.Asks) -> list[PaperAsk]:
    return [PaperAsk(one.requirement, one.name, one.reason, one.explain, one.rule) for one in facts.asks]


def _ask(dossier_id: UUID, actor: Actor, facts: shapes.Asks) -> Dossier:
    return request_supplement.request_supplement(dossier_id=dossier_id, actor=actor, asks=_asks(facts))


def _again(act: Callable[..., Dossier]) -> Do:
    return lambda dossier_id, actor, facts: act(
        dossier_id=dossier_id, actor=actor, asks=_asks(facts), reason=facts.reason
    )


def _supplement(dossier_id: UUID, actor: Actor, facts: shapes.Supplied) -> Dossier:
    asked = SupplementRequest.objects.filter(dossier_id=dossier_id, closed_at=None).first()
    names = {one["requirement"]: one["name"] for one in asked.asks} if asked else {}
    papers = {key: [_paper(one, actor, names.get(key)) for one in found] for key, found in facts.files.items()}
    brought = Brought(facts.brought_by, facts.consent)
    return supplement_dossier.supplement_dossier(
        dossier_id=dossier_id, actor=actor, papers=papers, answer=facts.answer, brought=brought
    )


def _paper(file_id: UUID, actor: Actor, name: str | None = None) -> dict[str, Any]:
    stored = StoredFile.objects.filter(pk=file_id, owner_id=actor.account_id).first()
    if stored is None:
        raise NotFound(NO_FILE)
    told = {"file": str(stored.pk), "name": name or stored.name, "file_name": stored.name}
    return {**told, "source": "scan" if actor.is_officer else "upload", "kind": "electronic"}


def _consult(act: Callable[..., Dossier]) -> Do:
    return lambda dossier_id, actor, facts: act(
        dossier_id=dossier_id, actor=actor, unit_id=facts.unit, question=facts.question, days=facts.days
    )


def _assign(dossier_id: UUID, actor: Actor, facts: shapes.Assign) -> Dossier:
    return assign_dossier.assign_dossier(dossier_id=dossier_id, actor=actor, post_id=facts.post, note=facts.note)


def _present(dossier_id: UUID, actor: Actor, facts: shapes.ResultDraft) -> Dossier:
    return draft_result.present_result(
        dossier_id=dossier_id, actor=actor, outcome=facts.outcome, rule=facts.rule, **_content(facts, actor)
    )


def _content(facts: shapes.ResultDraft | shapes.Given, actor: Actor) -> dict[str, Any]:
    if facts.file:
        _paper(facts.file, actor)
    return {"text": facts.text, "file_id": facts.file, "on_paper": facts.on_paper}


def _approve(dossier_id: UUID, actor: Actor, facts: shapes.Given) -> Dossier:
    return approve_result.approve_result(dossier_id=dossier_id, actor=actor, step=facts.step, **_content(facts, actor))


def _attach(dossier_id: UUID, actor: Actor, facts: shapes.Scan) -> Dossier:
    _paper(facts.file, actor)
    return attach_result.attach_result(dossier_id=dossier_id, actor=actor, file_id=facts.file)


def _hand_over(dossier_id: UUID, actor: Actor, facts: shapes.HandOver) -> Dossier:
    return return_result.return_result(dossier_id=dossier_id, actor=actor, receiver=Receiver(**facts.dict()))


def _note(dossier_id: UUID, actor: Actor, facts: shapes.Note) -> Dossier:
    return add_note.add_note(dossier_id=dossier_id, actor=actor, text=facts.note)


ACTS: tuple[tuple[str, type[Schema], Do], ...] = (
    ("receive_dossier", shapes.Nothing, plain(receive_dossier.receive_dossier)),
    ("refuse_dossier", shapes.Refusal, plain(refuse_dossier.refuse_dossier)),
    ("request_supplement", shapes.Asks, _ask),
    ("request_consent", shapes.AsksAgain, _again(consent_to_supplement.request_consent)),
    ("consent_to_supplement", shapes.AsksAgain, _again(consent_to_supplement.consent_to_supplement)),
    ("supplement_dossier", shapes.Supplied, _supplement),
    ("transfer_step", shapes.Transfer, plain(transfer_step.transfer_step)),
    ("return_step", shapes.Reason, plain(transfer_step.return_step)),
    ("assign_dossier", shapes.Assign, _assign),
    ("reseat_dossier", shapes.Reseat, plain(reseat_dossier.reseat_dossier)),
    ("ask_opinion", shapes.Consult, _consult(ask_opinion.ask_opinion)),
    ("forward_to_agency", shapes.Consult, _consult(ask_opinion.forward_to_agency)),
    ("return_from_agency", shapes.Answer, plain(give_opinion.return_from_agency)),
    ("request_payment", shapes.Nothing, plain(record_payment.request_payment)),
    ("record_payment", shapes.Payment, plain(record_payment.record_payment)),
    ("suspend_dossier", shapes.Suspend, plain(suspend_dossier.suspend_dossier)),
    ("resume_dossier", shapes.Note, plain(suspend_dossier.resume_dossier)),
    ("request_extension", shapes.NewDate, plain(extend_deadline.request_extension)),
    ("apologise", shapes.NewDate, plain(extend_deadline.apologise)),
    ("present_result", shapes.ResultDraft, _present),
    ("approve_result", shapes.Given, _approve),
    ("issue_result", shapes.Issue, plain(issue_result.issue_result)),
    ("reject_dossier", shapes.Reject, plain(approve_result.reject_dossier)),
    ("attach_result", shapes.Scan, _attach),
    ("return_result", shapes.HandOver, _hand_over),
    ("withdraw_dossier", shapes.Reason, plain(withdraw_dossier.withdraw_dossier)),
    ("stop_dossier", shapes.Stop, plain(withdraw_dossier.stop_dossier)),
    ("add_note", shapes.Note, _note),
    ("rate_service", shapes.Rating, plain(rate_service.rate_service)),
)


def _register(name: str, shape: type[Schema], do: Do) -> None:
    def endpoint(request: HttpRequest, dossier_id: str, facts: Any) -> dict[str, Any]:
        return shown(do(opened(request, dossier_id).pk, caller(request), facts))

    endpoint.__annotations__ = {"request": HttpRequest, "dossier_id": str, "facts": shape, "return": dict[str, Any]}
    if not any(one.is_required() for one in shape.model_fields.values()):
        endpoint.__defaults__ = (shape(),)  # an act that asks nothing is done by an empty POST
    router.post(
        f"/dossiers/{{dossier_id}}/acts/{name}",
        response={200: shapes.Dossier, **PROBLEMS},
        operation_id=name,
        summary=name.replace("_", " ").capitalize(),
        description=MEANINGS[name],
    )(endpoint)


for _name, _shape, _do in ACTS:
    _register(_name, _shape, _do)


def beside(request: HttpRequest, kept: QuerySet[Any], no_such: str) -> None:
    """Refuse with NotFound what does not exist, or belongs to a case that the caller may not open."""
    dossier_id = kept.values_list("dossier_id", flat=True).first()
    if dossier_id is None or not may_open(caller(request), load_dossier(dossier_id)):
        raise NotFound(no_such)


@router.post(
    "/opinions/{uuid:opinion_id}/answer", response={200: shapes.Dossier, **PROBLEMS}, operation_id="give_opinion"
)
def opinion(request: HttpRequest, opinion_id: UUID, facts: shapes.Answer, agrees: bool = True) -> dict[str, Any]:
    """Answer a question of another unit."""
    beside(request, Opinion.objects.filter(pk=opinion_id), give_opinion.NO_SUCH)
    return shown(
        give_opinion.give_opinion(opinion_id=opinion_id, actor=caller(request), answer=facts.answer, agrees=agrees)
    )


@router.post(
    "/extensions/{uuid:extension_id}", response={200: shapes.Dossier, **PROBLEMS}, operation_id="decide_extension"
)
def extension(request: HttpRequest, extension_id: UUID, is_granted: bool, reason: str = "") -> dict[str, Any]:
    """Grant a new date, or decline it with a reason."""
    beside(request, Extension.objects.filter(pk=extension_id), extend_deadline.NO_SUCH)
    decided = extend_deadline.decide_extension(
        extension_id=extension_id, actor=caller(request), is_granted=is_granted, reason=reason
    )
    return shown(decided)


@router.get(
    "/dossiers/{dossier_id}/consents", response={200: list[shapes.Consent], **PROBLEMS}, operation_id="list_consents"
)
def consents(request: HttpRequest, dossier_id: str) -> list[SupplementConsent]:
    """Wishes to ask for papers once more, the newest first; officers only."""
    actor, dossier = caller(request), dossier_named(dossier_id)
    may_see(actor, dossier).or_refuse()
    return list(dossier.consents.order_by("-asked_at", "-id")) if actor.seats else []


@router.post(
    "/consents/{uuid:consent_id}/grant", response={200: shapes.Dossier, **PROBLEMS}, operation_id="grant_consent"
)
def grant_consent(request: HttpRequest, consent_id: UUID) -> dict[str, Any]:
    """Consent that papers are asked for once more; the dossier counts late."""
    beside(request, SupplementConsent.objects.filter(pk=consent_id), consent_to_supplement.NO_SUCH)
    return shown(consent_to_supplement.grant_consent(consent_id=consent_id, actor=caller(request)))


@router.post(
    "/consents/{uuid:consent_id}/decline", response={200: shapes.Dossier, **PROBLEMS}, operation_id="decline_consent"
)
def decline_consent(request: HttpRequest, consent_id: UUID, facts: shapes.Reason) -> dict[str, Any]:
    """Say why papers are not asked for once more."""
    actor = caller(request)
    beside(request, SupplementConsent.objects.filter(pk=consent_id), consent_to_supplement.NO_SUCH)
    return shown(consent_to_supplement.decline_consent(consent_id=consent_id, actor=actor, reason=facts.reason))
