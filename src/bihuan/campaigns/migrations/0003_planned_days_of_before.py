"""Stages and campaigns from before: their first days and last days are those of the plan."""

from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    apps.get_model("campaigns", "Stage").objects.update(planned_start_on=F("start_on"))
    apps.get_model("campaigns", "Campaign").objects.update(planned_end_on=F("end_on"))


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_gates_and_planned_days")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
