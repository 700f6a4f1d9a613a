"""Who may change units, posts and accounts; each answer carries its reason."""

from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.words import N_
from motcua.people.directory import Directory
from motcua.people.rules import Actor

GUARDED_ROLES = frozenset({"administrator", "inspector"})


def may_manage_unit(actor: Actor, unit_path: str) -> Answer:
    """Only the administrator of the unit, or of one above it, changes units, posts and officers there."""
    if actor.kind == "system" or actor.has_role("administrator", unit_path):
        return yes()
    return no(N_("Chỉ người quản trị của đơn vị này hoặc của đơn vị cấp trên mới làm được việc này."))


def may_manage_everything(actor: Actor, known: Directory) -> Answer:
    """Only the administrator of the whole installation."""
    roots = known.roots()
    if actor.kind == "system" or (roots and all(actor.has_role("administrator", root.path) for root in roots)):
        return yes()
    return no(N_("Chỉ người quản trị của toàn hệ thống mới làm được việc này."))


def may_delegate_post(actor: Actor, *, unit_path: str, role: str) -> Answer:
    """A leader of the authority or its administrator names the substitute; guarded posts only the administrator."""
    if may_manage_unit(actor, unit_path):
        return yes()
    if role in GUARDED_ROLES:
        return no(N_("Chỉ người quản trị mới giao được việc của vị trí quản trị hoặc giám sát cho người khác."))
    if actor.has_role("leader", unit_path):
        return yes()
    return no(N_("Chỉ lãnh đạo của đơn vị hoặc người quản trị mới phân công người làm thay."))


def may_change_own_account(actor: Actor, account_id: object) -> Answer:
    """Everyone changes their own way of being reached."""
    if actor.kind == "system" or (actor.account_id is not None and actor.account_id == account_id):
        return yes()
    return no(N_("Bạn chỉ đổi được thông tin liên hệ của chính mình."))


def may_reset_password(actor: Actor, *, kind: str, unit_paths: tuple[str, ...], known: Directory) -> Answer:
    """A citizen's at any desk, who sees the card; an officer's by the administrator of all their units."""
    if kind == "citizen":
        if actor.kind == "system" or actor.has_role("desk_officer") or actor.has_role("administrator"):
            return yes()
        return no(N_("Chỉ cán bộ một cửa hoặc người quản trị mới đặt lại được mật khẩu cho người dân."))
    return may_manage_officer(actor, unit_paths=unit_paths, known=known)


def may_manage_officer(actor: Actor, *, unit_paths: tuple[str, ...], known: Directory) -> Answer:
    """The administrator of every unit in which the officer sits; of everything when they sit nowhere."""
    if not unit_paths:
        return may_manage_everything(actor, known)
    return next((answer for path in unit_paths if not (answer := may_manage_unit(actor, path))), yes())


def may_issue_token(actor: Actor, account_id: object) -> Answer:
    """Everyone for their own account alone: whoever saw the key could act as its owner."""
    if actor.kind == "system" or (actor.account_id is not None and actor.account_id == account_id):
        return yes()
    return no(N_("Mỗi người tự cấp khóa cho mình, ở trang Tài khoản của tôi. Người quản trị chỉ thu hồi khóa."))


def may_manage_token(actor: Actor, account_id: object, *, unit_paths: tuple[str, ...], known: Directory) -> Answer:
    """Everyone takes back keys of their own account; of others only who administers them."""
    if actor.account_id is not None and actor.account_id == account_id:
        return yes()
    return may_manage_officer(actor, unit_paths=unit_paths, known=known)
