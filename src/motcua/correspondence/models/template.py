"""What a unit writes its documents from, and how it numbers them."""

from django.db import models

from motcua.kernel.ids import uuid7


class LetterTemplate(models.Model):
    """One version of a unit's own template of a kind; the newest is used, older ones stay to look at."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=150)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    names = models.JSONField(default=list)  # the placeholders it uses
    added_by = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # taken back: the shipped one is used again

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "kind", "number"], name="template_one_number")]

    def __str__(self) -> str:
        return f"{self.kind} v{self.number}"


class OfficeBook(models.Model):
    """How a unit writes its symbols and which kinds it numbers together."""

    unit = models.OneToOneField("people.Unit", on_delete=models.PROTECT, related_name="+")
    symbol = models.CharField(max_length=20)  # of the body, as UBND
    section = models.CharField(max_length=20, blank=True)  # of who drafts, as VP: in the symbol of letters
    place = models.CharField(max_length=100)  # before the date, as Núi Sập
    series = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.symbol
