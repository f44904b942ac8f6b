"""Secrets of second factors that were bound before lie sealed, too."""

from typing import Any

from django.db import migrations

from bihuan.foundation.accounts.factor_secrets import is_sealed, sealed

NAMES = ("secret", "seed")


def seal_them(apps: Any, _editor: Any) -> None:
    for one in apps.get_model("mfa", "Authenticator").objects.iterator():
        bare = {name: one.data[name] for name in NAMES if isinstance(one.data.get(name), str) and not is_sealed(one.data[name])}
        if bare:
            one.data = {**one.data, **{name: sealed(text) for name, text in bare.items()}}
            one.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_activation_codes"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(seal_them, migrations.RunPython.noop)]
