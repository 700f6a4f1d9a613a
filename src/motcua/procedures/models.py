"""Procedures, their immutable versions, and which unit takes applications for which of them."""

from typing import Any

from django.db import models

from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import WrongMoment
from motcua.kernel.words import N_
from motcua.procedures.ordered import OrderedJSONField

FIXED = N_("Phiên bản đã công bố của thủ tục không sửa được. Hãy công bố một phiên bản mới.")


class Procedure(models.Model):
    """An administrative procedure of the national catalogue, as published; ``detail`` is its readable text."""

    code = models.CharField(max_length=20, unique=True)
    name = models.TextField()
    short_name = models.CharField(max_length=200)
    name_folded = models.TextField()
    field = models.CharField(max_length=120, db_index=True)
    handler = models.CharField(max_length=16, default="ours")
    level = models.CharField(max_length=40, blank=True)
    era = models.CharField(max_length=20)
    rank = models.PositiveSmallIntegerField(default=1000)
    is_operable = models.BooleanField(default=False)
    synonyms: models.JSONField = models.JSONField(default=list, blank=True)
    life_events: models.JSONField = models.JSONField(default=list, blank=True)
    detail: OrderedJSONField = OrderedJSONField(default=dict, blank=True)
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("rank", "code")

    def __str__(self) -> str:
        return f"{self.code} {self.short_name}"


class ProcedureVersion(models.Model):
    """A published bundle of a procedure, in force from a day until a last day (inclusive); never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    bundle: OrderedJSONField = OrderedJSONField()
    digest = models.CharField(max_length=64)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True)
    front = models.CharField(max_length=16, default="own")
    handled_by = models.CharField(max_length=16, default="ours")
    takes_online = models.BooleanField(default=False)

    class Meta:
        ordering = ("procedure_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=("procedure", "number"), name="procedures_version_number_once"),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="procedures_version_dates_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new version is kept; a published one stays as it is (its end is set by the act that replaces it)."""
        if not self._state.adding:
            raise WrongMoment(FIXED)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never: dossiers were received under it."""
        raise WrongMoment(FIXED)


class Activation(models.Model):
    """A unit takes applications for a procedure from a day until a last day (inclusive)."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="activations")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("procedure", "unit"),
                condition=models.Q(until_on__isnull=True),
                name="procedures_activation_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.procedure_id} @ {self.unit_id}"


class FrontRule(models.Model):
    """Where one applies online from a day on, for the whole locality or for one procedure; rows are only added.

    Of what has begun the latest counts, of one day what was set last. A procedure may follow the locality again.
    """

    class Front(models.TextChoices):
        """Who takes online applications."""

        OWN = "own", N_("Trang của địa phương")
        NATIONAL = "national", N_("Cổng Dịch vụ công quốc gia hoặc VNeID")
        LOCALITY = "locality", N_("Theo quy định chung của địa phương")

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="front_rules", null=True)
    front = models.CharField(max_length=8, choices=Front.choices)
    from_on = models.DateField()
    reason = models.CharField(max_length=300)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(front__in=("own", "national")) | models.Q(front="locality", procedure__isnull=False),
                name="procedures_front_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.procedure_id or 'locality'} {self.front} {self.from_on:%d/%m/%Y}"
