"""SQLite asks no trigger of deletion when a row is put in the place of another (INSERT OR REPLACE): that is refused by one of insertion."""

from django.db import migrations

_TELL = "操作记录只能追加，不能修改或删除。"
_SQLITE = f"""CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit_record
    WHEN EXISTS (SELECT 1 FROM audit_record WHERE position = NEW.position) BEGIN SELECT RAISE(ABORT, '{_TELL}'); END"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":  # PostgreSQL asks its trigger of updates
        schema_editor.execute(_SQLITE)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_what_somebody_did")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
