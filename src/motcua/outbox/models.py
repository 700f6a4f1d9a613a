"""Events written with the act, and their deliveries to those who react."""

from django.db import models


class Event(models.Model):
    """Something that happened, announced in the act's own transaction (``dossier.received``)."""

    topic = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    payload = models.JSONField()
    created_at = models.DateTimeField()
    expanded = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="outbox_to_expand", condition=models.Q(expanded=False)),
            models.Index(fields=["subject_id"], name="outbox_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.subject_id}#{self.seq}"


class Delivery(models.Model):
    """One event on its way to one consumer; at least once, in order within a subject."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        DEAD = "dead"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    consumer = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "consumer"], name="outbox_once_per_consumer")]
        indexes = [
            models.Index(fields=["run_at", "id"], name="outbox_due", condition=models.Q(state="waiting")),
            models.Index(fields=["subject_id", "consumer"], name="outbox_order", condition=models.Q(state="waiting")),
            models.Index(fields=["-id"], name="outbox_dead", condition=models.Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.consumer}: {self.state}"


class Tick(models.Model):
    """When a scheduled job last ran; the row is the guard against running twice."""

    job = models.CharField(max_length=60, primary_key=True)
    ran_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.job} at {self.ran_at}"


class Heartbeat(models.Model):
    """A sign of life of one worker."""

    name = models.CharField(max_length=60, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.beat_at}"
