"""The end of the counter: read back, consent, file and receive; then the slip in the person's hand."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.dossiers.actions.file_at_counter import file_at_counter
from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.actions.start_draft import own_draft
from motcua.dossiers.queries import submitted_from
from motcua.dossiers.rules.representing import at_counter_of
from motcua.dossiers.standing import clock_view
from motcua.eforms.rules import summary, validate
from motcua.fees.rules import assess
from motcua.kernel import clock
from motcua.kernel.refusals import Refused
from motcua.people.queries import account_of, directory
from motcua.people.rules import Actor
from motcua.procedures.queries import LoadedVersion
from motcua.web.office.counter_frame import frame, kept
from motcua.web.office.desk import seen
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.applicant import person_rows
from motcua.web.ui.naming import form_worded, paper_named, worded
from motcua.web.ui.opening import contacts_of

WAYS = frozenset({"desk", "post", "online"})
TYPISTS = frozenset({"staff", "assisted"})
LAST_FIELDS = {"way": "way"}


@officer_only("desk_officer")
def finish(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Read back, note consent and who typed, file and receive; a second press shows the same dossier."""
    actor, refused = actor_of(request), None
    is_sent = own_draft(draft_id, actor).submitted_at is not None
    if is_sent and request.method != "POST":
        return redirect("office:counter_done", dossier_id=submitted_from(draft_id).pk)
    if request.method == "POST":
        if not is_sent:
            keep_wishes(request, draft_id, actor)
        try:
            dossier = file_at_counter(draft_id=draft_id, actor=actor)
        except Refused as refusal:
            refused = refusal
        else:
            return redirect("office:counter_done", dossier_id=dossier.pk)
    context = finish_context(request, draft_id, refused)
    return render(request, "office/counter_finish.html", context, status=422 if refused else 200)


def finish_context(request: HttpRequest, draft_id: UUID, refused: Refused | None) -> dict[str, Any]:
    """What is read back, and what still has to be mended, each with the page where that is done."""
    draft, loaded = kept(request, draft_id)
    bundle, form = worded(loaded), form_worded(loaded)
    charged = assess(bundle.fees, {**draft.answers, "channel": "counter"})
    errors = dict(getattr(refused, "errors", {})) or ({"": refused.sentence} if refused else {})
    if errors and form:  # what is wrong with the answers, in the words of who reads this
        errors |= {name: said for name, said in validate(form, draft.answers).items() if name in errors}
    return {
        **frame(draft, loaded, "finish"),
        "groups": summary(form, draft.answers) if form else [],
        "refused": refused,
        "errors": [(station_of(name, loaded), sentence) for name, sentence in errors.items()],
        "charged": charged,
        "fee_is_open": charged.total == 0 and loaded.bundle.is_to_confirm("fees"),
        "person": person_rows(draft.applicant),
        "account": account_of(str(at_counter_of(draft.applicant).get("number", ""))),
        "shown": [one for one in bundle.requirements if one.mode == "present"],
        "papers": [
            {**one, "name": paper_named(loaded, one["name"])} for given in draft.papers.values() for one in given
        ],
    }


def station_of(name: str, loaded: LoadedVersion) -> str:
    """The page of the counter where an error is mended; for one of this last page nothing, or the field."""
    first = name.split(".", maxsplit=1)[0]
    if first in {"applicant", "delivery"}:
        return "applicant"
    if first in {"paper", "group"}:
        return "papers"
    pages = loaded.form.pages if loaded.form else ()
    return next(
        (page.key for page in pages if any(one.key == first for one in page.fields)), LAST_FIELDS.get(first, "")
    )


def keep_wishes(request: HttpRequest, draft_id: UUID, actor: Actor) -> None:
    """Consent, who typed, how the result is wanted: kept whatever happens next."""
    way, typed_by = request.POST.get("way", ""), request.POST.get("typed_by", "")
    consent = {
        "given": request.POST.get("consent") == "yes",
        "typed_by": typed_by if typed_by in TYPISTS else "staff",
        "by_post": request.POST.get("by_post") == "yes",
        "helper": actor.name,
        "at": clock.now().isoformat(),
    }
    delivery = {"way": way if way in WAYS else "desk"}
    save_draft(draft_id=draft_id, actor=actor, consent=consent, delivery=delivery)


@officer_only("desk_officer")
def done(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The code large enough to read across the counter, the slip to print (anew after papers came), the next person."""
    dossier = seen(request, dossier_id)
    code = dossier.code or dossier.reference
    receipts = list(dossier.forms.filter(key="receipt").order_by("id"))
    context = {
        "section": "counter",
        "dossier": dossier,
        "code": code,
        "unit": directory().unit(dossier.competent_unit_id),
        "contacts": contacts_of(directory().unit(dossier.competent_unit_id)),
        "receipt": receipts[-1] if receipts else None,
        "is_again": len(receipts) > 1,
        "clock": clock_view(dossier, clock.now(), with_trace=True),
        "look_up": f"{settings.PUBLIC_URL}/tra-cuu/?ma={code}",
    }
    return render(request, "office/counter_done.html", context)
