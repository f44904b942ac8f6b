"""Numbers rise: in an index that begins with the latest every new row stood before all others and split its pages in halves."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('problems', '0027_many_are_counted_at_once'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='problem',
            name='ledger_of_a_unit',
        ),
        migrations.RemoveIndex(
            model_name='problem',
            name='problems_of_a_person',
        ),
        migrations.RemoveIndex(
            model_name='problem',
            name='problems_answered_for',
        ),
        migrations.RemoveIndex(
            model_name='problem',
            name='ledger_by_number',
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(fields=['campaign', 'number', 'state'], name='ledger_by_number'),
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(fields=['campaign', 'unit', 'number'], name='ledger_of_a_unit'),
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(fields=['person', 'number'], name='problems_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='problem',
            index=models.Index(condition=models.Q(('leader__isnull', False)), fields=['leader', 'number'], name='problems_answered_for'),
        ),
    ]
