"""Words that somebody must write. They stand on the row: what is said about a person never enters the book."""

import re
from datetime import datetime

from django.utils.timezone import localdate

from bihuan.foundation.kernel import BadInput, _
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.queries import kept_away

_BETWEEN = re.compile(r"[、，,；;\s（）()/]+")


def written(text: str, what: str = "") -> str:
    """The words. Refused: none."""
    if not text.strip():
        raise BadInput(_("请写明%(what)s。"), what=what or _("理由"))
    return text.strip()


def refuse_present(text: str, *, unit: Unit, person: Person | None, now: datetime) -> None:
    """Who took part in a decision, as it is written down. Refused: whom it is about, and whoever keeps away from him or his unit (P04)."""
    away = kept_away(unit, localdate(now), [person.pk] if person else [])
    told = {one for one in _BETWEEN.split(text) if one}
    found = Person.objects.filter(pk__in={*away, *([person.pk] if person else [])}, name__in=told).order_by("pk").first()
    if found is not None:
        raise BadInput(_("“%(name)s”须回避，不能参加研究。"), name=found.name)
