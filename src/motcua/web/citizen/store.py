"""My store of papers: what is kept for me, adding my own, who used what and when, and my consent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from motcua.files.actions.discard_file import discard_file
from motcua.files.actions.store_file import FileRefused, store_file
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, Refused
from motcua.kernel.words import N_, Sentence
from motcua.papers.actions.give_consent import close_store, withdraw_consent
from motcua.papers.actions.own_papers import put_away, put_in_own, remove_own
from motcua.papers.actions.record_look import record_look
from motcua.papers.models import Paper
from motcua.papers.policies import may_have_store
from motcua.papers.queries import (
    consents_of,
    found_in,
    looks_at,
    newest_file,
    paper_of,
    proven_holder,
    shown,
    stores_of,
    strange_in,
    uses_of,
    visible_to,
)
from motcua.web.citizen.access import actor_of, signed_in
from motcua.web.citizen.store_forms import OwnPaperForm
from motcua.web.citizen.uploads import ACCEPTS, MOST_MB, NO_FILE
from motcua.web.ui.files import file_response, picture_response
from motcua.web.ui.keyset import page_of
from motcua.web.ui.posted import ids_in
from motcua.web.ui.stored import stored_view, type_name
from motcua.web.ui.words import say

ADDED = N_("Đã đưa giấy tờ vào kho của bạn.")
REMOVED = N_("Đã xóa giấy tờ khỏi kho.")
HIDDEN = N_("Đã cất giấy tờ đi. Giấy này không được chào dùng lại nữa, cho đến khi bạn lấy ra.")
BACK = N_("Đã lấy giấy tờ ra. Giấy này lại được chào dùng cho hồ sơ sau.")
WITHDRAWN = N_("Đã rút lại đồng ý. Giấy tờ trong kho không dùng thêm cho hồ sơ đó nữa.")
CLOSED = N_("Đã đóng kho. Từ giờ không ai dùng được giấy tờ trong kho, kể cả cán bộ ở quầy.")
OPENED = N_("Đã mở kho. Giấy tờ trong kho dùng lại được cho hồ sơ sau, mỗi lần đều hỏi bạn.")
CHOOSE_AGAIN = N_("Sửa xong chỗ sai, hãy chọn lại tệp: trang không giữ được tệp đã chọn.")
PAGE = 20
MOST_LINES = 30


@signed_in
def store(request: HttpRequest) -> HttpResponseBase:
    """Everything that is kept for the reader, with its state; who has proven nothing is told how to."""
    holder = proven_holder(actor_of(request))
    kept, words = visible_to(holder), request.GET.get("q", "").strip()[:200]
    states = shown(found_in(kept, words) if words else kept, clock.today())
    states.sort(key=lambda one: one.paper.issued_on or one.paper.kept_at.date(), reverse=True)
    rows = [stored_view(one) for one in states]
    owners = stores_of(holder)
    context = {
        "section": "mine",
        "is_proven": holder is not None,
        "words": words,
        "has_any": bool(kept),
        "rows": [row for row in rows if row["paper"].hidden_at is None],
        "hidden": [row for row in rows if row["paper"].hidden_at is not None],
        "strange": strange_in(holder),
        "is_closed": any(owner.closed_at for owner in owners),
    }
    return render(request, "citizen/store.html", context)


@signed_in
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponseBase:
    """One paper: what it says, where it comes from, where it was used; put away, take out, remove."""
    found = paper_of(paper_id, proven_holder(actor_of(request)))
    if request.method == "POST":
        return redirect(*_changed(request, found))
    context = {
        "section": "mine",
        **stored_view(shown([found], clock.today())[0]),
        "file": newest_file(found),
        "uses": list(uses_of([found.owner]).filter(paper=found)[:MOST_LINES]),
    }
    return render(request, "citizen/store_paper.html", context)


def _changed(request: HttpRequest, found: Paper) -> tuple[str, ...]:
    """Do what was pressed; the page to go to."""
    actor, wish = actor_of(request), request.POST.get("do", "")
    try:
        if wish == "remove":
            remove_own(paper_id=found.pk, actor=actor)
            messages.success(request, gettext(REMOVED))
            return ("citizen:store",)
        if wish in ("hide", "show"):
            is_hidden = wish == "hide"
            put_away(paper_id=found.pk, actor=actor, is_hidden=is_hidden)
            messages.success(request, gettext(HIDDEN if is_hidden else BACK))
    except Refused as refusal:
        messages.warning(request, say(refusal.sentence))
    return ("citizen:store_paper", str(found.pk))


@signed_in
def file(request: HttpRequest, paper_id: UUID) -> HttpResponseBase:
    """The paper itself; opening it is recorded."""
    found = paper_of(paper_id, proven_holder(actor_of(request)))
    record_look(owner=found.owner, actor=actor_of(request), way="own", paper=found)
    return file_response(newest_file(found))


@signed_in
def picture(request: HttpRequest, paper_id: UUID) -> HttpResponseBase:
    """A small picture of its first page."""
    return picture_response(newest_file(paper_of(paper_id, proven_holder(actor_of(request)))))


@signed_in
def add(request: HttpRequest) -> HttpResponseBase:
    """Put in a paper of one's own; it is kept as what it is, checked by nobody."""
    form = OwnPaperForm(request.POST if request.method == "POST" else None)
    errors: dict[str, Any] = {}
    if request.method == "POST":
        errors = {name: found[0] for name, found in form.errors.items()}
        errors |= {"file": Sentence(CHOOSE_AGAIN)} if errors else _put_in(request, form)
        if not errors:
            messages.success(request, gettext(ADDED))
            return redirect("citizen:store")
    context = {"section": "mine", "form": form, "errors": errors, "max_mb": MOST_MB}
    context["is_proven"] = proven_holder(actor_of(request)) is not None
    return render(request, "citizen/store_add.html", context, status=422 if errors else 200)


