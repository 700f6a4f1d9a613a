# The check of the whole ledger: how far it came and what it found

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0001_chained_record"),
    ]

    operations = [
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_by", models.JSONField()),
                ("asked_at", models.DateTimeField()),
                ("expected", models.PositiveBigIntegerField()),
                ("read", models.PositiveBigIntegerField(default=0)),
                ("part", models.CharField(blank=True, max_length=8)),
                ("kind", models.CharField(blank=True, max_length=16)),
                ("subject", models.CharField(blank=True, max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                ("first_bad", models.JSONField(null=True)),
            ],
        ),
    ]
