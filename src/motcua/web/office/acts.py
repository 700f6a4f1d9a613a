"""One page an act: what it does in words, what must be filled, one button. A refusal comes back in words."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from motcua.dossiers.actions import give_opinion
from motcua.dossiers.models import Dossier, Opinion
from motcua.dossiers.offers import answer_for
from motcua.dossiers.policies import may_answer
from motcua.dossiers.queries import history, load_dossier
from motcua.files.actions.store_file import FileRefused
from motcua.kernel import clock
from motcua.kernel.refusals import NotFound, Refused
from motcua.kernel.words import N_
from motcua.web.office import forms
from motcua.web.office.act_pages import ActPage, page_for
from motcua.web.office.desk import opens, returned_by, seen
from motcua.web.office.letters import to_sign
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.words import say

TITLE_OF_OPINION = N_("Trả lời yêu cầu phối hợp")
ANSWERED = N_("Đã trả lời.")
GIVES_LETTER = frozenset({"reject_dossier", "refuse_dossier", "apologise", "stop_dossier", "request_supplement"})


@officer_only()
def act(request: HttpRequest, dossier_id: UUID, act: str) -> HttpResponse:
    """Show the act's form, or do the act and go back to the dossier."""
    dossier = seen(request, dossier_id)
    page = page_for(act, actor_of(request), dossier)
    if page is None:
        raise Http404
    form, since = page.form(*sent(request), dossier=dossier), clock.now()
    done, refused = tried(request, page, form, dossier)
    if done:
        return _left(request, act, done if isinstance(done, Dossier) else load_dossier(dossier_id), since=since)
    context = {
        "page": page,
        "form": form,
        "dossier": dossier,
        "refused": refused,
        "allowed": answer_for(actor_of(request), dossier, act),
        "returned": returned_by(dossier, history(dossier)) if act == "present_result" else None,
    }
    return render(request, "office/act.html", context, status=status_of(form, refused))


def _left(request: HttpRequest, act: str, dossier: Dossier, *, since: datetime) -> HttpResponse:
    """Back to the dossier; to the inbox where the act took it out of this officer's sight.

    Who gave a document out and has a key goes on to sign it.
    """
    if not opens(request, dossier):
        return redirect("office:inbox")
    fresh = dossier.forms.filter(issued_at__gte=since) if act in GIVES_LETTER else ()
    letters = to_sign(dossier, actor_of(request), fresh)
    if letters:
        return redirect("office:sign_form", dossier_id=dossier.pk, form_id=letters[0].pk)
    return redirect("office:dossier", dossier_id=dossier.pk)


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What was posted; an act that asks nothing posts nothing, which is not the same as only looking."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def tried(request: HttpRequest, page: ActPage, form: forms.ActForm, dossier: Dossier) -> tuple[object, Refused | None]:
    """Do the act when the form was sent and is filled; what it left (mostly the dossier as it is now), else why not."""
    if request.method != "POST" or not form.is_valid():
        return None, None
    try:
        done = page.run(dossier.pk, actor_of(request), form.cleaned_data, dossier)
    except FileRefused as refusal:
        form.add_error("file", usable(refusal))
        return None, None
    except Refused as refusal:
        return None, refusal
    messages.success(request, gettext(page.done))
    return done or page, None


def usable(refusal: FileRefused) -> str:
    """What is the matter with the file, and what to do."""
    told = (refusal.verdict.sentence, refusal.verdict.advice)
    return " ".join(say(sentence) for sentence in told if sentence)


def status_of(form: forms.ActForm, refused: Refused | None) -> int:
    """409 for an act that was refused, 422 for a form that must be mended."""
    return 409 if refused else 422 if form.errors else 200


@officer_only()
def opinion(request: HttpRequest, opinion_id: UUID) -> HttpResponse:
    """Answer a question that another unit asked."""
    found = Opinion.objects.select_related("dossier").filter(pk=opinion_id).first()
    if found is None or not may_answer(actor_of(request), found.dossier, found):
        raise NotFound(give_opinion.NO_SUCH)
    page = ActPage(TITLE_OF_OPINION, "", forms.OpinionForm, _answer_to(opinion_id), ANSWERED)
    form = page.form(*sent(request), dossier=found.dossier)
    done, refused = tried(request, page, form, load_dossier(found.dossier_id))
    if done:
        return redirect("office:inbox")
    context = {"page": page, "form": form, "dossier": found.dossier, "refused": refused, "asked": found}
    return render(request, "office/act.html", context, status=status_of(form, refused))


def _answer_to(opinion_id: UUID) -> Any:
    return lambda _, actor, filled, __: give_opinion.give_opinion(
        opinion_id=opinion_id, actor=actor, answer=filled["answer"], agrees=filled["agrees"] == "yes"
    )
