"""Who may publish procedures and say which unit takes them."""

from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.words import N_
from motcua.people.directory import Directory
from motcua.people.policies import may_manage_everything
from motcua.people.rules import Actor


def may_publish(actor: Actor, known: Directory) -> Answer:
    """A version counts for every unit, so only the administrator of the whole installation publishes it."""
    if actor.kind == "system" or (
        known.roots() and all(actor.has_role("administrator", root.path) for root in known.roots())
    ):
        return yes()
    return no(N_("Chỉ người quản trị của toàn hệ thống mới công bố được phiên bản thủ tục."))


def may_activate(actor: Actor, unit_path: str) -> Answer:
    """The administrator of the unit, or of one above it, says what the unit takes."""
    if actor.kind == "system" or actor.has_role("administrator", unit_path):
        return yes()
    return no(N_("Chỉ người quản trị của đơn vị này hoặc của đơn vị cấp trên mới bật, tắt được thủ tục."))


def may_set_front(actor: Actor, known: Directory) -> Answer:
    """Where citizens apply counts for every unit, so only the administrator of the whole installation says it."""
    return may_manage_everything(actor, known)
