"""The append-only chained record of acts, its counters and its running numbers."""

from django.db import models


class Entry(models.Model):
    """One act, chained to the entry before it in the same subject by ``prev`` and ``hash`` (SHA-256)."""

    subject_kind = models.CharField(max_length=16)
    subject_id = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    act = models.CharField(max_length=48)
    actor = models.JSONField()
    facts = models.JSONField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)  # columns of the case that the act wrote: what the key makes of each value
    seal = models.CharField(max_length=32, default="")  # of hash and columns, made with the key

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_id", "seq"], name="ledger_one_seq")]
        indexes = [models.Index(fields=["at"], name="ledger_by_time")]

    def __str__(self) -> str:
        return f"{self.subject_kind}/{self.subject_id}#{self.seq} {self.act}"


class Head(models.Model):
    """Last link of a chain whose subject keeps no row of its own (units, posts, calendars, procedures)."""

    subject_kind = models.CharField(max_length=16)
    subject_id = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="ledger_one_head")]

    def __str__(self) -> str:
        return f"{self.subject_kind}/{self.subject_id}@{self.seq}"


class Tally(models.Model):
    """How many entries a sixteenth of all cases (or everything else) has, and a sum over their seals by the key.

    A row for each bucket is there from the start; one that came later says nothing.
    """

    bucket = models.CharField(max_length=8, primary_key=True)
    key = models.CharField(max_length=16)  # name of the key
    entries = models.BigIntegerField(default=0)
    low = models.BigIntegerField(default=0)
    high = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.bucket}: {self.entries}"


class Counter(models.Model):
    """How often a measure happened in a unit, field and month; kept by the commit, rebuilt from the entries."""

    unit_id = models.BigIntegerField()
    field = models.CharField(max_length=120)
    month = models.DateField()
    measure = models.CharField(max_length=40)
    value = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "field", "month", "measure"], name="ledger_counter_key")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.field}/{self.month}/{self.measure}={self.value}"


class Number(models.Model):
    """Last number given in a book (dossier codes of a unit and day, a register of a unit and year)."""

    book = models.CharField(max_length=80, primary_key=True)
    value = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.book}: {self.value}"


class Check(models.Model):
    """One reading of the whole ledger: how far it came, and when it ended what it found."""

    asked_by = models.JSONField()
    asked_at = models.DateTimeField()
    expected = models.PositiveBigIntegerField()
    read = models.PositiveBigIntegerField(default=0)
    part = models.CharField(max_length=8, blank=True)
    kind = models.CharField(max_length=16, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)
    first_bad = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"check asked for at {self.asked_at}"

    @property
    def is_sound(self) -> bool:
        """Whether it came to the end and found every entry as it was written."""
        return self.ended_at is not None and self.first_bad is None
