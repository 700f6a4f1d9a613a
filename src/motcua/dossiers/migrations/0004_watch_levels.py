"""How far up a missed deadline was told; which silent bodies were chased; forwarded cases by their own time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_draft_revision")]

    operations = [
        migrations.AddField("dossier", "escalation_level", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("opinion", "chased_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "dossier",
            models.Index(
                fields=["step_due_at", "id"],
                name="dossier_forwarded",
                condition=models.Q(closed_at__isnull=True, back_to_post__isnull=False),
            ),
        ),
    ]
