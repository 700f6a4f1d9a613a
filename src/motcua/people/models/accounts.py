"""The account with which a person, or the system, acts."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from motcua.kernel.ids import uuid7
from motcua.kernel.words import N_


class Kind(models.TextChoices):
    """Which side of the counter an account stands on."""

    CITIZEN = "citizen", N_("Công dân")
    OFFICER = "officer", N_("Cán bộ")
    SYSTEM = "system", N_("Hệ thống")


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of this sign-in name."""
        return self.get(username=username)


class Account(AbstractBaseUser):
    """A person's way in. A citizen's ``username`` is opaque: they sign in with their citizen number or phone."""

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    seated: tuple[Sequence[Any], Sequence[Any]]  # held and delegated posts, where they were read with the account

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    full_name = models.CharField(max_length=120)
    phone = models.CharField(max_length=16, blank=True, db_index=True)
    email = models.EmailField(blank=True, db_index=True)
    national_id = models.CharField(max_length=12, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=1, blank=True)
    address: models.JSONField = models.JSONField(default=dict, blank=True)
    identity_level = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=8, default="vi")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)  # somebody else set it
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    class Meta:
        indexes = (
            models.Index(fields=("full_name", "id"), name="people_officers", condition=models.Q(kind="officer")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("national_id",), condition=~models.Q(national_id=""), name="people_account_one_per_national_id"
            ),
            models.CheckConstraint(
                condition=models.Q(identity_level__lte=2), name="people_account_identity_level_known"
            ),
        )

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The name as written on the card."""
        return self.full_name
