"""Ways of looking at a list that a person keeps for themselves."""

from django.conf import settings
from django.db import models


class KeptView(models.Model):
    """A named way of looking at one list: the lane, the narrowing and the order, as its address has them."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_views")
    place = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=300)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("account", "place", "name"), name="people_kept_view_one_of_a_name"),
        )

    def __str__(self) -> str:
        return self.name
