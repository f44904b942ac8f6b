"""Open problems by due day on PostgreSQL: in the order of days alone what is done lies before all that is open, and the engine walks over it.
SQLite takes them state by state (`queries.paging.cutting`)."""

from django.db import migrations

OPEN = "recorded analysed rectifying suspended corrected asked confirmed verified publicised disputed".split()


def index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        states = ", ".join(f"'{state}'" for state in OPEN)
        schema_editor.execute(
            f"CREATE INDEX ledger_of_open_by_due_day ON problems_problem (campaign_id, due_on, number DESC) WHERE state IN ({states})"
        )


class Migration(migrations.Migration):
    dependencies = [("problems", "0023_suspensions_that_end")]
    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
