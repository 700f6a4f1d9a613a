"""Public bodies as a tree with validity, what succeeded them, and the hamlets below communes."""

from django.db import models

from motcua.kernel.words import N_


class UnitKind(models.TextChoices):
    """What a unit is in the tree."""

    PROVINCE = "province", N_("Cấp tỉnh")
    DISTRICT = "district", N_("Cấp huyện")
    COMMUNE = "commune", N_("Cấp xã")
    ONE_STOP_DESK = "one_stop_desk", N_("Bộ phận Một cửa")
    DIVISION = "division", N_("Bộ phận chuyên môn")
    AGENCY = "agency", N_("Cơ quan phối hợp")


class Unit(models.Model):
    """A public body or a part of one.

    A plain official code is one of the catalogue before the reform; a code of a later catalogue carries its year
    ("30682@2025"), because the reform gave old codes to new communes. ``valid_until`` is the last day (inclusive).
    ``is_operating`` is false for bodies that this installation knows but does not run.
    """

    code = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=16, choices=UnitKind.choices)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=250, unique=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    is_operating = models.BooleanField(default=True)
    agency_code = models.CharField(max_length=32, blank=True)
    agency_code_is_demo = models.BooleanField(default=False)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)
    map_point = models.CharField(max_length=24, blank=True)  # "10.26421,105.26789": latitude, longitude

    class Meta:
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="people_unit_dates_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def official_code(self) -> str:
        """The code as the statistics office writes it."""
        return self.code.partition("@")[0]


class UnitSuccession(models.Model):
    """An old unit went into a new one on a day, by a resolution."""

    old = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="predecessions")
    on = models.DateField()
    resolution = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("old", "new"), name="people_succession_once"),
            models.CheckConstraint(condition=~models.Q(old=models.F("new")), name="people_succession_not_to_itself"),
        )

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Hamlet(models.Model):
    """An ấp or khóm below a commune; not a tier of government.

    ``is_complete`` says whether the list of this hamlet's commune is known to be whole.
    """

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="hamlets")
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=300, blank=True)
    is_complete = models.BooleanField(default=False)

    class Meta:
        ordering = ("commune_id", "name")
        constraints = (models.UniqueConstraint(fields=("commune", "name"), name="people_hamlet_once_in_commune"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
