"""A unit begins to take applications for a procedure."""

from datetime import date

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import NotFound, WrongMoment
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.models import Activation
from motcua.procedures.policies import may_activate
from motcua.procedures.queries import current_version, forget_offers, load_procedure

NO_UNIT = N_("Không có đơn vị này.")
NOT_OURS = N_("Thủ tục này do nơi khác giải quyết nên không bật ở đây được.")
NO_BUNDLE = N_("Thủ tục này chưa có phiên bản nào được công bố nên chưa tiếp nhận được.")


def activate_procedure(*, code: str, unit_id: int, actor: Actor, from_on: date | None = None) -> Activation:
    """The open activation; an open one that is there already is kept. Refuses with NotPermitted or WrongMoment."""
    unit = next((one for one in directory().units if one.id == unit_id), None)
    if unit is None:
        raise NotFound(NO_UNIT)
    may_activate(actor, unit.path).or_refuse()
    procedure = load_procedure(code)
    day = from_on or clock.today()
    loaded = current_version(code, max(day, clock.today()))
    if loaded is None:
        raise WrongMoment(NO_BUNDLE)
    if not loaded.bundle.is_operable:
        raise WrongMoment(NOT_OURS)
    with transaction.atomic():
        found = Activation.objects.select_for_update().filter(procedure=procedure, unit_id=unit_id, until_on=None)
        kept = found.first()
        if kept:
            return kept
        made = Activation.objects.create(procedure=procedure, unit_id=unit_id, from_on=day)
        facts = {"procedure": code, "unit": unit.code, "from_on": day.isoformat()}
        record(
            subject_kind="procedure",
            subject_id=code,
            act="activate_procedure",
            actor=actor,
            facts=facts,
            at=clock.now(),
        )
        transaction.on_commit(forget_offers)
    return made
