"""The database itself refuses to alter or delete an issued document, on both engines."""

from django.db import migrations

_TELL = "已印发的公文不能修改或删除。"

_SQLITE = [
    f"""CREATE TRIGGER documents_{name} BEFORE {event} ON documents_document WHEN OLD.state = 'issued'
        BEGIN SELECT RAISE(ABORT, '{_TELL}'); END"""
    for name, event in (("no_update", "UPDATE"), ("no_delete", "DELETE"))
]
_POSTGRESQL = [
    f"""CREATE FUNCTION documents_frozen() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF OLD.state = 'issued' THEN RAISE EXCEPTION '{_TELL}'; END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$""",
    """CREATE TRIGGER documents_no_change BEFORE UPDATE OR DELETE ON documents_document
        FOR EACH ROW EXECUTE FUNCTION documents_frozen()""",
]


def guard(apps, schema_editor):
    for statement in _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
