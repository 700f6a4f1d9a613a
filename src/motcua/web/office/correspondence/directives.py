"""Tasks that leaders give: what was asked of me, what I gave, what is late where; giving them and what follows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from motcua.correspondence.actions import follow_directive as follow
from motcua.correspondence.actions.give_directive import (
    Source,
    Wanted,
    give_directive,
    give_directives,
    reachable_posts,
)
from motcua.correspondence.models import Directive, Incoming, Outgoing
from motcua.correspondence.policies import may_act_directive, visible_directives
from motcua.correspondence.queries import (
    asked_of,
    directive_for,
    given_by,
    incoming_for,
    late_by_unit,
    outgoing_for,
    searched,
)
from motcua.correspondence.rules.life import TASK_NAMES
from motcua.correspondence.wording import post_words
from motcua.dossiers.queries import load_dossier
from motcua.files.queries import file_of
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.web.office.correspondence import forms
from motcua.web.office.correspondence.deeds import Deed, Given, Lists, Page, show, until
from motcua.web.office.correspondence.outgoing import SIZE, WRITERS
from motcua.web.office.correspondence.shown import buttons, lines, task_row
from motcua.web.office.desk import opens
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.deeds import filled
from motcua.web.ui.files import file_response
from motcua.web.ui.keyset import page_of
from motcua.web.ui.posted import ids_in

OFFERS: Mapping[str, str] = {
    "accept_directive": N_("Nhận việc"),
    "report_progress": N_("Báo tiến độ"),
    "report_done": N_("Báo hoàn thành"),
    "close_directive": N_("Nghiệm thu"),
    "decide_more_time": N_("Trả lời xin lùi hạn"),
    "give_back_directive": N_("Yêu cầu làm tiếp"),
    "ask_more_time": N_("Xin lùi hạn"),
    "hand_on_directive": N_("Giao lại cho người khác"),
    "cancel_directive": N_("Hủy nhiệm vụ"),
}
PRIMARY = ("decide_more_time", "close_directive", "accept_directive", "report_done")
DANGER = frozenset({"cancel_directive"})
NO_FILE = N_("Không có tệp này.")
NO_TASKS = N_("Hãy ghi ít nhất một nhiệm vụ, chọn người chủ trì và hạn cho nhiệm vụ đó.")


@officer_only(*WRITERS, "inspector")
def directives(request: HttpRequest) -> HttpResponse:
    """What was asked of the reader, or what they gave, or everything they may see, by words."""
    actor, at = actor_of(request), clock.now()
    lane = request.GET.get("phan") or ("toi-giao" if actor.has_role("leader") else "giao-toi")
    text = request.GET.get("q", "").strip()[:200]
    rows = searched({"giao-toi": asked_of, "toi-giao": given_by}.get(lane, visible_directives)(actor), text)
    is_all = lane not in {"giao-toi", "toi-giao"}
    if lane == "tre":
        rows = rows.filter(closed_at=None, reported_at=None, due_at__lt=at)
    keys = ("-given_at", "-id") if is_all and lane != "tre" else ("due_at", "id")
    page = page_of(rows, keys, request.GET.get("sau", ""), SIZE)
    context = {
        "section": "directives",
        "lanes": _lanes(actor, lane, at),
        "page": page,
        "rows": [task_row(one, at) for one in page.rows],
        "text": text,
        "lane": lane,
        "by_unit": _by_unit(actor, at) if lane == "tre" else [],
        "may_give": actor.has_role("leader"),
    }
    return render(request, "office/letters/directives.html", context)


def _lanes(actor: Actor, present: str, at: datetime) -> list[dict[str, Any]]:
    late = visible_directives(actor).filter(closed_at=None, reported_at=None, due_at__lt=at).count()
    found = [("giao-toi", N_("Giao cho tôi"), asked_of(actor).count(), "")]
    found += [("toi-giao", N_("Tôi giao"), given_by(actor).count(), "")] if actor.has_role("leader") else []
    found += [("tre", N_("Quá hạn"), late, "late"), ("tat-ca", N_("Tất cả"), -1, "")]
    return [
        {"key": key, "label": label, "count": count if count >= 0 else None, "tone": tone, "active": key == present}
        for key, label, count, tone in found
    ]


def _by_unit(actor: Actor, at: datetime) -> list[dict[str, Any]]:
    known = directory()
    rows = late_by_unit(visible_directives(actor), at)
    return [{**row, "unit": known.unit(row["lead_unit_id"]).name} for row in rows if row["late"]]


@officer_only(*WRITERS, "inspector")
def directive(request: HttpRequest, directive_id: UUID) -> HttpResponse:
    """One task: what, who, until when, how far, what was told of it."""
    actor, at = actor_of(request), clock.now()
    task = directive_for(actor, directive_id)
    offers = [(act, label, may_act_directive(actor, task, act)) for act, label in OFFERS.items()]
    context = {
        "section": "directives",
        "task": task,
        "row": task_row(task, at),
        "state": TASK_NAMES[task.state],
        "giver": post_words(task.given_post_id),
        "helpers": [post_words(one.post_id) for one in task.helpers.order_by("id")],
        "acts": buttons(offers, "office:directive_act", task.pk, primary=PRIMARY, danger=DANGER),
        "reports": list(task.reports.select_related("file").order_by("-id")),
        "named": {act: STATE_WORDS.get(act, label) for act, label in OFFERS.items()},
        "source_url": _source_url(task),
        "lines": lines("directive", task.pk),
    }
    return render(request, "office/letters/directive.html", context)


STATE_WORDS = {"close_directive": N_("Đã nghiệm thu"), "cancel_directive": N_("Đã hủy")}


def _source_url(task: Directive) -> str:
    route = {"incoming": "office:incoming", "outgoing": "office:outgoing", "dossier": "office:dossier"}
    return reverse(route[task.source_kind], args=[task.source_id]) if task.source_kind in route else ""


@officer_only(*WRITERS, "inspector")
def directive_file(request: HttpRequest, directive_id: UUID, report_id: int) -> HttpResponseBase:
    """A file that proves something."""
    task = directive_for(actor_of(request), directive_id)
    found = task.reports.exclude(file=None).filter(pk=report_id).first()
    if found is None:
        raise NotFound(NO_FILE)
    assert found.file_id is not None
    return file_response(file_of(found.file_id))


@officer_only("leader")
def directive_new(request: HttpRequest) -> HttpResponse:
    """One task, from nothing, a document or a dossier, as the address says."""
    actor = actor_of(request)
    source = source_of(request)
    people = forms.options_of(reachable_posts(actor))
    deed = Deed(
        N_("Giao nhiệm vụ"),
        source.name or N_("Người chủ trì và người phối hợp nhận tin ngay."),
        filled(request, forms.TaskForm, initial={"priority": "0"}, options={"lead": people, "helpers": people}),
        lambda given: give_directive(actor=actor, wanted=_wanted(given), source=source),
        reverse("office:directives"),
        N_("Đã giao nhiệm vụ."),
        section="directives",
        lands=lambda made: reverse("office:directive", args=[made.pk]),
    )
    return show(request, deed)


def source_of(request: HttpRequest) -> Source:
    """What the address says the task comes from."""
    actor = actor_of(request)
    for name in ("den", "di"):
        found = ids_in([request.GET.get(name, "")], 1)
        if found:
            kind, document = _document(name, actor, found[0])
            return Source(kind, f"{document.code} {document.subject}".strip(), document.pk)
    found = ids_in([request.GET.get("ho-so", "")], 1)
    if found:
        dossier = load_dossier(found[0])
        opens(request, dossier).or_refuse()
        return Source("dossier", f"{dossier.code or dossier.reference} {dossier.title}", dossier.pk)
    return Source()


def _document(name: str, actor: Actor, pk: UUID) -> tuple[str, Incoming | Outgoing]:
    return ("incoming", incoming_for(actor, pk)) if name == "den" else ("outgoing", outgoing_for(actor, pk))


def _wanted(given: dict[str, Any]) -> Wanted:
    due = until(given["due"])
    assert due is not None
    helpers = [int(one) for one in given["helpers"]]
    return Wanted(given["text"], int(given["lead"]), due, helpers, int(given["priority"]))


@officer_only("leader")
def directive_meeting(request: HttpRequest) -> HttpResponse:
    """Conclusions of a meeting: several tasks given at once."""
    actor = actor_of(request)
    people = forms.options_of(reachable_posts(actor))
    deed = Deed(
        N_("Giao việc sau cuộc họp"),
        N_("Mỗi nhiệm vụ có người chủ trì và hạn riêng; tất cả được giao cùng lúc."),
        filled(request, forms.MeetingForm, options={"lead": people}),
        lambda given: _conclusions(given, actor),
        reverse("office:directives"),
        N_("Đã giao các nhiệm vụ."),
        section="directives",
        template="office/letters/meeting.html",
    )
    return show(request, deed)


def _conclusions(given: dict[str, Any], actor: Actor) -> list[Directive]:
    wanted = []
    for number in range(1, 7):
        text, lead, due = given[f"text-{number}"], given[f"lead-{number}"], until(given[f"due-{number}"])
        if not text.strip():
            continue
        if not lead or due is None:
            raise Invalid(NO_TASKS, {f"text-{number}": Sentence(NO_TASKS)})
        wanted.append(Wanted(text, int(lead), due))
    return give_directives(actor=actor, wanted=wanted, source=Source("meeting", given["meeting"]))


# --- acts ------------------------------------------------------------------------------------------------------------


def _later(pk: UUID, actor: Actor, given: Given) -> object:
    asked = until(given["until"])
    assert asked is not None
    return follow.ask_more_time(directive_id=pk, actor=actor, until=asked, reason=given["reason"])


def _others(_: Actor, task: Directive) -> Lists:
    """Who else of the authority may take the task."""
    authority = directory().authority_of(task.lead_unit_id)
    unit_id = authority.id if authority else task.lead_unit_id
    return {"post": forms.colleagues(unit_id, besides=frozenset({task.lead_post_id}))}


PAGES: Mapping[str, Page] = {
    "accept_directive": Page(
        N_("Người giao biết bạn đã nhận việc."),
        forms.EmptyForm,
        lambda pk, actor, _: follow.accept_directive(directive_id=pk, actor=actor),
        N_("Đã nhận việc."),
    ),
    "report_progress": Page(
        N_("Người giao xem được việc đã làm đến đâu."),
        forms.ProgressForm,
        lambda pk, actor, given: follow.report_progress(
            directive_id=pk, actor=actor, text=given["text"], percent=given["percent"], proof=given["file"]
        ),
        N_("Đã báo tiến độ."),
    ),
    "report_done": Page(
        N_("Người giao xem kết quả rồi nghiệm thu hoặc yêu cầu làm tiếp."),
        forms.DoneForm,
        lambda pk, actor, given: follow.report_done(
            directive_id=pk, actor=actor, text=given["text"], proof=given["file"]
        ),
        N_("Đã báo hoàn thành."),
    ),
    "ask_more_time": Page(
        N_("Hạn cũ vẫn tính cho đến khi người giao đồng ý."), forms.LaterForm, _later, N_("Đã gửi đề nghị lùi hạn.")
    ),
    "decide_more_time": Page(
        N_("Người chủ trì được báo ngay quyết định của bạn."),
        forms.DecideForm,
        lambda pk, actor, given: follow.decide_more_time(
            directive_id=pk, actor=actor, is_granted=given["granted"] == "yes", note=given["note"]
        ),
        N_("Đã trả lời."),
    ),
    "close_directive": Page(
        N_("Nhiệm vụ kết thúc, tính hoàn thành lúc báo kết quả."),
        forms.NoteForm,
        lambda pk, actor, given: follow.close_directive(directive_id=pk, actor=actor, note=given["note"]),
        N_("Đã nghiệm thu."),
    ),
    "give_back_directive": Page(
        N_("Nhiệm vụ về lại người chủ trì để làm tiếp."),
        forms.BackForm,
        lambda pk, actor, given: follow.give_back_directive(
            directive_id=pk, actor=actor, reason=given["reason"], due_at=until(given["due"])
        ),
        N_("Đã yêu cầu làm tiếp."),
    ),
    "hand_on_directive": Page(
        N_("Người được giao lại chủ trì thay bạn; hạn không đổi."),
        forms.HandOnForm,
        lambda pk, actor, given: follow.hand_on_directive(
            directive_id=pk, actor=actor, post_id=int(given["post"]), note=given["note"]
        ),
        N_("Đã giao lại."),
        _others,
    ),
    "cancel_directive": Page(
        N_("Không ai phải làm việc này nữa. Những gì đã báo vẫn giữ lại."),
        forms.ReasonForm,
        lambda pk, actor, given: follow.cancel_directive(directive_id=pk, actor=actor, reason=given["reason"]),
        N_("Đã hủy nhiệm vụ."),
        is_final=True,
    ),
}


@officer_only(*WRITERS)
def directive_act(request: HttpRequest, directive_id: UUID, act: str) -> HttpResponse:
    """Show the act's form, or do the act and go back to the task."""
    actor = actor_of(request)
    task = directive_for(actor, directive_id)
    if act not in PAGES:
        raise Http404
    may_act_directive(actor, task, act).or_refuse()
    page = PAGES[act]
    deed = Deed(
        OFFERS[act],
        page.consequence,
        filled(request, page.form, options=page.options(actor, task)),
        lambda given: page.run(task.pk, actor, given),
        reverse("office:directive", args=[task.pk]),
        page.done,
        section="directives",
        subject=task.text[:120],
        is_final=page.is_final,
        lands=lambda _: _after(actor, task),
    )
    return show(request, deed)


def _after(actor: Actor, task: Directive) -> str:
    """Back to the task; to the list where it was handed on out of sight."""
    seen = visible_directives(actor).filter(pk=task.pk).exists()
    return reverse("office:directive", args=[task.pk]) if seen else reverse("office:directives")
