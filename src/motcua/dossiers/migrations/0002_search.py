"""The word index over cases: GIN on PostgreSQL, an FTS5 table kept by triggers on SQLite."""

from django.db import migrations

POSTGRESQL = [
    "CREATE INDEX dossier_words ON dossiers_dossier USING gin (to_tsvector('simple', search_text))",
    "ALTER TABLE dossiers_dossier SET (fillfactor = 80)",
]
SQLITE = [
    "CREATE VIRTUAL TABLE dossiers_search USING fts5(id UNINDEXED, search_text, tokenize='unicode61')",
    """CREATE TRIGGER dossiers_search_insert AFTER INSERT ON dossiers_dossier BEGIN
         INSERT INTO dossiers_search(rowid, id, search_text) VALUES (new.rowid, new.id, new.search_text);
       END""",
    """CREATE TRIGGER dossiers_search_update AFTER UPDATE OF search_text ON dossiers_dossier BEGIN
         UPDATE dossiers_search SET search_text = new.search_text WHERE rowid = new.rowid;
       END""",
    """CREATE TRIGGER dossiers_search_delete AFTER DELETE ON dossiers_dossier BEGIN
         DELETE FROM dossiers_search WHERE rowid = old.rowid;
       END""",
]
UNDO_POSTGRESQL = ["DROP INDEX dossier_words", "ALTER TABLE dossiers_dossier RESET (fillfactor)"]
UNDO_SQLITE = [
    "DROP TRIGGER dossiers_search_delete",
    "DROP TRIGGER dossiers_search_update",
    "DROP TRIGGER dossiers_search_insert",
    "DROP TABLE dossiers_search",
]


def _run(postgresql, sqlite):
    def run(apps, schema_editor):
        for statement in postgresql if schema_editor.connection.vendor == "postgresql" else sqlite:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_cases")]
    operations = [migrations.RunPython(_run(POSTGRESQL, SQLITE), _run(UNDO_POSTGRESQL, UNDO_SQLITE))]
