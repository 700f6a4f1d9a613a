"""The files that people handed in, each a row that points to content kept once."""

from django.conf import settings
from django.db import models

from motcua.files.rules import Verdict
from motcua.kernel.ids import uuid7


class StoredFile(models.Model):
    """One paper as a file: its name as given, its content by SHA-256, and what the check said when it came in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=150)
    verdict = models.JSONField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def checked(self) -> Verdict:
        """The verdict of the day it came in, with its sentences."""
        return Verdict.from_json(self.verdict)
