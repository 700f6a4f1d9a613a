"""Finding a case without signing in, on the page and by the API: both facts given, and not too many wrong tries."""

from collections.abc import Mapping
from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from motcua.dossiers.actions.record_reading import record_reading
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import last_four, look_up, written_code
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, TooMany
from motcua.kernel.words import N_, Sentence
from motcua.people.actions.count_try import Limit, count_try, is_within
from motcua.people.rules import Actor

QUARTER, DAY = 900, 86_400
MOST_OF_ADDRESS, MOST_OF_CODE, MOST_OF_CODE_A_DAY = 20, 6, 24
TOO_MANY = N_("Đã thử sai nhiều lần. Hãy xem lại giấy hẹn và thử lại sau 15 phút, hoặc gọi bộ phận một cửa.")
NEED_BOTH = N_("Hãy ghi cả mã hồ sơ và 4 số cuối.")
NEED_CODE = N_("Hãy ghi mã hồ sơ, như trên giấy hẹn.")
NEED_DIGITS = N_("Hãy ghi đúng 4 số cuối của điện thoại hoặc số định danh.")


def tracked_case(request: HttpRequest, code: str, digits: str, *, actor: Actor) -> Dossier:
    """The case, its reading recorded.

    Refuses with Invalid (no try is counted), NotFound, or TooMany wrong tries from one address or for one code.
    """
    errors = _lacking(code, digits)
    if errors:
        raise Invalid(NEED_BOTH, errors)
    limits = _limits(request, written_code(code))
    at = clock.now()
    if not is_within(limits, at):
        raise TooMany(TOO_MANY)
    try:
        dossier = look_up(code, digits)
    except NotFound:
        count_try(limits, at)
        raise
    record_reading(dossier_id=dossier.pk, actor=actor, way="look_up")
    return dossier


def _lacking(code: str, digits: str) -> dict[str, Sentence]:
    errors = {} if code.strip() else {"code": Sentence(NEED_CODE)}
    if not last_four(digits):
        errors["digits"] = Sentence(NEED_DIGITS)
    return errors


def _limits(request: HttpRequest, code: str) -> Mapping[str, Limit]:
    """Where wrong tries are counted, how many are allowed there, and for how long they count."""
    kept = sha256(code.encode()).hexdigest()[:32]
    return {
        f"look-up/from/{get_adapter().get_client_ip(request)}": Limit(MOST_OF_ADDRESS, QUARTER),
        f"look-up/of/{kept}": Limit(MOST_OF_CODE, QUARTER),
        f"look-up/of/{kept}/day": Limit(MOST_OF_CODE_A_DAY, DAY),
    }
