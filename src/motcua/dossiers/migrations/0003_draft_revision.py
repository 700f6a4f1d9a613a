from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_search")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="revision",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
