"""Begin an application, or go on with the one that is open."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from motcua.dossiers.models import Draft
from motcua.eforms.rules import compute, prefill
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted
from motcua.kernel.words import N_
from motcua.ledger.reading import rows
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.queries import current_version, is_active

NO_PROCEDURE = N_("Thủ tục này hiện không nhận hồ sơ trực tuyến ở đây.")
NOT_SERVED = N_("%(unit)s hiện chưa tiếp nhận thủ tục này. Hãy chọn nơi khác hoặc hỏi bộ phận một cửa.")
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
    Refuses when the procedure or the unit does not take applications.
    """
    at = clock.now()
    if actor.account_id is None:
        raise NotPermitted(SIGN_IN)
    version = current_version(procedure_code, at.date())
    if version is None or version.bundle.handler != "ours":
        raise NotFound(NO_PROCEDURE)
    if unit_id is not None:
        require_served(procedure_code, unit_id)
    if not at_counter:
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
        answers=compute(version.form, prefill(version.form, {"applicant": known})) if known and version.form else {},
        created_at=at,
        saved_at=at,
    )


def require_served(procedure_code: str, unit_id: int) -> None:
    """Refuse a unit that is closed or does not take this procedure today."""
    known = directory()
    units = {unit.id: unit for unit in known.communes()}
    unit = units.get(unit_id)
    if unit is None:
        raise Invalid(N_("Đơn vị bạn chọn không còn tiếp nhận hồ sơ. Hãy chọn đơn vị khác."))
    if not is_active(procedure_code, unit_id, clock.today()):
        raise Invalid(NOT_SERVED, unit=unit.name)


def own_draft(draft_id: UUID, actor: Actor) -> Draft:
    """The actor's open draft; anybody else's does not exist for them."""
    told = {"pk": draft_id, "owner": actor.account_id}
    found = rows(Draft, '"id" = %(pk)s AND "owner_id" = %(owner)s', told)
    if not found:
        raise NotFound(N_("Không tìm thấy hồ sơ đang soạn này. Có thể nó thuộc tài khoản khác hoặc đã được xoá."))
    return found[0][0]
