"""`bihuan-clock`: everything that time brings about, once; called every day by cron or a timer."""

import os
import sys


def main() -> int:
    """Do the table once; 0 when every entry was done."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from bihuan.interfaces.clock.table import tick

    for name, told in tick(timezone.localtime()):
        print(f"{name}：{told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
