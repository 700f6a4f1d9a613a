"""The application being filled: who opens its pages, which parts it has, which one comes next."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext

from motcua.dossiers.actions.save_draft import open_draft
from motcua.dossiers.intake import unit_fault
from motcua.dossiers.models import Draft
from motcua.dossiers.queries import submitted_from
from motcua.dossiers.rules.contact import applicant_errors, delivery_errors
from motcua.dossiers.rules.intake import lacking
from motcua.eforms.rules import Form, Page, validate_page
from motcua.kernel.refusals import AlreadyDone
from motcua.kernel.words import N_
from motcua.procedures.queries import LoadedVersion, version
from motcua.procedures.rules import Bundle
from motcua.web.citizen.access import actor_of, signed_in
from motcua.web.ui.kept import is_scripted

HANDED_IN = N_("Hồ sơ này đã nộp rồi. Đây là trang theo dõi hồ sơ.")
DraftView = Callable[..., HttpResponseBase]


def of_draft(view: DraftView) -> DraftView:
    """A page of an open draft, told with its procedure; of one that was handed in meanwhile it leads to the case."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, draft_id: UUID, **more: Any) -> HttpResponseBase:
        try:
            draft = open_draft(draft_id, actor_of(request))
            return view(request, draft, version(draft.version_id), **more)
        except AlreadyDone:
            if is_scripted(request):
                raise
            messages.info(request, gettext(HANDED_IN))
            return redirect("citizen:dossier", dossier_id=submitted_from(draft_id).pk)

    return guarded


def task_items(draft: Draft, loaded: LoadedVersion) -> list[dict[str, Any]]:
    """Every part of the application with its state and address."""

    def item(label: object, name: str, *, is_done: bool, **more: Any) -> dict[str, Any]:
        url = reverse(f"citizen:{name}", kwargs={"draft_id": draft.pk, **more})
        return {"label": label, "url": url, "state": "done" if is_done else "todo"}

    items = [
        item(N_("Nơi giải quyết"), "draft_unit", is_done=not unit_fault(draft)),
        item(N_("Bạn làm hồ sơ này cho ai?"), "draft_standing", is_done=True),
        item(N_("Người nộp hồ sơ"), "draft_applicant", is_done=not applicant_errors(draft.applicant)),
    ]
    if loaded.form:
        for page in loaded.form.pages_for(draft.answers):
            wrong = validate_page(loaded.form, page.key, draft.answers)
            items.append(item(said(loaded, page).title, "draft_page", is_done=not wrong, page_key=page.key))
    if any(one.mode == "submit" and one.kind == "document" for one in loaded.bundle.requirements):
        is_done = not lacking(loaded.bundle, draft.papers, draft.answers)
        items.append(item(N_("Giấy tờ kèm theo"), "draft_papers", is_done=is_done))
    chosen = bool(draft.delivery) and not delivery_errors(draft.delivery, draft.applicant)
    return [*items, item(N_("Nhận kết quả"), "draft_delivery", is_done=chosen)]


def next_task(draft: Draft, loaded: LoadedVersion) -> str:
    """The first part that is not done yet; the check page when all are."""
    for item in task_items(draft, loaded):
        if item["state"] != "done":
            return str(item["url"])
    return reverse("citizen:draft_check", args=[draft.pk])


def worded(loaded: LoadedVersion) -> Bundle:
    """The procedure in the reader's language."""
    return loaded.bundle_in(get_language() or "vi")


def form_of(loaded: LoadedVersion) -> Form | None:
    """The form in the reader's language: what is wrong is told with the words that were read."""
    return loaded.form_in(get_language() or "vi")


def said(loaded: LoadedVersion, present: Page) -> Page:
    """The page in the reader's language."""
    form = form_of(loaded)
    return (form.page(present.key) if form else None) or present
