"""The database itself refuses to alter the book, on both engines."""

from django.db import migrations

_TELL = "操作记录只能追加，不能修改或删除。"

_SQLITE = [
    f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit_record BEGIN SELECT RAISE(ABORT, '{_TELL}'); END",
    f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_record BEGIN SELECT RAISE(ABORT, '{_TELL}'); END",
]
_POSTGRESQL = [
    f"""CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{_TELL}'; END $$""",
    """CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_record
        FOR EACH ROW EXECUTE FUNCTION audit_refuses()""",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_record FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()",
]


def guard(apps, schema_editor):
    for statement in _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
