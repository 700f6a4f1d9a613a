"""Dated records beside the case: what was asked, answered, extended, decided, handed over, read."""

from django.conf import settings
from django.db import models

from motcua.kernel.ids import uuid7


class SupplementRequest(models.Model):
    """One request to complete the papers (form 02); at most one is open at a time."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="supplements")
    at_door = models.BooleanField()
    asks = (
        models.JSONField()
    )  # [{"requirement": key, "name": …, "reason": missing|incorrect|outdated, "rule", "explain"}]
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    consent_by = models.CharField(max_length=200, blank=True)
    consent_reason = models.TextField(blank=True)
    gathered = models.JSONField(default=dict)  # until it is sent: {"papers": requirement key -> […], "answer": text}
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # answered, lapsed or withdrawn
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(closed_at__isnull=True), name="supplement_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"supplement of {self.dossier_id}"


class SupplementConsent(models.Model):
    """The wish to ask for papers beyond the number the rules allow; a leader consents or declines."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="consents")
    asks = models.JSONField()  # as in SupplementRequest
    reason = models.TextField()
    asked_by = models.CharField(max_length=200)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)  # why the leader declined
    dropped_at = models.DateTimeField(null=True)  # closed with the case, undecided

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(decided_at__isnull=True, dropped_at__isnull=True),
                name="consent_one_open",
            )
        ]
        indexes = [models.Index(fields=["dossier"], name="consent_of_dossier")]

    def __str__(self) -> str:
        return f"consent for {self.dossier_id}"


class Opinion(models.Model):
    """A question to another body: in parallel (opinion) or with the whole case (forward)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="opinions")
    kind = models.CharField(max_length=8)  # opinion | forward
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+", null=True)
    question = models.TextField()
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    agrees = models.BooleanField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    is_silence = models.BooleanField(default=False)
    chased_at = models.DateTimeField(null=True)  # silent past its time, where silence is no agreement
    dropped_at = models.DateTimeField(null=True)  # closed with the case or taken back, without an answer

    class Meta:
        indexes = [
            models.Index(fields=["post", "due_at"], name="opinion_inbox", condition=models.Q(answered_at__isnull=True)),
            models.Index(fields=["dossier"], name="opinion_of_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.unit_id} on {self.dossier_id}"


class Extension(models.Model):
    """A new date: asked for and decided inside the office, or told with an apology (form 04)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="extensions")
    kind = models.CharField(max_length=10)  # extension | apology
    reason = models.TextField()
    old_due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)
    dropped_at = models.DateTimeField(null=True)  # closed with the case, undecided

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(decided_at__isnull=True, dropped_at__isnull=True),
                name="extension_one_open",
            )
        ]
        indexes = [
            models.Index(fields=["dossier"], name="extension_of_dossier"),
            models.Index(
                fields=["id"], name="extension_undecided", condition=models.Q(kind="extension", decided_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.dossier_id}"


class Result(models.Model):
    """What the applicant gets: drafted by the specialist, approved by the leader, then issued."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="results")
    name = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=12)  # granted | rejected
    text = models.TextField(blank=True)
    rule = models.TextField(blank=True, default="")  # the ground of a rejection
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    on_paper = models.BooleanField(default=False)  # handed over on paper; nothing to download until it is scanned
    drafted_by = models.CharField(max_length=200)
    drafted_at = models.DateTimeField()
    approved_by = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="result_of_dossier")]

    @property
    def is_electronic(self) -> bool:
        """There is something to read or download."""
        return bool(self.file_id) or (bool(self.text) and not self.on_paper)

    def __str__(self) -> str:
        return self.name


class HandOver(models.Model):
    """The proof that a result reached its person."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="hand_over")
    way = models.CharField(max_length=8)  # online | desk | post
    receiver_name = models.CharField(max_length=200)
    receiver_number = models.CharField(max_length=20, blank=True)
    mandate = models.CharField(max_length=200, blank=True)
    tracking = models.CharField(max_length=40, blank=True)
    confirmed_by = models.CharField(max_length=60)  # card | signature | download | post
    handed_by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"hand-over of {self.dossier_id}"


UNHAPPY = 1


class Rating(models.Model):
    """How the applicant was served; never a condition for the result."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="rating")
    score = models.PositiveSmallIntegerField()  # 1 unhappy, 2 fair, 3 happy
    reasons = models.JSONField(default=list)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.score} for {self.dossier_id}"

    @property
    def is_unexplained(self) -> bool:
        """Whether somebody was unhappy and has not said why yet; that may be added once."""
        return self.score == UNHAPPY and not self.reasons and not self.comment


class Note(models.Model):
    """An officer's remark inside the office; the applicant does not see it."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="notes")
    author = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="note_of_dossier")]

    def __str__(self) -> str:
        return f"note on {self.dossier_id}"


class StatutoryForm(models.Model):
    """A statutory document that was issued: its number and the facts it was printed from, frozen."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="forms")
    key = models.CharField(max_length=16)  # receipt | supplement | refusal | apology | stop | rejection
    number = models.CharField(max_length=60)
    serial = models.CharField(max_length=100, unique=True, null=True)  # book and running number, gapless
    rules_on = models.DateField()  # day of receipt: the form set of that day
    facts = models.JSONField()
    issued_by = models.CharField(max_length=200)
    issued_at = models.DateTimeField(null=True)  # None: a draft prepared by the watch job
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")  # signed since

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "id"], name="form_of_dossier"),
            models.Index(fields=["key"], name="form_drafted", condition=models.Q(issued_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class Reading(models.Model):
    """Who looked at a dossier, and when; reading personal data leaves a trace."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="readings")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    way = models.CharField(max_length=12)  # office | look_up | file | form | api | audit
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "-at"], name="reading_of_dossier")]

    def __str__(self) -> str:
        return f"{self.name} read {self.dossier_id}"
