"""Campaigns, covered units and roster entries of before get their first version: what they tell now.

Their past was not kept; days of coming and leaving stand in the rows, so a roster of before goes by them."""

from datetime import datetime, time

from django.db import migrations
from django.utils.timezone import make_aware


def _begin(day):
    return make_aware(datetime.combine(day, time.min))


def fill(apps, schema_editor):
    def of(name):
        return apps.get_model("campaigns", name)

    for row in of("Campaign").objects.all():
        seats, charges = of("GroupMember").objects, of("GroupUnit").objects
        of("CampaignVersion").objects.create(
            row=row, valid_from=row.prepared_at, near_days=row.file.get("settings", {}).get("near_days", 3),
            stage_count=of("Stage").objects.filter(campaign=row).count(),
            category_count=of("Category").objects.filter(catalogue__campaign=row).count(),
            manifestation_count=of("Manifestation").objects.filter(category__catalogue__campaign=row).count(),
            head_count=seats.filter(group__campaign=row, group__kind="leading", post="head").count(),
            supervision_count=charges.filter(campaign=row, group__kind="supervision").values("group").distinct().count(),
        )
    columns = {
        "CoveredUnit": ("CoveredUnitVersion", ("campaign_id", "unit_id", "from_on", "to_on")),
        "RosterEntry": ("RosterVersion", ("campaign_id", "person_id", "unit_id", "role", "from_on", "to_on", "ended_by")),
    }
    for kept, (version, names) in columns.items():
        made = of(version)
        rows = (made(row_id=one.pk, valid_from=_begin(one.from_on), **{name: getattr(one, name) for name in names})
                for one in of(kept).objects.iterator())
        made.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("campaigns", "0008_campaign_past")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
