"""The ledger in the order of numbers reads the index that keeps a number from being given twice (`problem_number_once`). A second one with the
state in it served counts, which the counters tell since migration 0018; every step wrote it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("problems", "0028_indexes_that_rise")]

    operations = [migrations.RemoveIndex("problem", "ledger_by_number")]
