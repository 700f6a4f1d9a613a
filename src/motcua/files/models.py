"""The files that people handed in, each a row that points to content kept once."""

from django.conf import settings
from django.db import models

from motcua.files.rules import Verdict
from motcua.kernel.ids import uuid7


class StoredFile(models.Model):
    """One paper as a file: its name as given, its content by SHA-256, and what the check said when it came in.

    A file that was destroyed when its time was over keeps its row: what it was, when it went, under which minute.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=150)
    verdict = models.JSONField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, editable=False)
    destroyed_under = models.CharField(max_length=100, default="", editable=False)

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def checked(self) -> Verdict:
        """The verdict of the day it came in, with its sentences."""
        return Verdict.from_json(self.verdict)


class Content(models.Model):
    """One content in the store: the master key it needs, when it was last found whole, and how it was found."""

    STATES = ("whole", "damaged", "missing", "locked")

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField()
    key = models.CharField(max_length=16, default="", db_index=True)  # empty: plain, of an older installation
    claimed_at = models.DateTimeField()  # by the machine's clock: since then the sweep leaves it alone for a while
    checked_at = models.DateTimeField(null=True)
    whole_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, default="whole", choices=[(one, one) for one in STATES])

    class Meta:
        indexes = [
            models.Index(fields=["checked_at"], name="files_content_due"),
            models.Index(fields=["state"], name="files_content_bad", condition=~models.Q(state="whole")),
        ]

    def __str__(self) -> str:
        return self.sha256
