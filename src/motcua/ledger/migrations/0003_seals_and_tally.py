# What the key adds to the chain: a seal for each entry, a tally of all; filled by dossiers.0008

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_check"),
    ]

    operations = [
        migrations.AddField(model_name="entry", name="columns", field=models.JSONField(default=dict)),
        migrations.AddField(model_name="entry", name="seal", field=models.CharField(default="", max_length=32)),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("bucket", models.CharField(max_length=8, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=16)),
                ("entries", models.BigIntegerField(default=0)),
                ("low", models.BigIntegerField(default=0)),
                ("high", models.BigIntegerField(default=0)),
            ],
        ),
    ]
