"""One person's case under one procedure, from draft to result."""

from django.conf import settings
from django.db import models

from motcua.kernel.ids import uuid7
from motcua.kernel.lifecycle import State, WaitsOn


class Draft(models.Model):
    """An application being filled: answers and papers are kept as they come, on any device of its owner."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts")
    procedure_code = models.CharField(max_length=20)
    version = models.ForeignKey("procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    answers = models.JSONField(default=dict)
    papers = models.JSONField(default=dict)  # requirement key -> [{"file": id, "name": …}]
    applicant = models.JSONField(default=dict)
    delivery = models.JSONField(default=dict)  # {"way": online|desk|post, "address": …}
    at_counter = models.BooleanField(default=False)
    consent = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)  # moves with every save: nobody writes over what they did not see
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["owner", "-saved_at"], name="draft_of_owner", condition=models.Q(submitted_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"draft {self.pk} of {self.procedure_code}"


class Dossier(models.Model):
    """One person's case under one procedure, from submission to result; written by ``ledger.commit`` alone."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    version = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)
    draft_id = models.UUIDField(unique=True)
    reference = models.CharField(max_length=20, unique=True)
    code = models.CharField(max_length=40, unique=True, null=True)
    register_number = models.CharField(max_length=60, unique=True, null=True)

    procedure_code = models.CharField(max_length=20)
    procedure_field = models.CharField(max_length=120)
    procedure_version = models.ForeignKey("procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)

    state = models.CharField(max_length=24, choices=[(s.value, s.name) for s in State])
    outcome = models.CharField(max_length=12, blank=True)  # granted | rejected
    step_key = models.CharField(max_length=60, blank=True)
    step_since = models.DateTimeField()
    step_due_at = models.DateTimeField(null=True)

    competent_unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    received_unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    helped_unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    holder_unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    holder_post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+", null=True)
    holder_account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    back_to_post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+", null=True)
    waits_on = models.CharField(max_length=12, choices=[(w.value, w.name) for w in WaitsOn])
    waiting_since = models.DateTimeField()

    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    attention_at = models.DateTimeField(null=True)  # until when whoever has the turn must act
    clock = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    counted_late = models.BooleanField(default=False)
    supplement_count = models.PositiveSmallIntegerField(default=0)
    warned_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    escalation_level = models.PositiveSmallIntegerField(null=True)  # how far up, since escalated_at is set

    applicant_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    submitter_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    applicant = models.JSONField()
    applicant_name = models.CharField(max_length=200)
    applicant_order = models.CharField(max_length=200, default="", db_default="")  # the name by the alphabet
    search_text = models.TextField()  # folded: name, code, reference, procedure
    answers = models.JSONField()
    delivery = models.JSONField(default=dict)
    consent = models.JSONField(default=dict)
    # {"lines": […], "total": dong, "paid": dong, "paid_online": bool, "is_open": the amount is not confirmed yet}
    fees = models.JSONField(default=dict)

    channel = models.CharField(max_length=8)  # online | counter | post
    typed_by = models.CharField(max_length=10)  # citizen | assisted | staff
    identity_level = models.PositiveSmallIntegerField(default=0)
    has_e_result = models.BooleanField(default=False)
    has_digitised_papers = models.BooleanField(default=False)
    reuses_papers = models.BooleanField(default=False)
    paid_online = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="no_silent_dossier",
                condition=models.Q(closed_at__isnull=False)
                | models.Q(holder_post__isnull=False, holder_unit__isnull=False, attention_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["holder_post", "attention_at", "id"],
                name="dossier_inbox",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["competent_unit", "attention_at", "id"],
                name="dossier_open_of_unit",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["attention_at", "id"], name="dossier_watch", condition=models.Q(closed_at__isnull=True)
            ),
            models.Index(
                fields=["step_due_at", "id"],
                name="dossier_forwarded",
                condition=models.Q(closed_at__isnull=True, back_to_post__isnull=False),
            ),
            models.Index(fields=["competent_unit", "-received_at", "-id"], name="dossier_register"),
            models.Index(fields=["applicant_account", "-submitted_at"], name="dossier_of_applicant"),
            models.Index(fields=["submitter_account", "-submitted_at"], name="dossier_of_submitter"),
        ]

    def __str__(self) -> str:
        return self.code or self.reference


class DossierPaper(models.Model):
    """A paper handed in for one requirement; a replaced one stays, marked with when."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers")
    requirement_key = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12)  # original | copy | electronic
    copies = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=12)  # upload | scan | shown | store
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["dossier", "id"], name="paper_of_dossier")]

    def __str__(self) -> str:
        return self.name
