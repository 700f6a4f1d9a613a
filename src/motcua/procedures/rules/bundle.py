"""One procedure as a bundle: texts, papers, form, fee, time limit, internal process; read from its JSON."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from motcua.fees.rules import ToldFee, told_fees
from motcua.procedures.rules.parameters import resolved
from motcua.procedures.rules.templates import Templates
from motcua.workdays.rules import TimeLimit

FORMAT = 1
Channel = Literal["online", "post", "counter"]
CHANNELS: tuple[Channel, ...] = ("online", "post", "counter")
StepRole = Literal["reception", "specialist", "leader", "clerk", "other_agency", "return"]
ROLES: tuple[StepRole, ...] = ("reception", "specialist", "leader", "clerk", "other_agency", "return")
Handler = Literal["ours", "police", "army", "ministry", "information"]
HANDLERS: tuple[Handler, ...] = ("ours", "police", "army", "ministry", "information")
UNSET_LIMIT = TimeLimit(Decimal(15), "working_day")


@dataclass(frozen=True)
class Requirement:
    """A paper that the procedure asks for; never a note.

    ``required`` papers are needed by everyone, others only in the case that ``condition`` tells in words, and then
    always where ``when`` says so of the answers. One of the papers that share a ``group`` is enough.
    """

    key: str
    name: str
    kind: Literal["form", "document"] = "document"
    mode: Literal["submit", "present"] = "submit"
    case: str = ""
    group: str = ""
    originals: int = 1
    copies: int = 0
    required: bool = True
    condition: str = ""
    accepts: tuple[str, ...] = ("pdf", "jpg", "png")
    max_mb: int = 10
    hint: str = ""
    legal_name: str = ""
    when: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Group:
    """Papers of which one is enough, for instance the certificate of birth or a witness's statement."""

    key: str
    name: str
    required: bool = True
    hint: str = ""


@dataclass(frozen=True)
class Step:
    """One station of the internal process, with the time allotted to it.

    One with a ``condition`` is gone to only in the case that it tells in words: where ``when`` says so of the answers,
    else where the officer who holds the dossier chooses it.
    """

    key: str
    name: str
    role: StepRole
    action: str = ""
    allotted: TimeLimit | None = None
    condition: str = ""
    when: Mapping[str, Any] | None = None
    note: str = ""
    agency: str = ""


@dataclass(frozen=True)
class Process:
    """The stations of a dossier, in order."""

    steps: tuple[Step, ...] = ()

    def step(self, key: str | None) -> Step | None:
        """The step of this key."""
        return next((one for one in self.steps if one.key == key), None)


@dataclass(frozen=True)
class Result:
    """What the citizen gets."""

    key: str
    name: str


@dataclass(frozen=True)
class Confirmation:
    """Something in the bundle that the administrator must confirm before it is told as law."""

    about: str
    note: str


@dataclass(frozen=True)
class LegalText:
    """A text the procedure rests on."""

    number: str
    title: str = ""
    article: str = ""

    @property
    def rank(self) -> tuple[bool, int, bool]:
        """The smaller, the sooner named: with its article; a law, a decree, last a rate of fees; with its title."""
        kinds = ("/QH", "/NĐ-CP", "/NQ", "/TT", "")
        kind = (
            len(kinds) if "/TT-BTC" in self.number else next(at for at, one in enumerate(kinds) if one in self.number)
        )
        return not self.article, kind, not self.title


def limit_from(kept: Mapping[str, Any] | None) -> TimeLimit | None:
    """A time limit from ``{"value": 3, "unit": "working_day"}``."""
    return TimeLimit(Decimal(str(kept["value"])), kept["unit"]) if kept else None


def _plain(cls: type, kept: Mapping[str, Any], **more: Any) -> Any:
    return cls(**{key: tuple(value) if isinstance(value, list) else value for key, value in kept.items()} | more)


