"""What one account did in one campaign, latest first: the pages 已办 and 我发起 read this index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_triggers")]
    operations = [
        migrations.AddIndex("record", models.Index(fields=["actor", "campaign", "-position"], name="audit_what_somebody_did")),
    ]
