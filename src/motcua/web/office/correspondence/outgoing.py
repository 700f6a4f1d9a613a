"""Outgoing documents: lists, the page of one, drafting and changing it, its files and versions."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from motcua.correspondence.models import DraftVersion, Outgoing, Recipient
from motcua.correspondence.policies import NO_SUCH, READERS, authorities_of, may_act_out, may_change, visible_outgoing
from motcua.correspondence.queries import (
    directives_of,
    held_incoming,
    held_outgoing,
    helped_incoming,
    outgoing_for,
    searched,
)
from motcua.correspondence.rules.comparing import compared
from motcua.correspondence.rules.kinds import KINDS, PRIORITIES
from motcua.correspondence.rules.life import OPEN_OUT, STATE_NAMES, Out
from motcua.correspondence.wording import post_words
from motcua.files.queries import file_of
from motcua.kernel import clock
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.ledger.queries import entries_of
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.signing.queries import document_of
from motcua.web.office.correspondence.acts_out import OFFERS, PRIMARY
from motcua.web.office.correspondence.shown import buttons, in_row, lines, out_row, status_tone, status_words, task_row
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.files import file_response
from motcua.web.ui.keyset import page_of

WRITERS = ("specialist", "desk_officer", "clerk", "leader")
SIZE = 30
GROUPS = {
    "": N_("Tất cả"),
    "dang-lam": N_("Đang soạn, chờ duyệt, chờ ký"),
    "da-phat-hanh": N_("Đã phát hành"),
    "thu-hoi": N_("Đã thu hồi, không ban hành"),
}
NOT_THERE = N_("Không có bản này.")


@officer_only(*WRITERS, "inspector")
def letters(request: HttpRequest) -> HttpResponse:
    """What waits for the reader: drafts to review or sign, documents to register, direct or handle."""
    actor, at = actor_of(request), clock.now()
    out, came = list(held_outgoing(actor)[:100]), list(held_incoming(actor)[:100])
    context = {
        "section": "letters",
        "out": [out_row(one) for one in out],
        "came": [in_row(one, at) for one in came],
        "helped": [in_row(one, at) for one in helped_incoming(actor)[:50]],
        "may_draft": bool(authorities_of(actor, *WRITERS)),
        "to_sign": sum(one.state == Out.TO_SIGN for one in out),
        **tabs(actor, "cho-toi"),
    }
    return render(request, "office/letters/home.html", context)


@officer_only(*WRITERS, "inspector")
def outgoing_list(request: HttpRequest) -> HttpResponse:
    """Documents that the office issues, newest first; by words, kind and how far they are."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:200]
    group, kind = request.GET.get("nhom", ""), request.GET.get("loai", "")
    rows = searched(_in_group(visible_outgoing(actor), group), text)
    rows = rows.filter(kind=kind) if kind in KINDS else rows
    page = page_of(rows, ("-drafted_at", "-id"), request.GET.get("sau", ""), SIZE)
    context = {
        "section": "letters",
        "page": page,
        "rows": [out_row(one) for one in page.rows],
        "text": text,
        "kind": kind,
        "kind_options": [(one.code, one.name) for one in KINDS.values()],
        "groups": [(key, label, key == group) for key, label in GROUPS.items()],
        **tabs(actor, "di"),
    }
    return render(request, "office/letters/outgoing_list.html", context)


def _in_group(rows: Any, group: str) -> Any:
    if group == "dang-lam":
        return rows.filter(state__in=OPEN_OUT)
    if group == "da-phat-hanh":
        return rows.filter(state=Out.RELEASED)
    return rows.filter(state__in=(Out.RECALLED, Out.WITHDRAWN)) if group == "thu-hoi" else rows


def tabs(actor: Actor, present: str) -> dict[str, Any]:
    """The parts of “Văn bản” that the reader's posts open."""
    is_reader = any(actor.has_role(role) for role in READERS)
    found = [
        ("cho-toi", N_("Chờ tôi"), reverse("office:letters")),
        ("di", N_("Văn bản đi"), reverse("office:outgoing_list")),
        ("den", N_("Văn bản đến"), reverse("office:incoming_list")),
    ]
    found += [("so", N_("Sổ đăng ký"), reverse("office:letter_register"))] if is_reader else []
    found += [("mau", N_("Mẫu văn bản"), reverse("office:letter_templates"))] if actor.has_role("clerk") else []
    return {"tabs": [{"label": label, "url": url, "active": key == present} for key, label, url in found]}