@dataclass(frozen=True)
class Bundle:
    """One version of a procedure, whole. What a dossier was received under never changes."""

    code: str
    name: str
    short_name: str
    field: str
    handler: Handler = "ours"
    handler_url: str = ""
    handler_note: str = ""
    audience: str = ""
    summary: str = ""
    synonyms: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    groups: tuple[Group, ...] = ()
    notes: tuple[str, ...] = ()
    form: Mapping[str, Any] | None = None
    time_limits: Mapping[str, TimeLimit] = dataclasses.field(default_factory=dict)
    time_basis: str = ""
    time_text: str = ""
    fees: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    process: Process = dataclasses.field(default_factory=Process)
    results: tuple[Result, ...] = ()
    templates: Templates = dataclasses.field(default_factory=Templates)
    legal_basis: tuple[LegalText, ...] = ()
    decision: str = ""
    steps_text: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    wants_presence: bool = False
    presence_note: str = ""
    service_level: Literal["full", "partial", "information"] = "partial"
    front: Literal["own", "national"] = "own"
    parameters: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    confirmations: tuple[Confirmation, ...] = ()
    sources: tuple[str, ...] = ()
    era: str = ""
    english: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Bundle":
        """The bundle of a JSON document that ``check_bundle`` found free of problems."""
        texts = ("synonyms", "life_events", "notes", "steps_text", "conditions", "sources")
        plain: dict[str, Any] = {key: value for key, value in kept.items() if key in _PLAIN}
        plain |= {key: tuple(kept.get(key, ())) for key in texts}
        return cls(
            **plain,
            handler=kept.get("handled_by", "ours"),
            requirements=tuple(_paper(one) for one in kept.get("requirements", ())),
            groups=tuple(_plain(Group, one) for one in kept.get("groups", ())),
            time_limits={key: _limit(one) for key, one in kept.get("time_limits", {}).items()},
            process=Process(tuple(_step(one) for one in kept.get("process", {}).get("steps", ()))),
            templates=Templates.from_json(kept.get("templates", {})),
            results=tuple(_plain(Result, one) for one in kept.get("results", ())),
            legal_basis=tuple(_plain(LegalText, one) for one in kept.get("legal_basis", ())),
            parameters=resolved(kept.get("parameters", {})),
            confirmations=tuple(_plain(Confirmation, one) for one in kept.get("to_confirm", ())),
        )

    @property
    def told_fees(self) -> list[ToldFee]:
        """The fee table in plain words."""
        return told_fees(self.fees)

    def in_english(self) -> "Bundle":
        """The same bundle with what citizens read in English, as far as ``english`` has it."""
        spoken = ("short_name", "summary", "audience", "presence_note", "handler_note")
        told: dict[str, Any] = {key: self._said(getattr(self, key)) for key in spoken}
        rows = [
            {**row, **{key: self._said(row[key]) for key in _OF_FEES & row.keys()}} for row in self.fees.get("rows", ())
        ]
        return dataclasses.replace(
            self,
            **told,
            requirements=tuple(self._in_english(one) for one in self.requirements),
            groups=tuple(self._in_english(one) for one in self.groups),
            results=tuple(self._in_english(one) for one in self.results),
            fees={**self.fees, "rows": rows} if rows else self.fees,
        )

    def _in_english(self, part: Any) -> Any:
        """A paper, group or result with its words in English."""
        words = {one.name: getattr(part, one.name) for one in dataclasses.fields(part) if one.name in _SPOKEN}
        return dataclasses.replace(part, **{key: self._said(text) for key, text in words.items()})

    def _said(self, text: str) -> str:
        return self.english.get(text, text)

    @cached_property
    def to_confirm(self) -> tuple[str, ...]:
        """What the administrator must confirm, in words."""
        return tuple(one.note for one in self.confirmations)

    @property
    def is_operable(self) -> bool:
        """Dossiers of this procedure are processed here."""
        return self.handler == "ours" and bool(self.process.steps)

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The ways in which an application may be handed in."""
        return tuple(one for one in CHANNELS if one in self.time_limits) or ("counter",)

    @property
    def is_taken_online(self) -> bool:
        """Whether the published text names an online way; where it does not, nobody may file online. Law: TT-07."""
        return "online" in self.time_limits

    @cached_property
    def same_day_cutoff(self) -> time:
        """The hour after which a same-day result is due on the next working day."""
        return time.fromisoformat(self.parameters["same_day.cutoff"])

    def requirement(self, key: str) -> Requirement | None:
        """The paper of this key."""
        return next((one for one in self.requirements if one.key == key), None)

    def limit_for(self, channel: str) -> TimeLimit:
        """The time limit of a dossier handed in by ``channel``; counter's where the channel has none of its own.

        A procedure without any limit (to be confirmed) is given one, because no dossier is without a clock.
        """
        fallback = next(iter(self.time_limits.values()), UNSET_LIMIT)
        return self.time_limits.get(channel) or self.time_limits.get("counter") or fallback

    def is_to_confirm(self, about: str) -> bool:
        """Whether this part was marked as not confirmed."""
        return any(one.about == about for one in self.confirmations)

    def missing_groups(self, given: Mapping[str, Any]) -> tuple[Group, ...]:
        """The required groups of which none of the papers is among ``given``."""
        present = {one.group for one in self.requirements if one.group and given.get(one.key)}
        asked = {one.group for one in self.requirements if one.group and one.mode == "submit"}
        return tuple(one for one in self.groups if one.required and one.key in asked and one.key not in present)


_SPOKEN = frozenset({"name", "condition", "hint", "case"})
_OF_FEES = frozenset({"label", "unit", "times_unit", "note"})
_PLAIN = frozenset(
    {
        *("code", "name", "short_name", "field", "handler_url", "handler_note", "audience", "summary", "form", "era"),
        *("time_basis", "time_text", "fees", "decision", "wants_presence", "presence_note", "service_level", "front"),
        "english",
    }
)


def _limit(kept: Mapping[str, Any]) -> TimeLimit:
    return TimeLimit(Decimal(str(kept["value"])), kept["unit"])


def _paper(kept: Mapping[str, Any]) -> Requirement:
    """Of papers in a group one is enough, so none of them is required by itself."""
    paper: Requirement = _plain(Requirement, {"required": not kept.get("group"), **kept})
    return paper


def _step(kept: Mapping[str, Any]) -> Step:
    return Step(**{**kept, "allotted": limit_from(kept.get("allotted"))})
