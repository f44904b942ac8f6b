"""The story of one row (`queries.records_of`): its few records are sorted when they are read. With the position in it every record stood in this
index by itself; without it PostgreSQL keeps the records of a row under one entry, and a step weighs 40 bytes less."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_indexes_that_rise")]

    operations = [
        migrations.RemoveIndex("record", "audit_story_of_a_row"),
        migrations.AddIndex("record", models.Index(fields=["kind", "row"], name="audit_story_of_a_row")),
    ]
