"""What the public door is told: put together anew each time, so that nothing that changed is forgotten."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.queries import category_names
from bihuan.clues.models import DoorEntry, DoorWords, IssuedDoor, UnitChannel
from bihuan.clues.queries.keys import sealing_keys, usable_keys
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.foundation.kernel import Missing
from bihuan.foundation.rulebook.queries import rule
from bihuan.foundation.sealedbox.published import Channel, Door, Entry, Keys, Question
from bihuan.foundation.sealedbox.vocabulary import Purpose
from bihuan.organisation.models import Post, Unit
from bihuan.organisation.rules.paths import ids_of
from bihuan.organisation.vocabulary import UnitKind


def entries(*, open_only: bool = True) -> QuerySet[DoorEntry]:
    """The codes on posters, latest first."""
    rows = DoorEntry.objects.select_related("campaign", "unit").order_by("-opened_at", "-pk")
    return rows.filter(closed_at=None) if open_only else rows


def find_entry(pk: int) -> DoorEntry:
    """The entry, or Missing."""
    row = entries(open_only=False).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def entry_of(code: str) -> DoorEntry | None:
    """The entry behind a code that somebody's device told, open or closed; None for a code that is none of ours."""
    return DoorEntry.objects.filter(code=code).select_related("campaign").first() if code else None


def channels() -> QuerySet[UnitChannel]:
    """The channels of all units that published any, in the order of the tree."""
    told = UnitChannel.objects.filter(unit__ended_on=None).exclude(phone="", mail="", post="")
    return told.select_related("unit").order_by("unit__path")


def channel_of(unit: Unit) -> UnitChannel | None:
    """What a unit published, or None."""
    return UnitChannel.objects.filter(unit=unit).select_related("unit").first()


def door_words() -> DoorWords | None:
    """The door's own words, or None where the shipped ones do."""
    return DoorWords.objects.first()


def questions_of(one: DoorEntry) -> tuple[Question, ...]:
    """What an entry asks: which category of its campaign, then what the desk wrote for it."""
    return _questions(one, tuple(category_names(one.campaign).values()) if one.campaign else ())


def _questions(one: DoorEntry, names: tuple[str, ...]) -> tuple[Question, ...]:
    asked = (Question("category", "反映的问题属于哪一类", names),) if names else ()
    return (*asked, *(Question(each["key"], each["label"], tuple(each["choices"])) for each in one.questions))


def last_issue() -> IssuedDoor | None:
    """What the door was told last."""
    return IssuedDoor.objects.order_by("-number").first()


def composed_door(number: int, today: date) -> Door:
    """Everything that the door is told now."""
    words = door_words()
    paused = words is not None and words.paused_at is not None
    return Door(
        number=number, issued_on=today, body=name_of_body(), keys=Keys() if paused else sealing_keys(),
        entries=tuple(_entries()),
        channels=tuple(Channel(one.unit.name, one.phone, one.mail, one.post, one.hours) for one in channels()),
        answers_within=_promised(today), emergency=words.emergency if words else "", texts=_texts(words, paused),
    )  # fmt: skip


def _texts(words: DoorWords | None, paused: bool) -> dict[str, str]:
    """The body's own words under the names by which the door asks for them; nothing for those that are said in the shipped ones."""
    told = {name: getattr(words, name) for name in ("welcome", "anonymity", "false_report")} if words else {}
    closed = "网上举报暂停受理。已经交上的照常办理，凭查询码照常查看；这段时间请用下面的渠道。" if paused else ""
    return {name: text for name, text in {**told, "closed": closed}.items() if text}


def name_of_body() -> str:
    """Whose desk it is: the discipline body that the people belong to who open reports, else the top of the tree."""
    staff = [one.user_id for one, _duties in usable_keys(KeyPurpose.DESK)]
    paths = Post.objects.filter(person__user_id__in=staff, to_on=None).values_list("unit__path", flat=True)
    above = {pk for path in paths for pk in ids_of(path)}
    found = Unit.objects.filter(pk__in=above, kind=UnitKind.DISCIPLINE).order_by("path").first()
    return found.name if found else next(iter(Unit.objects.filter(parent=None, ended_on=None).values_list("name", flat=True)), "")


def _entries() -> Iterator[Entry]:
    """What stands behind each code; each campaign is asked for its catalogue once."""
    rows = list(entries().order_by("code"))
    names = {one.pk: tuple(category_names(one).values()) for one in {row.campaign for row in rows if row.campaign}}
    for one in rows:
        place = " ".join(filter(None, (one.unit.name if one.unit else "", one.place)))
        asked = _questions(one, names.get(one.campaign_id or 0, ()))
        yield Entry(one.code, Purpose(one.purpose), one.campaign.title if one.campaign else "", place, asked)


def _promised(today: date) -> str:
    """The times of the clock table that a reporter is promised (T3, T4)."""
    accept, answer = rule("T3", today).value, rule("T4", today).value
    return f"实名举报：自收到之日起 {accept} 个工作日内告知受理情况，办结之日起 {answer} 个工作日内反馈结果。匿名举报：凭查询码随时查看办理进度。"


def content_of(door: Door) -> str:
    """A fingerprint of all but number and day: another one is a reason for another issue."""
    return hashlib.sha256(replace(door, number=0, issued_on=date(2000, 1, 1)).told()).hexdigest()


def keys_told(keys: Keys) -> str:
    """A fingerprint of the keys that reports are sealed to."""
    return hashlib.sha256("|".join(" ".join(some) for some in (keys.desk, keys.alternate, keys.custodians)).encode()).hexdigest()


def sealed_to_of(day: date) -> str:
    """To which set of keys an envelope of this day was surely sealed; empty where the keys changed on that day or after it."""
    last = last_issue()
    return last.keys if last and last.keys_from_on < day <= localdate() else ""


def custodians_told(fingerprint: str) -> tuple[str, ...]:
    """The custodians among the keys with this fingerprint (`keys_told`), where the door was told of them."""
    body = IssuedDoor.objects.filter(keys=fingerprint).values_list("body", flat=True).first() if fingerprint else None
    return tuple(json.loads(json.loads(bytes(body))["door"])["keys"]["custodians"]) if body else ()
