"""How often somebody guessed wrong."""

from django.db import models


class Tries(models.Model):
    """Wrong tries from one address, or on one secret, until they are forgotten."""

    place = models.CharField(max_length=160, primary_key=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.place}: {self.count}"
