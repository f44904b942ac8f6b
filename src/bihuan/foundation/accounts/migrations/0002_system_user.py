"""The system's own user: what is done from the command line and by the clock is recorded under it. Nobody can sign in with it."""

from django.contrib.auth.hashers import make_password
from django.db import migrations
from django.utils import timezone


def enter(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    if not User.objects.filter(is_system=True).exists():
        User.objects.create(
            username="bihuan-system", name="系统", is_system=True, is_active=False, password=make_password(None), opened_at=timezone.now()
        )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
