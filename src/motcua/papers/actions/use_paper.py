"""A paper of the store is used for an application, with the owner's consent, which is asked once for each."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, Refused, WrongMoment
from motcua.kernel.words import N_, Sentence
from motcua.outbox.actions.announce import announce
from motcua.papers.actions.give_consent import give_consent
from motcua.papers.actions.noting import note
from motcua.papers.models import Paper, PaperUse
from motcua.papers.policies import NO_PAPER, may_use
from motcua.papers.queries import BESIDE, consent_for, newest_file
from motcua.papers.rules.fitting import Condition, Wanted, answers, condition_of, fits
from motcua.papers.rules.holders import Holder
from motcua.papers.rules.purpose import Purpose
from motcua.papers.shelf import shelf
from motcua.people.rules import Actor

NEED_CONSENT = N_("Cần chủ kho đồng ý trước khi dùng giấy tờ trong kho cho hồ sơ này.")
DOES_NOT_FIT = N_("Giấy tờ này không phải loại mà thủ tục hỏi ở mục đó. Hãy chọn giấy khác hoặc gửi tệp mới.")
STANDS_AGAINST = {
    Condition.REPLACED: N_("“%(name)s” vừa có bản mới thay thế. Hãy tải lại trang rồi chọn bản mới."),
    Condition.WITHDRAWN: N_("“%(name)s” đã bị cơ quan cấp thu hồi nên không dùng lại được. Hãy gửi giấy tờ khác."),
    Condition.EXPIRED: N_("“%(name)s” đã hết hạn nên không dùng lại được. Hãy gửi bản còn hạn."),
    Condition.NOT_YET: N_("“%(name)s” chưa đến ngày có hiệu lực nên chưa dùng được."),
    Condition.REMOVED: N_("“%(name)s” đã được chủ kho bỏ khỏi kho. Hãy gửi giấy tờ khác."),
}
CONSENT_GONE = N_("Chủ kho đã rút lại đồng ý cho dùng “%(name)s”. Hãy bỏ giấy này ra và gửi tệp khác.")


@dataclass(frozen=True)
class Asked:
    """The requirement that a paper is to answer, in the application of whom."""

    requirement_key: str
    accepts: Collection[str]
    whom: Holder

    def wanted(self, procedure_code: str) -> Wanted:
        """As the rules know it."""
        return Wanted((procedure_code, self.requirement_key), self.accepts)


def use_paper(*, paper_id: UUID, asked: Asked, purpose: Purpose, actor: Actor, is_agreed: bool = False) -> PaperUse:
    """The use, once however often it is asked for; with ``is_agreed`` the consent is given in the same step.

    Law: KG-04, KG-05. Refuses with NotFound (not the person's), NotPermitted (a closed store), WrongMoment (replaced,
    withdrawn or expired meanwhile), Invalid (does not fit; no consent). Announces ``paper.used``.
    """
    with transaction.atomic():
        # The lock of the row is held until the draft has it: a paper is never removed in between.
        if not Paper.objects.select_for_update().filter(pk=paper_id).exists():
            raise NotFound(NO_PAPER)
        paper = Paper.objects.select_related(*BESIDE).get(pk=paper_id)
        may_use(actor, paper, asked.whom).or_refuse()
        check_fits(paper, asked.wanted(purpose.procedure_code))
        consent = consent_for(paper.owner, purpose.subject_id)
        if consent is None and not is_agreed:
            raise Invalid(NEED_CONSENT, {"agree": Sentence(NEED_CONSENT)})
        consent = consent or give_consent(owner=paper.owner, whom=asked.whom, purpose=purpose, actor=actor)
        place = {"paper": paper, "subject_id": purpose.subject_id, "requirement_key": asked.requirement_key}
        kept = PaperUse.objects.filter(**place, dropped_at=None).first()
        if kept is not None:
            return kept
        at = clock.now()
        use = PaperUse.objects.create(
            **place,
            owner=paper.owner,
            consent=consent,
            file=newest_file(paper),
            title=purpose.title[:300],
            unit_id=purpose.unit_id,
            dossier_id=purpose.dossier_id,
            reference=purpose.reference,
            used_by=actor.name[:200],
            account_id=actor.account_id,
            at=at,
        )
        facts = {"paper": str(paper.pk), "type": paper.type, "use": str(use.pk), "subject": str(purpose.subject_id)}
        facts |= {"procedure": purpose.procedure_code, "requirement": asked.requirement_key}
        note(use.owner_id, "use_paper", actor, **facts)
        unit_id = actor.seats[0].unit_id if actor.seats else None
        by = {"by_officer": actor.is_officer, "title": purpose.title, "name": paper.name, "unit": unit_id}
        announce("paper.used", subject_id=str(paper.owner_id), payload={**facts, **by}, at=at)
    return use


def check_fits(paper: Paper, wanted: Wanted) -> None:
    """Refuse a paper that is not the one asked for, or is not worth anything today."""
    known, day = shelf(), clock.today()
    if fits(paper, wanted, shelf=known, on=day):
        return
    state = condition_of(paper, known, day)
    if state is Condition.VALID or not answers(paper, wanted, shelf=known, on=day):
        raise Invalid(DOES_NOT_FIT)
    raise WrongMoment(STANDS_AGAINST[state], name=paper.name)


def drop_use(*, use_id: UUID, actor: Actor) -> None:
    """The paper is taken out of the application again, before it was handed in; nothing happens where it was."""
    with transaction.atomic():
        use = PaperUse.objects.select_for_update().filter(pk=use_id, dropped_at=None, handed_in_at=None).first()
        if use is None:
            return
        PaperUse.objects.filter(pk=use.pk).update(dropped_at=clock.now(), file=None)
        told = {"paper": str(use.paper_id), "use": str(use.pk), "subject": str(use.subject_id)}
        note(use.owner_id, "drop_use", actor, **told)


def drop_uses(*, subject_id: UUID, actor: Actor) -> None:
    """The application itself is thrown away: nothing of the store is used for it any more."""
    for pk in PaperUse.objects.filter(subject_id=subject_id, dropped_at=None, handed_in_at=None).values_list("pk"):
        drop_use(use_id=pk[0], actor=actor)


def against(uses: Iterable[PaperUse], wanted: Mapping[str, Wanted]) -> dict[str, Sentence]:
    """By requirement, why a paper that was taken can no longer be handed in: withdrawn, run out, no consent."""
    found: dict[str, Sentence] = {}
    for use in uses:
        told = {"name": use.paper.name}
        if use.consent.withdrawn_at is not None or use.owner.closed_at is not None:
            found[use.requirement_key] = Sentence(CONSENT_GONE, told)
            continue
        if use.requirement_key not in wanted:
            continue  # no longer asked for
        try:
            check_fits(use.paper, wanted[use.requirement_key])
        except Refused as refusal:
            found[use.requirement_key] = refusal.sentence
    return found
