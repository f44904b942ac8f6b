"""Reading accounts: the system's own user, the three administrators, the list an administrator keeps, locked sign-ins."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.policy import SET_UP
from bihuan.foundation.accounts.rules import spelled
from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.kernel import Actor, Missing

DOORS = {"cli": "命令行", "clock": "系统时钟", SET_UP: "首次启动引导"}


def system_actor(door: str = "cli") -> Actor:
    """The system's own user (made by a migration, cannot sign in), as it acts at the command line, by the clock or in the first-start guide."""
    user_id = User.objects.filter(is_system=True).values_list("pk", flat=True).first()
    return Actor(user_id, DOORS.get(door, "系统"), None, door)


def is_untouched() -> bool:
    """Has nobody an account here yet (but the system's own user)?"""
    return not User.objects.filter(is_system=False).exists()


def wants_set_up() -> bool:
    """Is none of the three administrators in office? Then the first-start guide stands open (not in a demo home)."""
    return not settings.BIHUAN_DEMO and not User.objects.exclude(administrator="").exists()


def administrators() -> dict[str, User]:
    """The three administrators in office, by kind."""
    return {user.administrator: user for user in User.objects.filter(is_active=True).exclude(administrator="")}


def accounts(words: str = "", *, active: bool | None = None) -> QuerySet[User]:
    """Accounts whose sign-in name or name holds `words`, the system's own left out, newest first."""
    found = User.objects.filter(is_system=False).order_by("-pk")
    if words:
        found = found.filter(Q(username__icontains=words) | Q(name__icontains=words))
    return found if active is None else found.filter(is_active=active)


def is_sign_in_name(name: str) -> bool:
    """May an account be called so: letters, digits and @ . + - _, without blanks, at most 64?"""
    try:
        User._meta.get_field("username").run_validators(name.strip())
    except ValidationError:
        return False
    return True


def find_account(pk: int) -> User:
    """The account, or Missing."""
    user = User.objects.filter(pk=pk, is_system=False).first()
    if user is None:
        raise Missing()
    return user


def account_named(username: str) -> User | None:
    """The account with this sign-in name, or None."""
    return User.objects.filter(username=username).first()


@dataclass(frozen=True, slots=True)
class Lock:
    """Failed sign-ins under one name from one address; `locked` once they reached the limit within the cool-off time."""

    username: str
    address: str
    failures: int
    last_at: datetime
    locked: bool


def failed_sign_ins(now: datetime, limit: int = 5) -> list[Lock]:
    """Failed sign-ins that axes counts (no success since), latest first, at most 200. `limit` of them lock."""
    from axes.models import AccessAttempt  # at call time: its models need a ready registry

    since = now - timedelta(hours=float(settings.AXES_COOLOFF_TIME))
    rows = AccessAttempt.objects.order_by("-attempt_time").values_list("username", "ip_address", "failures_since_start", "attempt_time")[
        :200
    ]
    return [Lock(name or "", str(address or ""), count, at, count >= limit and at >= since) for name, address, count, at in rows]


def kind_label(administrator: str) -> str:
    """The Chinese word for one of the three, "" for everybody else."""
    return Administrator(administrator).label if administrator else ""


def names_taken() -> frozenset[str]:
    """All sign-in names as they are told from one another, for choosing free ones."""
    return frozenset(map(spelled, User.objects.values_list("username", flat=True)))
