"""Messages to people: kept in the product for those with an account or post, sent out by other channels."""

from django.conf import settings
from django.db import models


class Message(models.Model):
    """One sentence for one person or post about one thing, with where to go."""

    key = models.CharField(max_length=120, unique=True)  # event key and audience: never told twice
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    post = models.ForeignKey("people.Post", on_delete=models.CASCADE, null=True, related_name="+")
    dossier_id = models.UUIDField(null=True)
    topic = models.CharField(max_length=60)
    text = models.TextField()
    params = models.JSONField(default=dict)
    link = models.CharField(max_length=200)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-at"], name="message_of_account"),
            models.Index(fields=["post", "-at"], name="message_of_post"),
            models.Index(fields=["account"], name="message_unread", condition=models.Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} at {self.at}"


class Mail(models.Model):
    """An e-mail that went out for a message; the key makes a repeated delivery send nothing."""

    key = models.CharField(max_length=120, unique=True)
    address = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.subject} to {self.address}"
