"""Enter the notices of holidays that come with the package (days/*.yaml). Days that were entered by hand before stay as they are."""

from django.db import migrations

from bihuan.foundation.calendar.rules import read_notices


def enter(apps, schema_editor):
    SpecialDay = apps.get_model("calendar", "SpecialDay")
    known = set(SpecialDay.objects.values_list("day", flat=True))
    days = [one for one in read_notices() if one.day not in known]
    SpecialDay.objects.bulk_create(SpecialDay(day=one.day, works=one.works, name=one.name, source=one.source) for one in days)


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_initial")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
