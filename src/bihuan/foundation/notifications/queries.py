"""Reading the hours, one's own choice and one's own digests. Nobody reads anybody else's."""

from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from bihuan.foundation.kernel import Actor, Missing
from bihuan.foundation.kernel.remembering import Remembered
from bihuan.foundation.notifications.models import Digest, DigestChoice, DigestHours
from bihuan.foundation.notifications.rules import Hours


def _ask() -> Hours:
    row = DigestHours.objects.values_list("at", "noon_from", "noon_until", "evening_from", "morning_until").first()
    return Hours(*row) if row else Hours()


hours = Remembered(_ask)
"""hours() -> Hours. One query; other processes notice a change after half a minute at the latest."""


def hours_set() -> QuerySet[DigestHours]:
    """Everything that was ever set, latest first."""
    return DigestHours.objects.select_related("set_by")


def choice_of(actor: Actor) -> DigestChoice:
    """What the actor chose; what holds for everybody, unsaved, where he chose nothing."""
    if actor.user_id is None:
        return DigestChoice()
    return DigestChoice.objects.filter(user_id=actor.user_id).first() or DigestChoice(user_id=actor.user_id)


def digests_of(actor: Actor) -> QuerySet[Digest]:
    """The actor's own digests, latest first."""
    return Digest.objects.filter(user_id=actor.user_id) if actor.user_id is not None else Digest.objects.none()


def digest_of(actor: Actor, day: date) -> Digest | None:
    """The actor's digest of a day, if there is one."""
    return digests_of(actor).filter(day=day).first()


def find(pk: int, actor: Actor) -> Digest:
    """One's own digest, or Missing."""
    found = digests_of(actor).filter(pk=pk).first()
    if found is None:
        raise Missing()
    return found


def mail_goes() -> bool:
    """Is a mail server set?"""
    return bool(settings.EMAIL_HOST)
