# A password that somebody else set is changed first; wrong tries are counted in the database

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_officers"),
    ]

    operations = [
        migrations.AddField(
            model_name="account", name="must_change_password", field=models.BooleanField(default=False)
        ),
        migrations.CreateModel(
            name="Tries",
            fields=[
                ("place", models.CharField(max_length=160, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField()),
                ("until", models.DateTimeField()),
            ],
        ),
    ]
