from django.db import migrations, models

# Every content that files point to gets its row; the job then seals and reads them a few at a time.
ADOPT = """
INSERT INTO files_content (sha256, size, "key", claimed_at, state)
SELECT sha256, MAX(size), '', MAX(created_at), 'whole' FROM files_storedfile GROUP BY sha256
"""


class Migration(migrations.Migration):
    dependencies = [("files", "0001_stored_file")]

    operations = [
        migrations.AddField("storedfile", "destroyed_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField(
            "storedfile", "destroyed_under", models.CharField(default="", editable=False, max_length=100)
        ),
        migrations.CreateModel(
            name="Content",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.PositiveBigIntegerField()),
                ("key", models.CharField(db_index=True, default="", max_length=16)),
                ("claimed_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("whole_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("whole", "whole"),
                            ("damaged", "damaged"),
                            ("missing", "missing"),
                            ("locked", "locked"),
                        ],
                        default="whole",
                        max_length=8,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["checked_at"], name="files_content_due"),
                    models.Index(
                        condition=models.Q(("state", "whole"), _negated=True),
                        fields=["state"],
                        name="files_content_bad",
                    ),
                ],
            },
        ),
        migrations.RunSQL(ADOPT, migrations.RunSQL.noop),
    ]