@officer_only(*WRITERS, "inspector")
def outgoing(request: HttpRequest, outgoing_id: UUID) -> HttpResponse:
    """One document: where it stands, its page, to whom it goes, what happened."""
    actor = actor_of(request)
    return render(request, "office/letters/outgoing.html", page_context(actor, outgoing_for(actor, outgoing_id)))


def page_context(actor: Actor, document: Outgoing) -> dict[str, Any]:
    """Everything the page of a document shows."""
    at = clock.now()
    offers = [(act, label, may_act_out(actor, document, act)) for act, label in OFFERS.items()]
    receivers = list(document.recipients.exclude(status="dropped").order_by("place"))
    versions = list(document.versions.select_related("source", "pdf").order_by("-number"))
    last = entries_of("outgoing", str(document.pk)).filter(act="return_outgoing").first()
    returned = last if last and document.state == Out.DRAFT else None
    return {
        "section": "letters",
        "document": document,
        "kind": KINDS[document.kind].name,
        "state": STATE_NAMES[document.state],
        "urgent": PRIORITIES[document.priority] if document.priority else "",  # type: ignore[index]
        "holder": post_words(document.holder_post_id),
        "signer": post_words(document.signer_post_id),
        "unit": directory().unit(document.unit_id),
        "acts": buttons(offers, "office:outgoing_act", document.pk, primary=PRIMARY, danger=DANGER),
        "receivers": [
            _receiver(one, may_follow=bool(may_act_out(actor, document, "follow_delivery"))) for one in receivers
        ],
        "versions": versions,
        "lines": lines("outgoing", document.pk),
        "signed": document_of("outgoing", document.pk),
        "returned": returned,
        "may_change": bool(may_change(actor, document)),
        "changed_by": list(document.changed_by.exclude(state=Out.WITHDRAWN)),
        "tasks": [task_row(one, at) for one in directives_of([document.pk])],
    }


DANGER = frozenset({"withdraw_outgoing", "recall_outgoing"})


def _receiver(one: Recipient, *, may_follow: bool) -> dict[str, Any]:
    return {
        "row": one,
        "status": status_words(one.status),
        "tone": status_tone(one.status),
        "may_follow": may_follow and one.way == "paper",
    }


@officer_only(*WRITERS, "inspector")
def outgoing_file(request: HttpRequest, outgoing_id: UUID) -> HttpResponseBase:
    """The document as it is now, with its signatures."""
    document = outgoing_for(actor_of(request), outgoing_id)
    signed = document_of("outgoing", document.pk)
    if signed is not None:
        return file_response(signed.file)
    if document.file_id is None:
        raise NotFound(NOT_THERE)
    return file_response(file_of(document.file_id))


@officer_only(*WRITERS, "inspector")
def version_file(request: HttpRequest, outgoing_id: UUID, number: int, kind: str) -> HttpResponseBase:
    """A version of the draft: what can be edited (odt) or what it looked like (pdf)."""
    document = outgoing_for(actor_of(request), outgoing_id)
    version = _version(document, number)
    stored = {"odt": version.source, "pdf": version.pdf}.get(kind)
    if stored is None:
        raise NotFound(NOT_THERE)
    return file_response(stored)


@officer_only(*WRITERS, "inspector")
def compare(request: HttpRequest, outgoing_id: UUID) -> HttpResponse:
    """What changed in the words from one version to the next."""
    document = outgoing_for(actor_of(request), outgoing_id)
    last = document.draft_number
    after = _number(request.GET.get("sau"), last)
    before = _number(request.GET.get("truoc"), max(after - 1, 1))
    old, new = _version(document, before), _version(document, after)
    told = compared(old.text, new.text)
    context = {"section": "letters", "document": document, "old": old, "new": new, "lines": told}
    context["is_same"] = all(one.is_same for one in told)
    return render(request, "office/letters/compare.html", context)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else otherwise


def _version(document: Outgoing, number: int) -> DraftVersion:
    found = document.versions.select_related("source", "pdf").filter(number=number).first()
    if found is None:
        raise NotFound(NO_SUCH)
    return found
