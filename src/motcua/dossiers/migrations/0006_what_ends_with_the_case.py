"""Questions and wishes that end with their case; a leader's consent to ask for papers once more; one wish at a time."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import motcua.kernel.ids

OVER = "SELECT 1 FROM dossiers_dossier d WHERE d.id = {table}.dossier_id AND d.finished_at IS NOT NULL"
LATER = (
    "SELECT 1 FROM dossiers_extension later WHERE later.dossier_id = dossiers_extension.dossier_id "
    "AND later.decided_at IS NULL AND later.id > dossiers_extension.id"
)
DROP_WHAT_HANGS = [
    "UPDATE dossiers_opinion SET dropped_at = due_at "
    f"WHERE answered_at IS NULL AND EXISTS ({OVER.format(table='dossiers_opinion')})",
    "UPDATE dossiers_extension SET dropped_at = asked_at "
    f"WHERE decided_at IS NULL AND EXISTS ({OVER.format(table='dossiers_extension')})",
    f"UPDATE dossiers_extension SET dropped_at = asked_at WHERE decided_at IS NULL AND EXISTS ({LATER})",
]


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("dossiers", "0005_supplement_gathered")]
    operations = [
        migrations.AddField("opinion", "dropped_at", models.DateTimeField(null=True)),
        migrations.AddField("extension", "dropped_at", models.DateTimeField(null=True)),
        migrations.RunSQL(DROP_WHAT_HANGS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "extension",
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(decided_at__isnull=True, dropped_at__isnull=True),
                name="extension_one_open",
            ),
        ),
        migrations.CreateModel(
            name="SupplementConsent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=motcua.kernel.ids.uuid7, primary_key=True, serialize=False),
                ),
                ("asks", models.JSONField()),
                ("reason", models.TextField()),
                ("asked_by", models.CharField(max_length=200)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                ("is_granted", models.BooleanField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["dossier"], name="consent_of_dossier")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["dossier"],
                        condition=models.Q(decided_at__isnull=True, dropped_at__isnull=True),
                        name="consent_one_open",
                    )
                ],
            },
        ),
    ]
