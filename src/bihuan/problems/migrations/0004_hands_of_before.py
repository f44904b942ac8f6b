"""Ledgers from before: whose account it is now is the best that is known of whose hand it was; drawn items that wait are marked."""

from django.db import migrations

_HANDS = ("corrected", "asked", "confirmed", "verified", "closed", "looked_back")


def fill(apps, schema_editor):
    for hand in _HANDS:
        schema_editor.execute(
            f"UPDATE problems_problem SET {hand}_person_id = (SELECT id FROM organisation_person"
            f" WHERE user_id = problems_problem.{hand}_by_id) WHERE {hand}_by_id IS NOT NULL"
        )
    problems, versions = apps.get_model("problems", "Problem"), apps.get_model("problems", "ProblemVersion")
    waiting = problems.objects.filter(sampled=True, verified_at=None, state="closed")
    versions.objects.filter(valid_to=None, row__in=waiting).update(awaits_sample=True)
    waiting.update(awaits_sample=True)


class Migration(migrations.Migration):
    dependencies = [("problems", "0003_whose_hand_publicity_samples")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
