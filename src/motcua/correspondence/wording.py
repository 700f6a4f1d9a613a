"""What the office of a unit is called on its documents, who may sign there, and what a template is filled with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from motcua.correspondence.models import Incoming, OfficeBook
from motcua.correspondence.ports import Priority, Purpose, Steering
from motcua.correspondence.rules.kinds import KINDS, PRIORITIES, Kind
from motcua.correspondence.rules.numbering import DEFAULT_SERIES, written_date
from motcua.correspondence.rules.signers import is_head, signing_lines
from motcua.people.directory import AUTHORITIES, PostRef, UnitRef
from motcua.people.queries import directory, holding_of

COMMITTEE = "Ủy ban nhân dân"
ABOUT = ("về việc ", "v/v ")


@dataclass(frozen=True)
class Receiver:
    """One receiver as the drafter named it: inside (a unit), on the axis (an organ id) or by paper (a name)."""

    name: str
    way: str = "paper"
    unit_id: int | None = None
    organ_id: str = ""
    is_main: bool = True


@dataclass(frozen=True)
class Letter:
    """A document as its drafter tells it."""

    unit_id: int
    kind: str
    subject: str
    signer_post_id: int
    sign_mode: str
    body: str = ""
    grounds: str = ""
    receivers: Sequence[Receiver] = ()
    priority: int = Priority.NORMAL
    steering: int = Steering.NONE
    secrecy: str = ""
    due_on: date | None = None
    mandate: str = ""
    mandate_until: date | None = None
    answers_id: UUID | None = None
    changes_id: UUID | None = None
    purpose: int = Purpose.NEW
    dossier_id: UUID | None = None
    facts: Mapping[str, str] = field(default_factory=dict)  # of the dossier, by the names of a template


@dataclass(frozen=True)
class Book:
    """How a unit writes its symbols, as set or as usual."""

    symbol: str
    section: str
    place: str
    series: Mapping[str, Sequence[str]]
    is_own: bool = False


def book_of(unit_id: int) -> Book:
    """The unit's own setting, else the usual one."""
    kept = OfficeBook.objects.filter(unit_id=unit_id).first()
    if kept:
        return Book(kept.symbol, kept.section, kept.place, kept.series, is_own=True)
    return Book("UBND", "VP", directory().unit(unit_id).short_name, DEFAULT_SERIES)


def is_collective(unit: UnitRef) -> bool:
    """Whether the body decides as a collective: a people's committee. Law: VB-05."""
    return unit.kind in AUTHORITIES


def full_name(unit: UnitRef) -> str:
    """The body by its whole name: Ủy ban nhân dân thị trấn Núi Sập."""
    name = unit.authority_name
    return name.replace("UBND", COMMITTEE, 1) if name.startswith("UBND") else name


def signer_posts(unit_id: int) -> list[PostRef]:
    """Who may sign for the authority, the head first."""
    found = directory().posts_of(directory().body_ids(unit_id), "leader")
    return sorted((one for one in found if one.is_held), key=lambda post: (not is_head(post.title), post.id))


def clerk_posts(unit_id: int) -> list[PostRef]:
    """The clerks of the authority."""
    return [one for one in directory().posts_of(directory().body_ids(unit_id), "clerk") if one.is_held]


def working_posts(unit_id: int) -> list[PostRef]:
    """Everybody in the authority to whom work may be given."""
    roles = ("leader", "specialist", "desk_officer", "clerk")
    found = directory().posts_of(directory().body_ids(unit_id))
    known = directory()
    return [
        one
        for one in found
        if one.is_held and one.role in roles and known.unit(one.unit_id).kind != "agency"  # these work for themselves
    ]


def person_at(post_id: int, on: date) -> str:
    """The name of who holds the post on a day; nothing where nobody does."""
    holding = holding_of(post_id, on)
    return holding.account.full_name if holding else ""


def post_words(post_id: int | None) -> str:
    """A post as people read it."""
    post = directory().post(post_id) if post_id else None
    return f"{post.title}, {directory().unit(post.unit_id).short_name}" if post else ""


def own_title(title: str) -> str:
    """A title as it stands above a signature: CHỦ TỊCH, not Chủ tịch Ủy ban nhân dân."""
    return title.split(" Ủy ban", maxsplit=1)[0].split(" UBND", maxsplit=1)[0].split(" xã", maxsplit=1)[0].strip()


def lines_above(letter: Letter) -> list[str]:
    """TM., KT. and the titles above the signature."""
    known = directory()
    unit, post = known.unit(letter.unit_id), known.post(letter.signer_post_id)
    own = own_title(post.title) if post else ""
    head = next((own_title(one.title) for one in signer_posts(unit.id) if is_head(one.title)), "Chủ tịch")
    body = COMMITTEE if is_collective(unit) else unit.name
    return signing_lines(letter.sign_mode, body=body, head=head, own=own)


def values_of(letter: Letter, *, symbol: str, drafted_by: str, on: date) -> dict[str, Any]:
    """What a template is filled with; the names are those of ``rules.placeholders``."""
    known = directory()
    unit, kind = known.unit(letter.unit_id), KINDS[letter.kind]
    above = known.unit(unit.parent_id) if unit.parent_id else None
    has_superior = above is not None and above.kind in AUTHORITIES and above.is_open_on(on)
    urgent = letter.priority and PRIORITIES[Priority(letter.priority)].upper()
    main = [one.name for one in letter.receivers if one.is_main]
    return {
        "co_quan_chu_quan": above.authority_name.upper() if above and has_superior else "",
        "co_quan": full_name(unit).upper(),
        "co_quan_thuong": full_name(unit),
        "ky_hieu": symbol,
        "dia_danh": book_of(unit.id).place,
        "ten_loai": kind.name.upper(),
        "trich_yeu": _summary(letter.subject, kind),
        "noi_dung": _lines(letter.body),
        "can_cu": [one.rstrip(";. ") for one in _lines(letter.grounds)],
        "kinh_gui": main,
        "kinh_gui_mot": main[0] if len(main) == 1 else "",
        "kinh_gui_nhieu": "có" if len(main) > 1 else "",
        "noi_nhan": [*(["Như trên;"] if main else []), *_copies(letter)],
        "do_khan": urgent or "",
        "quyen_han": lines_above(letter),
        "nguoi_ky": person_at(letter.signer_post_id, on),
        "nguoi_soan": f", {drafted_by}" if drafted_by else "",
        **_answered(letter.answers_id),
        **letter.facts,
    }


def _copies(letter: Letter) -> list[str]:
    return [f"{one.name};" for one in letter.receivers if not one.is_main]


def _answered(answers_id: UUID | None) -> dict[str, str]:
    found = Incoming.objects.filter(pk=answers_id).first() if answers_id else None
    if found is None:
        return {"so_den": "", "ngay_den": "", "co_quan_den": ""}
    dated = written_date(found.promulgated_on) if found.promulgated_on else ""
    return {"so_den": found.code, "ngay_den": dated, "co_quan_den": found.author}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _summary(subject: str, kind: Kind) -> str:
    """A letter says V/v before its summary itself."""
    if kind.abbreviation:
        return f"{subject[:1].upper()}{subject[1:]}"
    about = next((one for one in ABOUT if subject.casefold().startswith(one)), "")
    return subject[len(about) :]
