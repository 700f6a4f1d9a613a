"""Certificates that this installation knows, and what was signed with them."""

from django.conf import settings
from django.db import models

from motcua.kernel.ids import uuid7


class Certificate(models.Model):
    """A certificate of an officer (personal) or of an agency (its seal), and where its key is held."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=8)  # personal | agency
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)  # SHA-256 of ``der``
    der = models.BinaryField()
    subject = models.CharField(max_length=300)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    holder = models.CharField(max_length=12)  # token | server | remote
    place = models.JSONField(default=dict)  # what the holder needs to find the key; never a PIN, never the key
    picture = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+"
    )  # of its mark
    registered_by = models.CharField(max_length=200)
    registered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # no longer used here: lost, replaced, the post ended
    ended_by = models.CharField(max_length=200, blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="certificate_of_a_person_or_an_agency",
                condition=models.Q(kind="personal", account__isnull=False)
                | models.Q(kind="agency", account__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["account"], name="certificate_of_account")]

    def __str__(self) -> str:
        return self.subject


class SignedDocument(models.Model):
    """A document that was signed here: anybody who has its code may ask about it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12)  # result | copy | letter
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=20)  # what it belongs to, as the ledger names it
    subject_id = models.CharField(max_length=40)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")  # with all signatures
    withdrawn_at = models.DateTimeField(null=True)
    proven_at = models.DateTimeField(null=True)  # when its proof for the long term was last renewed
    proof_ends_at = models.DateTimeField(null=True)  # when the certificate of its last time stamp ends
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="signed_of_subject")]

    def __str__(self) -> str:
        return self.code


class SignatureMade(models.Model):
    """One signature on it: who, from which post, for which body, as it was at that moment."""

    document = models.ForeignKey(SignedDocument, on_delete=models.PROTECT, related_name="signatures")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    post_id = models.BigIntegerField(null=True)
    body = models.CharField(max_length=200)
    level = models.CharField(max_length=5)  # B-B | B-T | B-LT | B-LTA
    sha256 = models.CharField(max_length=64, db_index=True)  # of the file as far as this signature covers it
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} on {self.document_id}"