def _put_in(request: HttpRequest, form: OwnPaperForm) -> dict[str, Any]:
    """Keep the file and what was told of it; what stands against it, by field."""
    sent = next(iter(request.FILES.getlist("file")), None)
    if sent is None:
        return {"file": Sentence(NO_FILE)}
    actor, kind, most = actor_of(request), form.chosen(), MOST_MB * 1_000_000
    may_have_store(proven_holder(actor)).or_refuse()
    told = {**form.cleaned_data, "name": form.cleaned_data["name"] or (type_name(kind) if kind else "")}
    try:
        kept = store_file(stream=sent, name=sent.name or "", actor=actor, accepts=ACCEPTS, max_bytes=most)
    except FileRefused as refusal:
        return {"file": refusal.sentence}
    try:
        put_in_own(actor=actor, file_id=kept.pk, told=told)
    except Invalid as refusal:
        discard_file(file_id=kept.pk, actor=actor)
        return {**refusal.errors, "file": Sentence(CHOOSE_AGAIN)}
    return {}


@signed_in
def record(request: HttpRequest) -> HttpResponseBase:
    """Who used what, when and for which case; consents, to be taken back; who looked."""
    if request.method == "POST":
        return redirect(_decided(request))
    owners = stores_of(proven_holder(actor_of(request)))
    page = page_of(uses_of(owners), ("-at", "-id"), request.GET.get("sau", ""), PAGE)
    context = {
        "section": "mine",
        "page": page,
        "consents": list(consents_of(owners)[:MOST_LINES]),
        "looks": list(looks_at(owners)[:MOST_LINES]),
        "is_closed": any(owner.closed_at for owner in owners),
        "is_proven": bool(owners) or proven_holder(actor_of(request)) is not None,
    }
    return render(request, "citizen/store_record.html", context)


def _decided(request: HttpRequest) -> str:
    """Take a consent back, or close or open the whole store."""
    actor = actor_of(request)
    try:
        for consent_id in ids_in(request.POST.getlist("withdraw"), 1):
            withdraw_consent(consent_id=consent_id, actor=actor)
            messages.success(request, gettext(WITHDRAWN))
        if request.POST.get("store") in ("close", "open"):
            is_closed = request.POST["store"] == "close"
            close_store(actor=actor, is_closed=is_closed)
            messages.success(request, gettext(CLOSED if is_closed else OPENED))
    except Refused as refusal:
        messages.warning(request, say(refusal.sentence))
    return "citizen:store_record"
