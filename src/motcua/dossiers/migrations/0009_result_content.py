from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0008_seal_the_ledger"),
    ]

    operations = [
        migrations.AddField("result", "rule", models.TextField(blank=True, default="")),
        migrations.AddField("result", "on_paper", models.BooleanField(default=False)),
    ]
