"""What a scan is of, as the pages of the office see it: the paper of a draft or dossier, and whose case that is."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from motcua.dossiers.actions.save_draft import open_draft
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.policies import may_see
from motcua.dossiers.queries import dossier_named, load_dossier, submitted_from, terms_of
from motcua.dossiers.rules.representing import is_business
from motcua.kernel.refusals import NotFound, Refused
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.queries import LoadedVersion, version
from motcua.procedures.rules import Requirement
from motcua.scanning.actions.take_scan import About
from motcua.scanning.models import Scan
from motcua.web.office.counter_frame import handed_in
from motcua.web.office.desk import seen
from motcua.web.ui.access import actor_of
from motcua.web.ui.naming import worded
from motcua.web.ui.posted import ids_in

NO_SUCH_PAPER = N_("Thủ tục này không yêu cầu giấy tờ đó.")


@dataclass(frozen=True)
class Place:
    """The case that a scan belongs to: its name, where to go back, its papers, whose it is."""

    about: About = field(default_factory=About)
    title: str = ""
    code: str = ""
    back: str = ""
    unit_id: int | None = None
    requirements: tuple[Requirement, ...] = ()
    applicant: dict[str, Any] = field(default_factory=dict)
    draft: Draft | None = None
    loaded: LoadedVersion | None = None

    @property
    def requirement(self) -> Requirement | None:
        """The paper that the scan is, if one was chosen."""
        return next((one for one in self.requirements if one.key == self.about.requirement), None)

    @property
    def person(self) -> dict[str, str]:
        """Kind, number and name of whose case it is."""
        kind = "organisation" if is_business(self.applicant) else "person"
        return {"kind": kind, **{key: str(self.applicant.get(key, "")) for key in ("number", "name")}}


def asked_place(request: HttpRequest) -> Place:
    """The case named by the address or the form: ``nhap`` a draft, ``ho-so`` a dossier, ``ma`` its code.

    Refuses with NotFound for what the officer may not see or the procedure does not ask.
    """
    told = {**request.GET.dict(), **request.POST.dict()}
    key = str(told.get("giay", ""))
    draft, case = ids_in([str(told.get("nhap", ""))], 1), ids_in([str(told.get("ho-so", ""))], 1)
    place = Place()
    if draft:
        place = of_draft(open_draft(draft[0], actor_of(request)), key)
    elif case:
        place = of_dossier(seen(request, case[0]), key)
    elif str(told.get("ma", "")).strip():
        place = of_dossier(seen(request, dossier_named(str(told["ma"])).pk), key)
    if key and place.about.id and place.requirement is None:
        raise NotFound(NO_SUCH_PAPER)
    return place


def of_draft(draft: Draft, key: str) -> Place:
    """The place of a draft at the counter."""
    loaded = version(draft.version_id)
    bundle = worded(loaded)
    return Place(
        about=About("draft", draft.pk, key),
        title=bundle.short_name or bundle.name,
        code="",
        back=reverse("office:counter_papers", args=[draft.pk]),
        unit_id=_authority(draft.unit_id),
        requirements=tuple(handed_in(bundle)),
        applicant=draft.applicant,
        draft=draft,
        loaded=loaded,
    )


def of_dossier(dossier: Dossier, key: str) -> Place:
    """The place of a dossier."""
    loaded = terms_of(dossier)
    return Place(
        about=About("dossier", dossier.pk, key),
        title=dossier.title,
        code=dossier.code or dossier.reference,
        back=reverse("office:dossier", args=[dossier.pk]),
        unit_id=_authority(dossier.competent_unit_id),
        requirements=tuple(handed_in(worded(loaded))),
        applicant=dossier.applicant,
        loaded=loaded,
    )


def _authority(unit_id: int | None) -> int | None:
    found = directory().authority_of(unit_id) if unit_id else None
    return found.id if found else None


def place_of(scan: Scan, actor: Actor) -> Place:
    """Where a scan that the officer may see belongs; nothing of a case that is not theirs to see."""
    try:
        if scan.about_kind == "draft" and scan.about_id:
            return _place_of_draft(scan.about_id, scan.requirement_key, actor)
        if scan.about_kind == "dossier" and scan.about_id:
            return _shown(load_dossier(scan.about_id), scan.requirement_key, actor)
    except Refused:
        return Place()
    return Place()


def _place_of_draft(draft_id: UUID, key: str, actor: Actor) -> Place:
    filed = Draft.objects.filter(pk=draft_id, submitted_at__isnull=False).exists()
    return _shown(submitted_from(draft_id), key, actor) if filed else of_draft(open_draft(draft_id, actor), key)


def _shown(dossier: Dossier, key: str, actor: Actor) -> Place:
    return of_dossier(dossier, key) if may_see(actor, dossier) else Place()
