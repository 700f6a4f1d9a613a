"""Begin an application, or go on with the one that is open."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from motcua.dossiers.models import Draft
from motcua.dossiers.policies import ONLY_DESK, may_take_in
from motcua.eforms.rules import Form, compute, prefill
from motcua.eforms.rules.answering import Answers
from motcua.eforms.rules.clean import is_filled
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted, WrongMoment
from motcua.kernel.words import N_
from motcua.ledger.reading import rows
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.queries import LoadedVersion, current_version, front_of, is_active
from motcua.procedures.rules import NATIONAL

NO_PROCEDURE = N_("Thủ tục này hiện không nhận hồ sơ trực tuyến ở đây.")
NOT_SERVED = N_("%(unit)s hiện chưa tiếp nhận thủ tục này. Hãy chọn nơi khác hoặc hỏi bộ phận một cửa.")
ON_PORTAL = N_(
    "Thủ tục này nộp trên Cổng Dịch vụ công quốc gia (dichvucong.gov.vn) hoặc VNeID, không nộp ở trang này. Cần giúp, "
    "hãy đến bộ phận một cửa của xã: cán bộ nộp giúp bạn."
)
NOT_ONLINE = N_(
    "Thủ tục này không nhận hồ sơ trực tuyến: văn bản công bố không có cách nộp đó. Hãy mang giấy tờ đến bộ phận một "
    "cửa của xã."
)
NOT_ONLINE_BY_POST = N_(
    "Thủ tục này không nhận hồ sơ trực tuyến: văn bản công bố không có cách nộp đó. Hãy mang giấy tờ đến bộ phận một "
    "cửa của xã, hoặc gửi qua bưu điện."
)
SIGN_IN = N_("Bạn cần đăng nhập để bắt đầu làm hồ sơ.")


def start_draft(
    *,
    procedure_code: str,
    actor: Actor,
    unit_id: int | None = None,
    at_counter: bool = False,
    known: Mapping[str, Any] | None = None,
) -> Draft:
    """The open draft of the actor for this procedure, else a new one on the version in force today.

    ``known`` is what is known of the applicant: a new draft begins with it, and with the answers that follow from it.
    Refuses when the procedure or the unit does not take applications, has no online way, or when the national portal
    takes those that citizens file online (the counter takes them in any case).
    """
    at = clock.now()
    if actor.account_id is None:
        raise NotPermitted(SIGN_IN)
    version = current_version(procedure_code, at.date())
    if version is None or version.bundle.handler != "ours":
        raise NotFound(NO_PROCEDURE)
    if unit_id is not None:
        require_served(procedure_code, unit_id)
    if at_counter:
        require_desk(actor, version, unit_id)
    else:
        require_own_door(version, at.date(), ON_PORTAL)
        kept = Draft.objects.filter(
            owner_id=actor.account_id, procedure_code=procedure_code, submitted_at=None, at_counter=False
        ).first()
        if kept:
            return kept
    return Draft.objects.create(
        owner_id=actor.account_id,
        procedure_code=procedure_code,
        version_id=version.id,
        unit_id=unit_id,
        at_counter=at_counter,
        applicant=dict(known or {}),
        answers=_known_answers(version, known, unit_id) if version.form else {},
        created_at=at,
        saved_at=at,
    )


def _known_answers(loaded: LoadedVersion, known: Mapping[str, Any] | None, unit_id: int | None) -> Answers:
    """What needs no asking: the applicant's own facts, and the office that the form is addressed to."""
    assert loaded.form is not None
    answers = prefill(loaded.form, {"applicant": known}) if known else {}
    return compute(loaded.form, addressed(loaded.form, answers, unit_id))


def addressed(form: Form, answers: Mapping[str, Any], unit_id: int | None, *, before: int | None = None) -> Answers:
    """The answers with the office that the form goes to and its place; what the applicant wrote instead stays.

    ``before`` is the office chosen until now: what came from it gives way.
    """
    old = _of_unit(form, before)
    found = dict(answers)
    for key, value in _of_unit(form, unit_id).items():
        written = found.get(key)
        if not (form.fields[key].is_asked and is_filled(written) and written != old.get(key)):
            found[key] = value
    return found


def _of_unit(form: Form, unit_id: int | None) -> Answers:
    if unit_id is None:
        return {}
    unit = directory().unit(unit_id)
    return prefill(form, {"unit": {"name": unit.authority_name, "place": unit.name}})


def require_served(procedure_code: str, unit_id: int) -> None:
    """Refuse a unit that is closed or does not take this procedure today."""
    known = directory()
    units = {unit.id: unit for unit in known.communes()}
    unit = units.get(unit_id)
    if unit is None:
        raise Invalid(N_("Đơn vị bạn chọn không còn tiếp nhận hồ sơ. Hãy chọn đơn vị khác."))
    if not is_active(procedure_code, unit_id, clock.today()):
        raise Invalid(NOT_SERVED, unit=unit.name)


def require_desk(actor: Actor, loaded: LoadedVersion, unit_id: int | None) -> None:
    """Refuse who does not sit at a desk that may take this procedure in for the unit. Law: LC-15."""
    if unit_id is not None:
        may_take_in(actor, unit_id, loaded.bundle.parameters).or_refuse()
    elif not actor.has_role("desk_officer"):
        raise NotPermitted(ONLY_DESK)


def require_own_door(loaded: LoadedVersion, day: date, told: str) -> None:
    """Refuse what has no online way (TT-07), or is filed on the national portal on ``day``: never two doors (TT-06)."""
    if not loaded.bundle.is_taken_online:
        raise WrongMoment(NOT_ONLINE_BY_POST if "post" in loaded.bundle.time_limits else NOT_ONLINE)
    if front_of(loaded.procedure_code, day) == NATIONAL:
        raise WrongMoment(told)


def own_draft(draft_id: UUID, actor: Actor) -> Draft:
    """The actor's open draft; anybody else's does not exist for them."""
    told = {"pk": draft_id, "owner": actor.account_id}
    found = rows(Draft, '"id" = %(pk)s AND "owner_id" = %(owner)s', told)
    if not found:
        raise NotFound(N_("Không tìm thấy hồ sơ đang soạn này. Có thể nó thuộc tài khoản khác hoặc đã được xoá."))
    return found[0][0]
