# The applicant's name as the queue sorts it; only open cases are ever sorted by it. The column is added in plain SQL:
# Django would make the table anew on SQLite, and the triggers that keep the search would be gone.

from typing import Any

from django.db import migrations, models

from motcua.kernel.alphabet import alphabet_key

AT_ONCE = 1000


def fill(apps: Any, _editor: Any) -> None:
    cases = apps.get_model("dossiers", "Dossier").objects
    found = list(cases.filter(closed_at=None).only("id", "applicant_name"))
    for case in found:
        case.applicant_order = alphabet_key(case.applicant_name)
    cases.bulk_update(found, ["applicant_order"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0009_result_content"),
    ]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE dossiers_dossier ADD COLUMN applicant_order varchar(200) NOT NULL DEFAULT ''",
            "ALTER TABLE dossiers_dossier DROP COLUMN applicant_order",
            state_operations=[
                migrations.AddField(
                    "dossier", "applicant_order", models.CharField(db_default="", default="", max_length=200)
                )
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
