"""Whether a version names an online way, as a column that lists can ask for; fixed like the rest of a version."""

from typing import Any

from django.db import migrations, models

FIXED = ("procedure_id", "number", "bundle", "digest", "valid_from", "published_at", "published_by", "handled_by")
MESSAGE = "a published procedure version is never changed"
TABLE = "procedures_procedureversion"


def open_versions(_apps: Any, editor: Any) -> None:
    """Take the trigger away; SQLite lost it when the table was made anew for the column."""
    on_table = f" ON {TABLE}" if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"DROP TRIGGER IF EXISTS procedures_version_fixed{on_table}")


def read_the_bundles(apps: Any, _editor: Any) -> None:
    """The versions that were published before say it in their bundle."""
    versions = apps.get_model("procedures", "ProcedureVersion").objects
    told = [pk for pk, bundle in versions.values_list("pk", "bundle").iterator(100) if _is_online(bundle)]
    versions.filter(pk__in=told).update(takes_online=True)


def _is_online(bundle: Any) -> bool:
    return "online" in (bundle.get("time_limits") or {})


def fix_versions(_apps: Any, editor: Any) -> None:
    """The trigger of 0001, over the new column too."""
    editor.execute(_trigger(editor.connection.vendor, (*FIXED, "takes_online")))


def fix_as_before(_apps: Any, editor: Any) -> None:
    """The trigger of 0001."""
    editor.execute(_trigger(editor.connection.vendor, FIXED))


def _trigger(vendor: str, columns: tuple[str, ...]) -> str:
    begun = f"CREATE TRIGGER procedures_version_fixed BEFORE UPDATE ON {TABLE} "
    if vendor == "postgresql":
        changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns)
        return f"{begun}FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION procedures_version_is_fixed()"
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns)
    return f"{begun}WHEN {changed} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_front_rules")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, fix_as_before),
        migrations.AddField("procedureversion", "takes_online", models.BooleanField(default=False)),
        migrations.RunPython(open_versions, open_versions),
        migrations.RunPython(read_the_bundles, migrations.RunPython.noop),
        migrations.RunPython(fix_versions, open_versions),
    ]
