"""Incoming documents: lists, the page of one, paper taken in, and the acts on them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from motcua.correspondence.actions.handle_incoming import (
    Assigned,
    answer_change,
    assign_incoming,
    finish_incoming,
    note_incoming,
    present_incoming,
    register_incoming,
    return_incoming,
)
from motcua.correspondence.actions.take_in import Arrived, take_in_paper
from motcua.correspondence.models import Incoming
from motcua.correspondence.policies import may_act_in, visible_incoming
from motcua.correspondence.ports import Purpose
from motcua.correspondence.queries import directives_of, incoming_for, searched
from motcua.correspondence.rules.kinds import KINDS, PRIORITIES
from motcua.correspondence.rules.life import OPEN_IN, STATE_NAMES, In
from motcua.correspondence.wording import post_words, signer_posts
from motcua.files.queries import file_of
from motcua.kernel import clock
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.signing.rules import Report
from motcua.web.office.correspondence import forms
from motcua.web.office.correspondence.deeds import Deed, Given, Lists, Page, show, until
from motcua.web.office.correspondence.outgoing import SIZE, WRITERS, tabs
from motcua.web.office.correspondence.shown import buttons, in_row, lines, task_row
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.deeds import filled
from motcua.web.ui.files import file_response
from motcua.web.ui.keyset import page_of

GROUPS = {
    "": N_("Tất cả"),
    "moi": N_("Chờ vào sổ, chờ trình"),
    "dang": N_("Đang giải quyết"),
    "tre": N_("Quá hạn"),
    "xong": N_("Đã giải quyết"),
}
OFFERS: Mapping[str, str] = {
    "register_incoming": N_("Vào sổ"),
    "present_incoming": N_("Trình lãnh đạo"),
    "assign_incoming": N_("Giao giải quyết"),
    "finish_incoming": N_("Báo giải quyết xong"),
    "note_incoming": N_("Đã xem, không phải xử lý"),
    "agree_recall": N_("Đồng ý với nơi gửi"),
    "refuse_recall": N_("Không đồng ý với nơi gửi"),
    "return_incoming": N_("Trả lại nơi gửi"),
}
PRIMARY = tuple(OFFERS)[:4]
DANGER = frozenset({"return_incoming"})
PURPOSES = {
    Purpose.RECALL: N_("Nơi gửi đề nghị thu hồi văn bản này"),
    Purpose.UPDATE: N_("Nơi gửi đã đính chính văn bản này"),
    Purpose.REPLACE: N_("Nơi gửi đã thay văn bản này bằng văn bản khác"),
}
NO_FILE = N_("Không có tệp này.")


@officer_only(*WRITERS, "inspector")
def incoming_list(request: HttpRequest) -> HttpResponse:
    """Documents that came to the office, newest first."""
    actor, at = actor_of(request), clock.now()
    text, group = request.GET.get("q", "").strip()[:200], request.GET.get("nhom", "")
    rows = searched(_in_group(visible_incoming(actor), group), text)
    page = page_of(rows, ("-arrived_at", "-id"), request.GET.get("sau", ""), SIZE)
    context = {
        "section": "letters",
        "page": page,
        "rows": [in_row(one, at) for one in page.rows],
        "text": text,
        "groups": [(key, label, key == group) for key, label in GROUPS.items()],
        "is_clerk": actor.has_role("clerk"),
        **tabs(actor, "den"),
    }
    return render(request, "office/letters/incoming_list.html", context)


def _in_group(rows: Any, group: str) -> Any:
    if group == "moi":
        return rows.filter(state__in=(In.ARRIVED, In.REGISTERED))
    if group == "dang":
        return rows.filter(state__in=(In.PRESENTED, In.ASSIGNED))
    if group == "tre":
        return rows.filter(state__in=OPEN_IN, due_at__lt=clock.now())
    return rows.filter(state__in=(In.DONE, In.RETURNED, In.RECALLED)) if group == "xong" else rows


@officer_only("clerk")
def incoming_new(request: HttpRequest) -> HttpResponse:
    """Paper that came: what stands on it, and its scan."""
    actor = actor_of(request)
    seat = next(one for one in actor.seats if one.role == "clerk")
    authority = directory().authority_of(seat.unit_id)
    unit_id = authority.id if authority else seat.unit_id
    deed = Deed(
        N_("Nhận văn bản giấy"),
        N_("Quét cả văn bản, ghi đúng như trên giấy. Văn bản mật không nhập vào đây."),
        filled(request, forms.ArrivedForm, initial={"kind": "CV", "priority": "0"}),
        lambda given: _paper(unit_id, given, actor),
        reverse("office:incoming_list"),
        N_("Đã nhận. Hãy vào sổ để lấy số đến."),
        lands=lambda made: reverse("office:incoming", args=[made.pk]),
    )
    return show(request, deed)


def _paper(unit_id: int, given: dict[str, Any], actor: Actor) -> Incoming:
    arrived = Arrived(
        unit_id=unit_id,
        way="paper",
        document_id="",
        author=given["author"],
        code=given["code"],
        kind=given["kind"],
        subject=given["subject"],
        promulgated_on=given["promulgated_on"],
        priority=int(given["priority"]),
        answer_until=given["answer_until"],
    )
    return take_in_paper(arrived=arrived, scan=given["file"], actor=actor, secrecy=given["secrecy"])


@officer_only(*WRITERS, "inspector")
def incoming(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """One document: who sent it, what the check says, who handles it, what happened."""
    actor = actor_of(request)
    return render(request, "office/letters/incoming.html", page_context(actor, incoming_for(actor, incoming_id)))


def page_context(actor: Actor, document: Incoming) -> dict[str, Any]:
    """Everything the page of a document shows."""
    at = clock.now()
    offers = [(act, label, may_act_in(actor, document, act)) for act, label in OFFERS.items()]
    given = list(document.assignments.filter(ended_at=None).order_by("-is_lead", "id"))
    return {
        "section": "letters",
        "row": in_row(document, at),
        "document": document,
        "kind": KINDS[document.kind].name,
        "state": STATE_NAMES[document.state],
        "urgent": PRIORITIES[document.priority] if document.priority else "",  # type: ignore[index]
        "holder": post_words(document.holder_post_id),
        "presented_to": post_words(document.presented_to_id),
        "acts": buttons(offers, "office:incoming_act", document.pk, primary=PRIMARY, danger=DANGER),
        "files": list(document.files.select_related("file").order_by("place")),
        "report": Report.from_json(document.checked) if "verdict" in document.checked else None,
        "message": document.checked.get("message"),
        "assigned": [(post_words(one.post_id), one.is_lead) for one in given],
        "answers": list(document.answered.order_by("-drafted_at")),
        "change": PURPOSES.get(Purpose(document.change_asked)) if document.change_asked else None,
        "may_answer": bool(may_act_in(actor, document, "finish_incoming")),
        "may_give": actor.has_role("leader"),
        "tasks": [task_row(one, at) for one in directives_of([document.pk])],
        "lines": lines("incoming", document.pk),
    }


@officer_only(*WRITERS, "inspector")
def incoming_file(request: HttpRequest, incoming_id: UUID, place: int) -> HttpResponseBase:
    """A file of the document."""
    document = incoming_for(actor_of(request), incoming_id)
    found = document.files.filter(place=place).first()
    if found is None:
        raise NotFound(NO_FILE)
    return file_response(file_of(found.file_id))


# --- acts ------------------------------------------------------------------------------------------------------------


def _assigned(pk: UUID, actor: Actor, given: Given) -> object:
    helpers = [int(one) for one in given["helpers"]]
    told = Assigned(int(given["lead"]), helpers, until(given["due"]), given["instruction"])
    return assign_incoming(incoming_id=pk, actor=actor, assigned=told)


def _finished(pk: UUID, actor: Actor, given: Given) -> object:
    answer = UUID(given["answer"]) if given["answer"] else None
    told = {"outcome": given["outcome"], "answer_id": answer, "proof": given["file"]}
    return finish_incoming(incoming_id=pk, actor=actor, **told)


def _people(actor: Actor, document: Incoming) -> Lists:
    found = forms.colleagues(document.unit_id)
    return {"lead": found, "helpers": found}


def _answers(_: Actor, document: Incoming) -> Lists:
    found = document.answered.exclude(number=None)
    return {"answer": [("", ""), *((str(one.pk), f"{one.code} {one.subject}") for one in found)]}


PAGES: Mapping[str, Page] = {
    "register_incoming": Page(
        N_("Văn bản lấy số đến kế tiếp trong sổ của năm. Nơi gửi được báo đã tiếp nhận."),
        forms.EmptyForm,
        lambda pk, actor, _: register_incoming(incoming_id=pk, actor=actor),
        N_("Đã vào sổ. Hãy trình lãnh đạo trong ngày."),
    ),
    "return_incoming": Page(
        N_("Dùng khi gửi nhầm nơi hoặc văn bản không đúng. Nơi gửi được báo ngay trong ngày."),
        forms.ReasonForm,
        lambda pk, actor, given: return_incoming(incoming_id=pk, actor=actor, reason=given["reason"]),
        N_("Đã trả lại nơi gửi."),
        is_final=True,
    ),
    "present_incoming": Page(
        N_("Lãnh đạo nhận tin và cho ý kiến: ai chủ trì, ai phối hợp, đến khi nào."),
        forms.PresentForm,
        lambda pk, actor, given: present_incoming(
            incoming_id=pk, actor=actor, leader_post_id=int(given["leader"]), note=given["note"]
        ),
        N_("Đã trình lãnh đạo."),
        lambda _, document: {"leader": forms.options_of(signer_posts(document.unit_id))},
    ),
    "assign_incoming": Page(
        N_("Người chủ trì và người phối hợp nhận tin ngay, có hạn và ý kiến của bạn."),
        forms.AssignForm,
        _assigned,
        N_("Đã giao giải quyết."),
        _people,
    ),
    "note_incoming": Page(
        N_("Văn bản chỉ để biết. Việc xử lý kết thúc ở đây."),
        forms.NoteForm,
        lambda pk, actor, given: note_incoming(incoming_id=pk, actor=actor, note=given["note"]),
        N_("Đã ghi: không phải xử lý."),
    ),
    "finish_incoming": Page(
        N_("Việc giải quyết kết thúc. Lãnh đạo và nơi gửi được báo."),
        forms.FinishForm,
        _finished,
        N_("Đã báo giải quyết xong."),
        _answers,
    ),
    "agree_recall": Page(
        N_("Văn bản này không còn dùng ở cơ quan bạn. Nơi gửi được báo."),
        forms.EmptyForm,
        lambda pk, actor, _: answer_change(incoming_id=pk, actor=actor, agrees=True),
        N_("Đã trả lời nơi gửi."),
        is_final=True,
    ),
    "refuse_recall": Page(
        N_("Văn bản vẫn được xử lý tiếp. Nơi gửi được báo lý do."),
        forms.ReasonForm,
        lambda pk, actor, given: answer_change(incoming_id=pk, actor=actor, agrees=False, reason=given["reason"]),
        N_("Đã trả lời nơi gửi."),
    ),
}


@officer_only(*WRITERS)
def incoming_act(request: HttpRequest, incoming_id: UUID, act: str) -> HttpResponse:
    """Show the act's form, or do the act and go back to the document."""
    actor = actor_of(request)
    document = incoming_for(actor, incoming_id)
    if act not in PAGES:
        raise Http404
    may_act_in(actor, document, act).or_refuse()
    page = PAGES[act]
    initial = {"due": document.answer_until, "lead": None}
    deed = Deed(
        OFFERS[act],
        page.consequence,
        filled(request, page.form, initial=initial, options=page.options(actor, document)),
        lambda given: page.run(document.pk, actor, given),
        reverse("office:incoming", args=[document.pk]),
        page.done,
        subject=document.code or document.subject,
        is_final=page.is_final,
    )
    return show(request, deed)
