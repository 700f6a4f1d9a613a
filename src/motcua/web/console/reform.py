"""The reform of units: everything that is open in one goes on at another before the first one ends."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from motcua.dossiers.actions.move_dossier import move_all, open_in
from motcua.kernel import clock
from motcua.kernel.words import N_, Sentence
from motcua.people.models import UnitSuccession
from motcua.web.console.pages import Deed, show
from motcua.web.console.posts import moved_words
from motcua.web.console.scope import keepers_only, unit_seen
from motcua.web.console.unit_forms import HandOverForm
from motcua.web.console.units import successors_of, unit_options
from motcua.web.ui.access import actor_of
from motcua.web.ui.deeds import filled

HANDING = N_(
    "%(unit)s có %(count)s hồ sơ chưa xong. Tất cả chuyển sang vị trí tương ứng của đơn vị được chọn; mã hồ sơ, số"
    " trong sổ và ngày hẹn không đổi. Người nộp và người nhận được báo từng hồ sơ. Bàn giao xong mới kết thúc đơn vị."
)


@keepers_only
def hand_over(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Everything that is open in a unit goes to another one, each dossier by an act of its own."""
    actor = actor_of(request)
    found, today = unit_seen(actor, unit_id), clock.today()
    takers = tuple(one for one in successors_of(found, actor) if one.is_open_on(today))
    named = UnitSuccession.objects.filter(old=unit_id, on__lte=today).values_list("new_id", flat=True).first()
    deed = Deed(
        Sentence(N_("Bàn giao hồ sơ của %(unit)s"), {"unit": found.name}),
        Sentence(HANDING, {"unit": found.name, "count": len(open_in(unit_id))}),
        filled(request, HandOverForm, {"unit": str(named or "")}, options={"unit": unit_options(takers)}),
        lambda given: move_all(from_unit_id=unit_id, to_unit_id=int(given["unit"]), actor=actor),
        reverse("console:unit", args=[unit_id]),
        "units",
        moved_words,
        N_("Bàn giao hết hồ sơ"),
        is_final=True,
    )
    return show(request, deed)
