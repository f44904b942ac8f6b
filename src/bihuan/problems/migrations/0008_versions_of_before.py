"""Versions of before get the columns that came with the whole past.

Open versions tell what their rows tell. Of closed ones the past was not kept: people and stage are those of today, the day of closing
is that of the row where it lies in the version, else the moment from which the version tells the problem as closed."""

from django.db import migrations
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Subquery, Value, When

DONE = ("closed", "looked_back")


def fill(apps, schema_editor):
    problem, version = apps.get_model("problems", "Problem"), apps.get_model("problems", "ProblemVersion")

    def of_the_row(name):
        return Subquery(problem.objects.filter(pk=OuterRef("row_id")).values(name)[:1])

    version.objects.update(leader_id=of_the_row("leader_id"), stage_id=of_the_row("stage_id"), of_unit_head=of_the_row("of_unit_head"))
    version.objects.filter(state__in=DONE).update(batch_id=of_the_row("batch_id"), closed_at=of_the_row("closed_at"))
    version.objects.filter(state__in=DONE).filter(Q(closed_at=None) | Q(valid_to__lte=F("closed_at"))).update(closed_at=F("valid_from"))
    version.objects.filter(state="publicised").update(publicity_ends_on=of_the_row("publicity_ends_on"))
    waits = problem.objects.filter(pk=OuterRef("row_id"), measures_approved_at=None).exclude(measures_text="")
    proposed = Case(When(Exists(waits), then=Value(True)), default=Value(False), output_field=BooleanField())
    version.objects.filter(valid_to=None).update(
        batch_id=of_the_row("batch_id"), open_objections=of_the_row("open_objections"), proposed=proposed,
        publicity_ends_on=of_the_row("publicity_ends_on"), closed_at=of_the_row("closed_at"),
    )


class Migration(migrations.Migration):

    dependencies = [("problems", "0007_whole_past")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
