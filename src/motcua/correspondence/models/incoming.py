"""A document that reached a unit: who sent it, its number in the book, who handles it until when."""

from django.db import models

from motcua.kernel.ids import uuid7


class Incoming(models.Model):
    """One document that came to a unit; written by ``ledger.commit`` alone."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    version = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=8)  # inside | axis | paper
    arrived_at = models.DateTimeField()
    number = models.PositiveIntegerField(null=True)  # "số đến"
    year = models.PositiveSmallIntegerField(null=True)
    registered_at = models.DateTimeField(null=True)
    author = models.CharField(max_length=300)  # "tác giả": the body that issued it
    organ_id = models.CharField(max_length=32, blank=True)
    sender_unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    document_id = models.CharField(max_length=80)  # unique for ever, as the sender gave it; of paper our own
    code = models.CharField(max_length=100, blank=True)  # its number and symbol there
    promulgated_on = models.DateField(null=True)
    kind = models.CharField(max_length=8)
    subject = models.CharField(max_length=500)
    priority = models.PositiveSmallIntegerField(default=0)
    steering = models.PositiveSmallIntegerField(default=1)
    answer_until = models.DateField(null=True)  # as the sender asks
    pages = models.PositiveSmallIntegerField(default=0)
    checked = models.JSONField(default=dict)  # signing's report on the file on arrival
    twin = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")  # probably the same again
    holder_post = models.ForeignKey("people.Post", on_delete=models.PROTECT, null=True, related_name="+")
    presented_at = models.DateTimeField(null=True)
    presented_to = models.ForeignKey("people.Post", on_delete=models.PROTECT, null=True, related_name="+")
    instruction = models.TextField(blank=True)
    assigned_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)  # what was done, or why it was returned
    warned_at = models.DateTimeField(null=True)
    change_asked = models.PositiveSmallIntegerField(default=0)  # ports.Purpose that the sender asked for; 0 none
    change_reason = models.CharField(max_length=500, blank=True)
    search_text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "document_id"], name="incoming_once"),
            models.UniqueConstraint(
                fields=["unit", "year", "number"],
                condition=models.Q(number__isnull=False),
                name="incoming_number_once",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-arrived_at", "-id"], name="incoming_of_unit"),
            models.Index(
                fields=["holder_post", "arrived_at"],
                name="incoming_held",
                condition=models.Q(holder_post__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.subject


class IncomingFile(models.Model):
    """A file of it: the document itself first, then its annexes."""

    incoming = models.ForeignKey(Incoming, on_delete=models.PROTECT, related_name="files")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incoming", "place"], name="incoming_file_place")]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """A post that handles it: one leads, the others help."""

    incoming = models.ForeignKey(Incoming, on_delete=models.PROTECT, related_name="assignments")
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    is_lead = models.BooleanField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # given to others instead

    class Meta:
        indexes = [models.Index(fields=["post", "ended_at"], name="assignment_of_post")]

    def __str__(self) -> str:
        return f"{self.incoming_id} → {self.post_id}"
