# The applicant's name as the queue sorts it; only open cases are ever sorted by it

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
        migrations.AddField("dossier", "applicant_order", models.CharField(default="", max_length=200)),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
