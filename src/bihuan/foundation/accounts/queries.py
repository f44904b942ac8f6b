"""Reading accounts."""

from bihuan.foundation.accounts.models import User
from bihuan.foundation.kernel import Actor


def is_untouched() -> bool:
    """Is there no account yet, except the system's own?"""
    return not User.objects.filter(is_system=False).exists()


def system_actor(door: str = "cli") -> Actor:
    """The system's own user, for the command line and the clock: made once, cannot sign in."""
    from django.utils import timezone

    user, _made = User.objects.get_or_create(
        is_system=True, defaults={"username": "system", "name": "系统", "is_active": False, "opened_at": timezone.now(), "password": "!"}
    )
    return Actor(user.pk, "命令行" if door == "cli" else "系统时钟", None, door)
