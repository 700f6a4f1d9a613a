"""What the owner does with papers of their own: put one in, put one away, remove what they put in themselves."""

from datetime import date
from uuid import UUID

from django.db import transaction

from motcua.files.actions.discard_file import discard_file
from motcua.files.queries import file_of
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, Refused, WrongMoment
from motcua.kernel.words import N_, Sentence
from motcua.papers.actions.keep_paper import Told, keep_paper
from motcua.papers.actions.noting import note
from motcua.papers.models import Paper, PaperUse
from motcua.papers.policies import NO_PAPER, may_have_store, may_see_paper
from motcua.papers.queries import proven_holder
from motcua.papers.rules.levels import OWN
from motcua.people.rules import Actor

NO_NAME = N_("Hãy ghi tên giấy tờ.")
IN_DRAFT = N_(
    "Giấy này đang nằm trong hồ sơ đang soạn “%(title)s”. Hãy bỏ nó ra khỏi hồ sơ đó trước, rồi xóa khỏi kho."
)
NOT_OWN = N_("Chỉ xóa được giấy bạn tự đưa vào. Kết quả của cơ quan thì cất đi được, không xóa được.")
AFTER = N_("Ngày hết hạn phải sau ngày cấp.")
FUTURE = N_("Ngày cấp không thể ở sau hôm nay.")


def put_in_own(*, actor: Actor, file_id: UUID, told: dict[str, object]) -> Paper:
    """The person's own upload in their store, as what it is: not checked by anybody.

    ``told``: name, type, number, issuer, issued_on, valid_until. Law: KG-03. Refuses with NotPermitted, Invalid.
    """
    holder = proven_holder(actor)
    may_have_store(holder).or_refuse()
    assert holder is not None
    if file_of(file_id).owner_id != actor.account_id:
        raise NotFound(NO_PAPER)
    name = str(told.get("name") or "").strip()
    if not name:
        raise Invalid(NO_NAME, {"name": Sentence(NO_NAME)})
    issued_on, until = _day(told, "issued_on"), _day(told, "valid_until")
    if issued_on and issued_on > clock.today():
        raise Invalid(FUTURE, {"issued_on": Sentence(FUTURE)})
    if issued_on and until and until < issued_on:
        raise Invalid(AFTER, {"valid_until": Sentence(AFTER)})
    kept = Told(
        name=name,
        level=OWN,
        source="upload",
        file_id=file_id,
        origin=f"upload/{file_id}",
        type=str(told.get("type") or ""),
        number=str(told.get("number") or ""),
        issuer=str(told.get("issuer") or ""),
        issued_on=issued_on,
        valid_until=until,
        copy_type="copy",
    )
    return keep_paper(whom=holder, told=kept, actor=actor)


def _day(told: dict[str, object], key: str) -> date | None:
    found = told.get(key)
    return found if isinstance(found, date) else None


def put_away(*, paper_id: UUID, actor: Actor, is_hidden: bool) -> Paper:
    """Put away it is neither offered nor used until it is taken out again. Refuses with NotFound."""
    at = clock.now()
    with transaction.atomic():
        paper = _own(paper_id, actor)
        if (paper.hidden_at is not None) != is_hidden:
            Paper.objects.filter(pk=paper.pk).update(hidden_at=at if is_hidden else None)
            note(
                paper.owner_id, "hide_paper" if is_hidden else "show_paper", actor, paper=str(paper.pk), type=paper.type
            )
    return paper


def remove_own(*, paper_id: UUID, actor: Actor) -> None:
    """The person's own upload and its file are gone from the store; in a case that was handed in it stays.

    Refuses with NotFound, WrongMoment (an application still being filled holds it; an authority put it in).
    """
    with transaction.atomic():
        paper = _own(paper_id, actor)
        if paper.source != "upload":
            raise WrongMoment(NOT_OWN)
        waiting = PaperUse.objects.filter(paper=paper, dropped_at=None, handed_in_at=None).first()
        if waiting is not None:
            raise WrongMoment(IN_DRAFT, title=waiting.title)
        file_id = paper.file_id
        Paper.objects.filter(pk=paper.pk).update(removed_at=clock.now(), file=None, search_text="")
        note(paper.owner_id, "remove_paper", actor, paper=str(paper.pk), type=paper.type)
    if file_id is not None:
        _let_go(file_id, actor)


def _let_go(file_id: UUID, actor: Actor) -> None:
    try:
        discard_file(file_id=file_id, actor=actor)
    except Refused:
        return  # a case holds it too, whose papers keep it


def _own(paper_id: UUID, actor: Actor) -> Paper:
    """Locked; call inside a transaction."""
    paper = Paper.objects.select_for_update(of=("self",)).select_related("owner").filter(pk=paper_id).first()
    if paper is None:
        raise NotFound(NO_PAPER)
    may_see_paper(proven_holder(actor), paper).or_refuse()
    return paper
