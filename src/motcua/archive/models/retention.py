"""How long cases are kept, and what must not be destroyed whatever the period says."""

from django.conf import settings
from django.db import models

from motcua.archive.rules import Period
from motcua.kernel.ids import uuid7


class RetentionPeriod(models.Model):
    """One line of the schedule of retention; no years means for ever."""

    scope = models.CharField(max_length=16)  # procedure | field | without_result | default
    subject = models.CharField(max_length=120, blank=True)  # code of the procedure, or name of the field
    years = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=300)
    is_unverified = models.BooleanField(default=True)
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "subject"], name="archive_one_period")]
        ordering = ("scope", "subject")

    def __str__(self) -> str:
        return f"{self.scope} {self.subject}: {self.years}"

    def as_rule(self) -> Period:
        """As the rules know it."""
        return Period(self.scope, self.subject, self.years, self.source, self.is_unverified)


class Hold(models.Model):
    """A case that must not be destroyed until somebody lifts this: a complaint, a lawsuit, an inspection."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    placed_by = models.CharField(max_length=200)
    placed_account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=200, blank=True, default="")
    lift_reason = models.TextField(blank=True, default="")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(lifted_at__isnull=True), name="archive_one_open_hold"
            )
        ]

    def __str__(self) -> str:
        return f"hold on {self.dossier_id}"
