"""Reading the ledger: the entries of a subject, and how the last check of the whole stood."""

from django.db.models import QuerySet

from motcua.ledger.models import Check, Entry


def entries_of(subject_kind: str, subject_id: str) -> QuerySet[Entry]:
    """The entries of one subject, newest first."""
    return Entry.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("-seq")


def last_check() -> Check | None:
    """The check of the whole ledger that ended last."""
    return Check.objects.filter(ended_at__isnull=False).order_by("-id").first()


def open_check() -> Check | None:
    """The check that is under way or waits for the worker."""
    return Check.objects.filter(ended_at=None).order_by("id").first()
