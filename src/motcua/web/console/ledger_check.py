"""Is the ledger whole? How the last check stood, how far the present one is, and the button that asks for one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.check_ledger import ask_for_check
from motcua.ledger.queries import last_check, open_check
from motcua.ledger.words import why
from motcua.web.console.audit_words import BROKEN, WHOLE
from motcua.web.console.scope import readers_only, whole_only
from motcua.web.ui.words import moment

ASKED = N_("Máy đang kiểm tra sổ ở nền. Bạn cứ làm việc khác; kết quả hiện ở trang này.")


@readers_only
def check(request: HttpRequest) -> HttpResponse:
    """The state of the check; posted, a new one is asked for and the worker reads the ledger."""
    actor = whole_only(request)
    if request.method == "POST":
        ask_for_check(actor=actor)
        messages.success(request, gettext(ASKED))
        return redirect("console:check")
    context = {"part": "audit", "last": last_check(), "running": open_check(), "why": why}
    return render(request, "console/ledger_check.html", context)


def check_words() -> Sentence | str:
    """When the ledger was last checked, and how it stood."""
    found = last_check()
    if found is None:
        return N_("chưa kiểm tra lần nào")
    verdict = Sentence(WHOLE if found.is_sound else BROKEN)
    return Sentence(N_("%(verdict)s, kiểm tra %(at)s"), {"verdict": verdict, "at": moment(found.ended_at, "short")})
