"""When measures were put before the leader is kept while they wait for him; what waited until now was told by measures without an approval."""

from django.db import migrations, models
from django.utils.timezone import now


def what_waits_already(apps, schema_editor):
    asking = [
        one.pk
        for one in apps.get_model("campaigns", "Campaign").objects.only("file")
        if (one.file.get("settings") or {}).get("approve_measures")
    ]
    waiting = apps.get_model("problems", "Problem").objects.filter(campaign__in=asking, state="analysed", measures_approved_at=None)
    waiting.exclude(measures_text="").update(proposed_at=now())


class Migration(migrations.Migration):
    dependencies = [("problems", "0020_tallies_of_many")]
    operations = [
        migrations.AddField("problem", "proposed_at", models.DateTimeField(blank=True, null=True, verbose_name="措施提请批准时间")),
        migrations.RunPython(what_waits_already, migrations.RunPython.noop),
    ]
