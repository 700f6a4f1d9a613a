"""Seats with rights, who holds them, and who acts for an absent holder."""

from django.conf import settings
from django.db import models

from motcua.kernel.words import N_


class Role(models.TextChoices):
    """What a post may do."""

    DESK_OFFICER = "desk_officer", N_("Tiếp nhận và trả kết quả")
    SPECIALIST = "specialist", N_("Chuyên môn")
    LEADER = "leader", N_("Lãnh đạo")
    CLERK = "clerk", N_("Văn thư")
    ADMINISTRATOR = "administrator", N_("Quản trị")
    INSPECTOR = "inspector", N_("Thanh tra, giám sát")


class Post(models.Model):
    """A seat in a unit; a person holds it for a time. ``fields`` empty means every field of procedures."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="posts")
    role = models.CharField(max_length=16, choices=Role.choices)
    title = models.CharField(max_length=120)
    fields: models.JSONField = models.JSONField(default=list, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("unit_id", "id")

    def __str__(self) -> str:
        return self.title


class Holding(models.Model):
    """A person holds a post from a day until a last day (inclusive)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="holdings")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("post",), condition=models.Q(until_on__isnull=True), name="people_post_one_open_holding"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("from_on")),
                name="people_holding_dates_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} @ {self.post_id}"


class Delegation(models.Model):
    """Somebody else acts in a post while its officer is away."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="delegations")
    to_account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations_given")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-from_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until_at__gt=models.F("from_at")), name="people_delegation_moments_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.post_id} → {self.to_account_id}"
