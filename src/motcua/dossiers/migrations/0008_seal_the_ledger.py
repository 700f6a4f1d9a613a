# Seals what was written before seals: every entry, every case as it stands; opens the tally of a new installation

from functools import partial
from typing import Any

from django.db import migrations

from motcua.ledger.heads import kept_in_rows
from motcua.ledger.sealing import seal_all


def seal(apps: Any, _editor: Any) -> None:
    cases = {"dossier": partial(kept_in_rows, apps.get_model("dossiers", "Dossier"))}
    seal_all(apps.get_model("ledger", "Entry"), apps.get_model("ledger", "Tally"), cases)


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_waiting_records"),
        ("ledger", "0003_seals_and_tally"),
    ]

    operations = [migrations.RunPython(seal, migrations.RunPython.noop, elidable=False)]
