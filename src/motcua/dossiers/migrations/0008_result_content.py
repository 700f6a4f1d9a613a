from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_waiting_records"),
    ]

    operations = [
        migrations.AddField("result", "rule", models.TextField(blank=True, default="")),
        migrations.AddField("result", "on_paper", models.BooleanField(default=False)),
    ]
