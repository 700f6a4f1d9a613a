"""Finished cases handed over to the archive."""

from django.conf import settings
from django.db import models

from motcua.kernel.ids import uuid7


class Deposit(models.Model):
    """The finished cases of a unit and year in one package, then handed over against a receipt."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()  # in which the cases ended
    prepared_by = models.CharField(max_length=200)
    prepared_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    prepared_at = models.DateTimeField()
    receiver = models.CharField(max_length=200, blank=True, default="")
    receipt = models.CharField(max_length=200, blank=True, default="")  # number and day of the minute of delivery
    handed_by = models.CharField(max_length=200, blank=True, default="")
    handed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-prepared_at"], name="archive_deposits_of_unit")]

    def __str__(self) -> str:
        return f"deposit {self.unit_id}/{self.year}"


class DepositItem(models.Model):
    """One case in a package; a case is handed over once."""

    deposit = models.ForeignKey(Deposit, on_delete=models.PROTECT, related_name="items")
    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="deposited")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.dossier_id} in {self.deposit_id}"
