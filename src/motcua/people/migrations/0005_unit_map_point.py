from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_own_password_and_tries"),
    ]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="map_point",
            field=models.CharField(blank=True, max_length=24),
        ),
    ]
