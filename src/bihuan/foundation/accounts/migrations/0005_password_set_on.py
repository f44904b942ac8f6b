"""Passwords of before count from the day on which the book last tells of their being set, else from the day the account was opened."""

from typing import Any

from django.db import migrations, models
from django.utils.timezone import localdate

_SET = ("change_password", "set_password", "use_code")


def count_from(apps: Any, _editor: Any) -> None:
    users = apps.get_model("accounts", "User").objects.filter(is_system=False)
    told = apps.get_model("audit", "Record").objects.filter(kind="account", action__in=_SET).order_by()
    last = dict(told.values_list("row").annotate(models.Max("at")))
    rows = [row for row in users.only("pk", "opened_at", "password") if not row.password.startswith("!")]
    for row in rows:
        row.password_set_on = localdate(last.get(row.pk, row.opened_at))
    users.model.objects.bulk_update(rows, ["password_set_on"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_sealed_second_factors"), ("audit", "0003_what_somebody_did")]

    operations = [
        migrations.AddField("user", "password_set_on", models.DateField(blank=True, null=True, verbose_name="口令启用日期")),
        migrations.RunPython(count_from, migrations.RunPython.noop),
    ]
