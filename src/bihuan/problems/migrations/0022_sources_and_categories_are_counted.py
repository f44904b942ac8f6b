"""The lists of one source and of one category are counted in their index alone: with the state in it, what is out is left out there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("problems", "0021_measures_lie_before_the_leader")]
    operations = [
        migrations.RemoveIndex("problem", "ledger_by_source"),
        migrations.AddIndex("problem", models.Index(fields=["campaign", "source", "-number", "state"], name="ledger_by_source")),
        migrations.RemoveIndex("problem", "ledger_by_category"),
        migrations.AddIndex("problem", models.Index(fields=["campaign", "category", "-number", "state"], name="ledger_by_category")),
    ]
