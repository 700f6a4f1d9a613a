"""Special days of the country and opening hours of units, as the office keeps them."""

from django.db import models

from motcua.kernel.words import N_


class SpecialDay(models.Model):
    """A day off or a make-up work day for the whole country, with where that is written."""

    class Kind(models.TextChoices):
        """Closed, or worked although it is a day off of the week."""

        OFF = "off", N_("Ngày nghỉ")
        WORK = "work", N_("Ngày làm bù")

    class Type(models.TextChoices):
        """Why it is special."""

        STATUTORY = "statutory", N_("Ngày lễ, tết")
        COMPENSATORY = "compensatory", N_("Nghỉ bù")
        SWAP = "swap", N_("Nghỉ hoán đổi")
        MAKEUP = "makeup", N_("Làm bù")

    class Status(models.TextChoices):
        """How sure it is; of the projected days only those the law gives are counted."""

        LAW = "law", N_("Theo luật")
        ANNOUNCED = "announced", N_("Đã công bố")
        PROJECTED = "projected", N_("Dự kiến, chưa công bố")

    class News(models.TextChoices):
        """What an upgrade said of the day that no administrator has looked at yet."""

        NEW = "new", N_("Mới theo bản cập nhật")
        CHANGED = "changed", N_("Bản cập nhật ghi khác trước")
        GONE = "gone", N_("Bản cập nhật không còn ngày này")

    date = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    type = models.CharField(max_length=12, choices=Type.choices)
    status = models.CharField(max_length=9, choices=Status.choices)
    source = models.CharField(max_length=400, blank=True)
    news = models.CharField(max_length=7, choices=News.choices, blank=True)

    class Meta:
        ordering = ("date",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="work", type="makeup") | (models.Q(kind="off") & ~models.Q(type="makeup")),
                name="workdays_special_day_kind_fits_type",
            ),
        )

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"


class OfficeHours(models.Model):
    """Opening hours of a unit and everything below it, from a day on."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="office_hours")
    valid_from = models.DateField()
    hours = models.JSONField()  # {"mon-fri": [["07:00", "11:00"], ["13:00", "17:00"]], …}, see rules/hours.py
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("unit_id", "valid_from")
        constraints = (models.UniqueConstraint(fields=("unit", "valid_from"), name="workdays_hours_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.valid_from:%d/%m/%Y}"
