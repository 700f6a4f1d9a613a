"""The yearly list of cases whose time is over, and what became of each."""

from django.conf import settings
from django.db import models

from motcua.kernel.ids import uuid7


class DestructionList(models.Model):
    """Prepared by the clerk, approved by a leader, then carried out case by case and closed by its minute."""

    STATES = ("prepared", "approved", "done", "returned")

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(one, one) for one in STATES])
    reason = models.TextField()
    council = models.JSONField(default=list)  # names and posts of those who looked the list through
    prepared_by = models.CharField(max_length=200)
    prepared_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    prepared_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200, blank=True, default="")
    decided_title = models.CharField(max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, default="")  # why it was approved, or given back
    number = models.CharField(max_length=40, blank=True, default="")  # of the minute
    done_at = models.DateTimeField(null=True)
    minute = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-prepared_at"], name="archive_lists_of_unit"),
            models.Index(fields=["id"], name="archive_to_carry_out", condition=models.Q(state="approved")),
        ]

    def __str__(self) -> str:
        return f"destruction {self.number or self.pk}"


class DestructionItem(models.Model):
    """One case on a list; open until it is destroyed, left out, or the list is given back."""

    list = models.ForeignKey(DestructionList, on_delete=models.PROTECT, related_name="items")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    keep_until = models.DateField()
    period = models.CharField(max_length=300)  # years and source, as they stood when it was listed
    left_out_at = models.DateTimeField(null=True)
    left_out_why = models.CharField(max_length=300, blank=True, default="")
    destroyed_at = models.DateTimeField(null=True)  # the case says so from then on
    files_gone_at = models.DateTimeField(null=True)  # and from then on its files are gone
    file_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(left_out_at__isnull=True), name="archive_once_destroyed"
            )
        ]
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.dossier_id} of {self.list_id}"
