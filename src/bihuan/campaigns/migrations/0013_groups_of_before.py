"""Bodies of before get their versions: what they tell now from when they were set up; of a dissolved one also what it told before that,
as the book has it. Seats that changed in between were not kept: the book names them, the page of a past moment shows the last."""

import json
from datetime import datetime, time

from django.db import migrations
from django.utils.timezone import make_aware


def _told(of, group):
    seats = of("GroupMember").objects.filter(group=group).order_by("order", "pk").values_list("person_id", "as_written", "post")
    return {
        "seats_held": json.dumps([list(one) for one in seats], ensure_ascii=False),
        "units_charged": json.dumps(sorted(of("GroupUnit").objects.filter(group=group).values_list("unit_id", flat=True))),
    }


def _before(record):
    names, units = record.changes.get("seats"), record.changes.get("units")
    return {
        "seats_held": json.dumps([[None, name, "member"] for name in names] if isinstance(names, list) else [], ensure_ascii=False),
        "units_charged": json.dumps(sorted(units) if isinstance(units, list) else []),
    }


def fill(apps, schema_editor):
    def of(name):
        return apps.get_model("campaigns", name)

    book = apps.get_model("audit", "Record").objects.filter(kind="group").order_by("position")
    for group in of("Group").objects.select_related("campaign"):
        plain = {name: getattr(group, name) for name in ("campaign_id", "kind", "order", "name", "note")}
        first, last = book.filter(row=group.pk).first(), book.filter(row=group.pk, action="dissolve_group").last()
        was_set_up = first is not None and first.action == "set_up_group"  # else the plan named it
        since = first.at if was_set_up else group.campaign.prepared_at
        if group.dissolved_on:
            until = last.at if last else make_aware(datetime.combine(group.dissolved_on, time.min))
            was = _before(last) if last else _told(of, group)
            of("GroupVersion").objects.create(row=group, valid_from=min(since, until), valid_to=until, **plain, **was)
            since = until
        of("GroupVersion").objects.create(row=group, valid_from=since, dissolved_on=group.dissolved_on, **plain, **_told(of, group))


class Migration(migrations.Migration):

    dependencies = [("campaigns", "0012_group_versions"), ("audit", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
