"""Papers of the store in an application or in what a case asks for: whose they are, which fit, what stands against."""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.dossiers.actions.drop_files import STORE
from motcua.dossiers.models import Dossier, Draft, SupplementRequest
from motcua.dossiers.rules.representing import BUSINESS, SELF, standing_of
from motcua.files.rules import accepted_kinds
from motcua.kernel import clock
from motcua.kernel.words import N_, Sentence
from motcua.papers.actions.use_paper import against
from motcua.papers.queries import Shown, as_holder, offers, proven_holder, uses_for
from motcua.papers.rules import Holder, Purpose, Wanted
from motcua.people.rules import Actor
from motcua.procedures.queries import LoadedVersion, version

GONE = N_("“%(name)s” không còn lấy được từ kho. Hãy bỏ giấy này ra và gửi tệp khác.")
OTHER_PERSON = N_("“%(name)s” là giấy của người khác với người đứng tên hồ sơ. Hãy bỏ giấy này ra.")
Papers = Mapping[str, Iterable[Mapping[str, Any]]]


def holder_in(applicant: Mapping[str, Any], actor: Actor) -> Holder | None:
    """Whose store may be used: online that of the account's own proven number, at a desk that of who stands there.

    Nobody's for another person who is only represented: a mandate to hand in is no consent to open their store. An
    organisation's store is used at a desk, where its mandate is looked at; online only by the person whose own number
    its household business goes by.
    """
    standing = standing_of(applicant)
    told = as_holder(
        str(applicant.get("kind") or ""), str(applicant.get("number") or ""), str(applicant.get("name") or "")
    )
    if standing not in (SELF, BUSINESS):
        return None
    if actor.is_officer:
        return told if actor.has_role("desk_officer") else None
    own = proven_holder(actor)
    if own is None or told is None or told.number != own.number:
        return None
    return own if standing == SELF else told


def wanted_of(loaded: LoadedVersion, keys: Iterable[str] | None = None) -> dict[str, Wanted]:
    """The papers that are handed in, as the store is asked for them; only these ``keys`` when given."""
    only = None if keys is None else set(keys)
    return {
        one.key: Wanted((loaded.procedure_code, one.key), frozenset(kind.key for kind in accepted_kinds(one.accepts)))
        for one in loaded.bundle.requirements
        if one.kind == "document" and one.mode == "submit" and (only is None or one.key in only)
    }


def offers_for(draft: Draft, loaded: LoadedVersion, actor: Actor) -> dict[str, list[Shown]]:
    """By requirement, what the store holds for it and is not in the application yet."""
    found = offers(holder_in(draft.applicant, actor), wanted_of(loaded), clock.today())
    return _without(found, draft.papers)


def offers_to_answer(dossier: Dossier, actor: Actor, request: SupplementRequest) -> dict[str, list[Shown]]:
    """The same for the papers that the office asks for; nothing at a desk, where the paper itself is at hand."""
    if actor.is_officer:
        return {}
    loaded = version(dossier.procedure_version_id)
    wanted = wanted_of(loaded, [one["requirement"] for one in request.asks])
    return _without(
        offers(holder_in(dossier.applicant, actor), wanted, clock.today()), request.gathered.get("papers", {})
    )


def _without(found: Mapping[str, list[Shown]], given: Papers) -> dict[str, list[Shown]]:
    taken = {(key, str(one.get("store", ""))) for key, papers in given.items() for one in papers}
    left = {key: [one for one in some if (key, str(one.paper.pk)) not in taken] for key, some in found.items()}
    return {key: some for key, some in left.items() if some}


def store_faults(draft: Draft, loaded: LoadedVersion) -> dict[str, Sentence]:
    """Why a paper of the store that is in the application can no longer be handed in; by field."""
    return _faults(draft, draft.papers, wanted_of(loaded))


def gathered_faults(dossier: Dossier, papers: Papers) -> dict[str, Sentence]:
    """The same for what was gathered to answer the office."""
    return _faults(dossier, papers, wanted_of(version(dossier.procedure_version_id)))


def _faults(subject: Draft | Dossier, papers: Papers, wanted: Mapping[str, Wanted]) -> dict[str, Sentence]:
    stored = {str(one.get("use")): (key, one) for key, kept in papers.items() for one in kept if is_stored(one)}
    if not stored:
        return {}
    uses = {str(use.pk): use for use in uses_for(subject.pk)}
    found = {key: Sentence(GONE, {"name": one.get("name", "")}) for pk, (key, one) in stored.items() if pk not in uses}
    live = [uses[pk] for pk in stored if pk in uses]
    found |= {
        use.requirement_key: Sentence(OTHER_PERSON, {"name": use.paper.name})
        for use in live
        if _is_other(use, subject.applicant)
    }
    return {f"paper.{key}": told for key, told in {**found, **against(live, wanted)}.items()}


def _is_other(use: Any, applicant: Mapping[str, Any]) -> bool:
    """The application became another person's after the paper was taken."""
    told = as_holder(str(applicant.get("kind") or ""), str(applicant.get("number") or ""), "")
    return told is None or (told.kind, told.number) != (use.paper.owner.kind, use.paper.owner.number)


def is_stored(paper: Mapping[str, Any]) -> bool:
    """Whether a paper of a draft was taken from a store."""
    return paper.get("source") == STORE


def purpose_of_draft(draft: Draft, loaded: LoadedVersion) -> Purpose:
    """What a paper in this application is used for."""
    title = loaded.bundle.short_name or loaded.bundle.name
    return Purpose(draft.pk, draft.procedure_code, title[:300], draft.unit_id)


def purpose_of_case(dossier: Dossier) -> Purpose:
    """What a paper that answers a request in this case is used for."""
    code = dossier.code or dossier.reference
    return Purpose(dossier.pk, dossier.procedure_code, dossier.title, dossier.competent_unit_id, dossier.pk, code)
