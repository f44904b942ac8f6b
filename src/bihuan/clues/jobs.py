"""What the clock does for the public door, each minute and each hour. No job of the table stands for it: a job's beginning and end would tell when
something came."""

import logging
import sqlite3
import time
from datetime import datetime

import psycopg
from django.conf import settings
from django.db import IntegrityError
from django.utils.timezone import localdate

from bihuan.clues.models import DoorEntry, IssuedDoor, KeyHolder
from bihuan.clues.operations import (
    end_keys_without_duty,
    forget_sheets,
    forget_unlocked,
    lapse_identities,
    look_for_stale,
    open_strict_clues,
    publish_door,
    shuffle,
    take,
    urge,
)
from bihuan.clues.operations.door import office_box
from bihuan.clues.operations.keeping import destroy_due
from bihuan.clues.operations.searching import forget_unsealed
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.kernel import BadInput, Refused
from bihuan.foundation.sealedbox.crossing import office_end
from bihuan.foundation.sealedbox.pulling import fetch, poster

logger = logging.getLogger(__name__)
MINUTE, HOUR = 60.0, 3600.0
FETCH = 300.0
_AWAY = (sqlite3.Error, psycopg.Error, OSError)
_done: dict[str, float] = {}


def _is_due(what: str, seconds: float) -> bool:
    if time.monotonic() < _done.get(what, float("-inf")) + seconds:
        return False
    _done[what] = time.monotonic()
    return True


def tend_door(now: datetime) -> None:
    """Called at every look at the clock: once a minute locks keys that nobody used, makes clues of strict-check findings, publishes what changed,
    takes what came; once an hour lays before people what runs out, and writes the box and its copy here anew."""
    if not _is_due("minute", MINUTE):
        return
    forget_unlocked(now=now)
    forget_sheets(now=now)
    if not (KeyHolder.objects.exists() or DoorEntry.objects.exists() or IssuedDoor.objects.exists()):
        return  # no desk, no door
    try:
        tend_now(now, hourly=_is_due("hour", HOUR))
    except _AWAY:
        logger.warning("the box of the public door is away; trying again in a minute")
    except (Refused, IntegrityError) as no:  # another worker was faster, or a setting is wrong: the worker goes on with its jobs
        logger.warning("the public door could not be tended: %s", type(no).__name__)


def _fetch(now: datetime) -> None:
    """From a door elsewhere, by HTTPS. One that is away keeps nothing here waiting."""
    if not settings.BIHUAN_PORTAL_PULL or not _is_due("fetch", FETCH):
        return
    try:
        crossing = office_end(settings.BIHUAN_HOME, settings.BIHUAN_PORTAL_BOX, settings.BIHUAN_SIGNATURE, settings.BIHUAN_PORTAL_DOOR)
        fetch(crossing, poster(settings.BIHUAN_PORTAL_PULL), localdate(now))
    except BadInput as no:
        logger.warning("nothing was fetched from the door elsewhere: %s", no.sentence)


def tend_now(now: datetime, *, hourly: bool) -> None:
    """The same at once. Raises what the box raises when it is away."""
    machine = system_actor("clock")
    end_keys_without_duty(actor=machine, now=now)
    lapse_identities(actor=machine, now=now)
    open_strict_clues(actor=machine, now=now)
    publish_door(actor=machine, now=now)
    _fetch(now)
    take(now=now)
    if hourly:
        urge(actor=machine, now=now)
        look_for_stale(actor=machine, now=now)
        destroy_due(actor=machine, now=now)
        forget_unsealed()
        office_box().rewrite(localdate(now))
        shuffle(now=now)
