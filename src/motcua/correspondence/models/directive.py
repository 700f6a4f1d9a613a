"""A task that a leader gave: to whom, until when, and what was told of it since."""

from django.conf import settings
from django.db import models

from motcua.kernel.ids import uuid7


class Directive(models.Model):
    """One task from a document, a meeting or a dossier; written by ``ledger.commit`` alone."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    version = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")  # whose leader gave it
    given_post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    given_by = models.CharField(max_length=200)
    given_account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    given_at = models.DateTimeField()
    text = models.TextField()
    source_kind = models.CharField(max_length=8)  # incoming | outgoing | meeting | dossier | none
    source_id = models.UUIDField(null=True)
    source_name = models.CharField(max_length=500, blank=True)  # as it is read: code and subject, or the meeting
    priority = models.PositiveSmallIntegerField(default=0)  # 0 usual, 1 pressing
    lead_unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    lead_post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    percent = models.PositiveSmallIntegerField(default=0)
    accepted_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)  # when what was accepted as done had been reported
    closed_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)  # reminders so far, for this due moment
    asked_until = models.DateTimeField(null=True)  # the later moment that was asked for and not decided
    search_text = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["lead_post", "due_at"], name="directive_of_post"),
            models.Index(fields=["unit", "-given_at", "-id"], name="directive_of_unit"),
            models.Index(fields=["lead_unit", "due_at"], name="directive_of_lead_unit"),
            models.Index(fields=["due_at", "id"], name="directive_open", condition=models.Q(closed_at__isnull=True)),
            models.Index(fields=["source_id"], name="directive_of_source"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class DirectiveHelper(models.Model):
    """A post that helps the one who leads."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="helpers")
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "post"], name="helper_once")]

    def __str__(self) -> str:
        return f"{self.directive_id} + {self.post_id}"


class DirectiveReport(models.Model):
    """What somebody told of it: progress, a wish for more time, done with proof, taken or given back."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="reports")
    act = models.CharField(max_length=24)
    text = models.TextField(blank=True)
    percent = models.PositiveSmallIntegerField(null=True)
    until = models.DateTimeField(null=True)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    author = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["directive", "id"], name="report_of_directive")]

    def __str__(self) -> str:
        return f"{self.act} {self.at}"
