"""How long cases of one kind are kept: first as shipped, then as the administrator sets it."""

import csv
from pathlib import Path

from django.db import transaction

from motcua.archive.models import RetentionPeriod
from motcua.archive.rules.retention import DEFAULT, MOST_YEARS, SCOPES
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import Acting, record
from motcua.people.rules import Actor

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "periods.csv"
ONLY_ADMINISTRATOR = N_("Chỉ người quản trị mới đổi được thời hạn lưu trữ.")
WRONG_YEARS = N_("Số năm phải từ 1 đến %(most)s; để trống là vĩnh viễn.")
NO_SUCH_KIND = N_("Không có loại thời hạn này.")
NO_SOURCE = N_("Hãy ghi căn cứ của thời hạn: tên, số văn bản.")
NO_SUBJECT = N_("Hãy ghi mã thủ tục hoặc tên lĩnh vực.")
NO_SUCH = N_("Không có thời hạn này.")
KEEP_DEFAULT = N_("Thời hạn chung không bỏ được; hãy sửa số năm.")


def load_periods(*, actor: Acting) -> int:
    """What the product ships and the schedule lacks; what an administrator set stays. Returns how many came."""
    at, new = clock.now(), 0
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            shipped = {
                "years": int(line["years"]) if line["years"] else None,
                "source": line["source"],
                "is_unverified": line["unverified"] == "yes",
                "changed_by": actor.name,
                "changed_at": at,
            }
            _, made = RetentionPeriod.objects.get_or_create(
                scope=line["scope"], subject=line["subject"], defaults=shipped
            )
            new += made
    return new


def set_period(*, scope: str, subject: str, years: int | None, source: str, actor: Actor) -> RetentionPeriod:
    """The period from now on; what an administrator sets with its source counts as compared with the document.

    Refuses with NotPermitted, Invalid. Law: LT-01.
    """
    _only_administrator(actor)
    subject, source = subject.strip(), source.strip()
    _check(scope, subject, years=years, source=source)
    at = clock.now()
    with transaction.atomic():
        before = RetentionPeriod.objects.select_for_update().filter(scope=scope, subject=subject).first()
        values = {"years": years, "source": source, "is_unverified": False, "changed_by": actor.name, "changed_at": at}
        found, _ = RetentionPeriod.objects.update_or_create(scope=scope, subject=subject, defaults=values)
        facts = {"scope": scope, "name": subject, "years": years, "before": before.years if before else "–"}
        _write_down("set_period", {**facts, "source": source}, actor)
    return found


def drop_period(*, period_id: int, actor: Actor) -> None:
    """The line goes; its cases follow the next general one. Refuses with NotPermitted, NotFound, Invalid."""
    _only_administrator(actor)
    with transaction.atomic():
        found = RetentionPeriod.objects.select_for_update().filter(pk=period_id).first()
        if found is None:
            raise NotFound(NO_SUCH)
        if found.scope == DEFAULT:
            raise Invalid(KEEP_DEFAULT)
        _write_down("drop_period", {"scope": found.scope, "name": found.subject, "years": found.years}, actor)
        found.delete()


def _only_administrator(actor: Actor) -> None:
    if not actor.has_role("administrator"):
        raise NotPermitted(ONLY_ADMINISTRATOR)


def _check(scope: str, subject: str, *, years: int | None, source: str) -> None:
    if scope not in SCOPES:
        raise Invalid(NO_SUCH_KIND)
    if bool(subject) != (scope in {"procedure", "field"}):
        raise Invalid(NO_SUBJECT, {"subject": Sentence(NO_SUBJECT)})
    if years is not None and not 1 <= years <= MOST_YEARS:
        raise Invalid(WRONG_YEARS, {"years": Sentence(WRONG_YEARS, {"most": MOST_YEARS})}, most=MOST_YEARS)
    if not source:
        raise Invalid(NO_SOURCE, {"source": Sentence(NO_SOURCE)})


def _write_down(act: str, facts: dict[str, object], actor: Actor) -> None:
    record(subject_kind="archive", subject_id="periods", act=act, actor=actor, facts=facts, at=clock.now())
