"""What ten thousand new rows need not write: indexes that others stand in for, and a search table that looks up each character's kind.

The words of the search table are cut and lowered before they come (rules/bigrams.py), so that blanks alone part them; sorted into it
they are when 16 MB have come together instead of one: half the time of a bulk write."""

from django.conf import settings
from django.db import migrations, models

_SEARCH = [
    "CREATE VIRTUAL TABLE problems_search_new USING fts5(words, tokenize='ascii', detail=full)",
    "INSERT INTO problems_search_new (problems_search_new, rank) VALUES ('hashsize', 16777216)",
    "INSERT INTO problems_search_new (rowid, words) SELECT rowid, words FROM problems_search",
    "DROP TABLE problems_search",
    "ALTER TABLE problems_search_new RENAME TO problems_search",
]


def rebuild(apps, schema_editor):
    for statement in _SEARCH if schema_editor.connection.vendor == "sqlite" else ():
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    """By their columns: altering the fields would make SQLite build the table anew, and lose the triggers that keep its counters."""
    connection = schema_editor.connection
    for table, column in (("problems_problem", "leader_id"), ("problems_problem", "batch_id"), ("problems_measure", "problem_id")):
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, table)
        for name, one in found.items():
            if one["index"] and one["columns"] == [column] and name.startswith(f"{table}_{column}_"):
                schema_editor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0011_handovers"),
        ("organisation", "0001_initial"),
        ("problems", "0018_tallies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(drop, migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "measure",
                    "problem",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="measures", to="problems.problem"),
                ),
                migrations.AlterField(
                    "problem",
                    "batch",
                    models.ForeignKey(
                        blank=True, db_index=False, null=True, on_delete=models.PROTECT, related_name="problems", to="problems.batch"
                    ),
                ),
                migrations.AlterField(
                    "problem",
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="led_problems",
                        to="organisation.person",
                        verbose_name="责任领导",
                    ),
                ),
            ]
        ),
        migrations.AddIndex(
            "problem", models.Index(condition=models.Q(("batch__isnull", False)), fields=["batch"], name="problems_of_a_batch")
        ),
        migrations.RunPython(rebuild, migrations.RunPython.noop),
    ]
