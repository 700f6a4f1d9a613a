from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0004_watch_levels")]

    operations = [
        migrations.AddField(
            model_name="supplementrequest",
            name="gathered",
            field=models.JSONField(default=dict),
        ),
    ]
