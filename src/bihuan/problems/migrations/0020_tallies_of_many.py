"""On SQLite a write of many problems brings the counters up once, with sums (`problems.operations.tallies.counted_at_once`), instead of five
times a row: while a row stands in this table the triggers of migration 0018 stay still. Writers take turns there, and the row never
outlives its transaction. PostgreSQL sums whole statements anyway."""

from django.db import migrations

_STILL = "NOT EXISTS (SELECT 1 FROM problems_tally_of_many)"


def _told(schema_editor, name):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [name])
        return cursor.fetchone()[0]


def wait_for_sums(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    schema_editor.execute("CREATE TABLE problems_tally_of_many (keys integer NOT NULL)")
    for name in ("problems_tally_insert", "problems_tally_update"):
        head, _begin, body = _told(schema_editor, name).partition(" BEGIN ")
        event, when, condition = head.partition(" WHEN ")
        wanted = f"{_STILL} AND ({condition})" if when else _STILL
        schema_editor.execute(f"DROP TRIGGER {name}")
        schema_editor.execute(f"{event} WHEN {wanted} BEGIN {body}")


class Migration(migrations.Migration):
    dependencies = [("problems", "0019_leaner_indexes")]
    operations = [migrations.RunPython(wait_for_sums, migrations.RunPython.noop)]
