"""Positions rise: in an index that begins with the latest every new record split its pages in halves."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0004_no_replacing'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='record',
            name='audit_campaign_latest',
        ),
        migrations.RemoveIndex(
            model_name='record',
            name='audit_what_somebody_did',
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['campaign', 'position'], name='audit_campaign_latest'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['actor', 'campaign', 'position'], name='audit_what_somebody_did'),
        ),
    ]
