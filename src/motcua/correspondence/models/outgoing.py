"""A document that a unit issues, from draft to release, and to whom it goes."""

from django.conf import settings
from django.db import models

from motcua.kernel.ids import uuid7


class Outgoing(models.Model):
    """One document of a unit; written by ``ledger.commit`` alone."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    version = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")  # the authority that issues it
    kind = models.CharField(max_length=8)
    subject = models.CharField(max_length=500)
    symbol = models.CharField(max_length=80)
    number = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    series = models.CharField(max_length=12, blank=True)
    code = models.CharField(max_length=100, blank=True)  # 12/QĐ-UBND
    promulgated_on = models.DateField(null=True)
    priority = models.PositiveSmallIntegerField(default=0)
    steering = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField(null=True)  # until when the receivers answer
    content = models.JSONField(default=dict)  # what the template is filled with
    facts = models.JSONField(default=dict)  # of the dossier or document it was begun from
    dossier_id = models.UUIDField(null=True)
    answers = models.ForeignKey("correspondence.Incoming", on_delete=models.PROTECT, null=True, related_name="answered")
    changes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="changed_by")
    purpose = models.PositiveSmallIntegerField(default=0)  # ports.Purpose: what it does to ``changes``
    sign_mode = models.CharField(max_length=8)
    mandate = models.CharField(max_length=200, blank=True)
    mandate_until = models.DateField(null=True)
    signer_post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=200, blank=True)
    drafted_post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+", null=True)
    drafted_account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    drafted_by = models.CharField(max_length=200)
    drafted_at = models.DateTimeField()
    holder_post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+", null=True)
    holder_since = models.DateTimeField(null=True)
    draft_number = models.PositiveSmallIntegerField(default=1)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    search_text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "code"],
                condition=models.Q(number__isnull=False),
                name="outgoing_number_once",
            )
        ]
        indexes = [
            models.Index(fields=["unit", "year", "-number"], name="outgoing_register"),
            models.Index(fields=["unit", "-drafted_at", "-id"], name="outgoing_of_unit"),
            models.Index(
                fields=["holder_post", "holder_since"],
                name="outgoing_held",
                condition=models.Q(holder_post__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.subject


class DraftVersion(models.Model):
    """A version of the text as somebody left it: what can be edited, what it looks like, its bare words."""

    outgoing = models.ForeignKey(Outgoing, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    source = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")  # ODT
    pdf = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    author = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outgoing", "number"], name="draft_one_number")]

    def __str__(self) -> str:
        return f"{self.outgoing_id} v{self.number}"


class Recipient(models.Model):
    """One receiver of a document: by which way it goes there, and what became of it."""

    outgoing = models.ForeignKey(Outgoing, on_delete=models.PROTECT, related_name="recipients")
    place = models.PositiveSmallIntegerField()  # its place in the list
    is_main = models.BooleanField(default=True)  # addressed to (kính gửi), else a copy for information
    way = models.CharField(max_length=8)  # inside | axis | paper
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    organ_id = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=300)
    status = models.CharField(max_length=8, default="waiting")  # waiting | sent | failed | by_hand | a StatusCode
    changed_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outgoing", "place"], name="recipient_one_place")]

    def __str__(self) -> str:
        return self.name
