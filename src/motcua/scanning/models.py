"""Papers on their way from the scanner to their signed copy, page by page, and what the scanners left."""

from django.conf import settings
from django.db import models

from motcua.kernel.ids import uuid7
from motcua.scanning.rules.states import State


class Scan(models.Model):
    """One paper of one or more pages; written by ``ledger.commit`` alone, its progress lies in its pages."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    version = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")  # the authority it works for
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_by = models.CharField(max_length=200)
    taken_at = models.DateTimeField()
    way = models.CharField(max_length=8)  # upload | scanner
    about_kind = models.CharField(max_length=8, blank=True)  # draft | dossier | nothing
    about_id = models.UUIDField(null=True)
    requirement_key = models.CharField(max_length=60, blank=True)
    paper_name = models.CharField(max_length=300)
    kept_despite = models.TextField(blank=True)  # why doubtful pages were kept all the same
    state = models.CharField(max_length=10, choices=[(one.value, one.name) for one in State])
    trouble = models.JSONField(default=dict)  # of a failed one: {"text", "params"}
    proposals = models.JSONField(default=list)
    result = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    pages = models.PositiveIntegerField(default=0)  # of the result
    confirmed = models.JSONField(default=dict)  # {"owner": {…}, "paper": {…}}
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    signed = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)  # signed or dropped

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="scan_to_work", condition=models.Q(closed_at__isnull=True)),
            models.Index(fields=["unit", "-id"], name="scan_of_unit"),
            models.Index(fields=["about_id"], name="scan_about", condition=models.Q(about_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.paper_name

    @property
    def paper_code(self) -> str:
        """What stands for the paper in the name of its file: its code in the procedure, else its name."""
        return self.requirement_key or str(self.confirmed.get("paper", {}).get("name") or self.paper_name)


class ScanSource(models.Model):
    """One file that was handed in for a scan, in the order of the paper."""

    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, related_name="sources")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scan", "number"], name="scan_source_once")]

    def __str__(self) -> str:
        return f"{self.scan_id} source {self.number}"


class ScanPage(models.Model):
    """One page of a source: to be read until ``done_at``; what was read and measured of it."""

    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, related_name="leaves")
    number = models.PositiveSmallIntegerField()
    source = models.PositiveSmallIntegerField()  # ScanSource.number
    page = models.PositiveSmallIntegerField()  # within the source, from 0
    done_at = models.DateTimeField(null=True)
    is_blank = models.BooleanField(default=False)
    picture = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    layer = models.BinaryField(null=True)  # the unseen text, as a one-page PDF, until the pages are bound
    size = models.JSONField(default=list)  # points
    measured = models.JSONField(default=dict)
    lines = models.JSONField(default=list)  # [[text, sure]]
    sure = models.FloatField(default=0)
    told = models.JSONField(default=dict)  # {"turned", "skew", "straightened"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scan", "number"], name="scan_page_once")]

    def __str__(self) -> str:
        return f"{self.scan_id} page {self.number}"


class ScanLease(models.Model):
    """Which scan a worker has in hand, and until when others leave it alone."""

    scan = models.OneToOneField(Scan, on_delete=models.CASCADE, primary_key=True, related_name="lease")
    until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)  # of the page or binding that is at hand

    def __str__(self) -> str:
        return f"{self.scan_id} until {self.until}"


class Arrival(models.Model):
    """A file that a scanner left in the folder of a unit; an officer says which paper it is."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    scanned_at = models.DateTimeField()  # when the scanner wrote it
    came_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)  # became part of a scan, or was put aside

    class Meta:
        indexes = [models.Index(fields=["unit", "came_at"], name="arrival_new", condition=models.Q(used_at=None))]

    def __str__(self) -> str:
        return self.name
