"""What the door was told last, and in what that differs from what it would be told now: shown to the desk, since the public reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.clues.models import IssuedDoor
from bihuan.clues.queries.door import composed_door, content_of, last_issue
from bihuan.clues.vocabulary.door import Laying
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox.custodians import NEEDED
from bihuan.foundation.sealedbox.published import Channel, Door, Entry, read
from bihuan.foundation.seals import keys


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the next issue changes: what kind of thing, its name, and whether it comes, goes or reads otherwise."""

    what: str
    name: str
    how: Laying


@dataclass(frozen=True, slots=True)
class LaidOut:
    """How the door stands: the last issue, what is told now, and in what they differ."""

    issue: IssuedDoor | None
    now: Door
    differences: tuple[Difference, ...]
    is_current: bool

    @property
    def is_open(self) -> bool:
        """Does the door take reports as it is told now? It needs whom to seal to: the desk, and two custodians for identities."""
        return bool(self.now.keys.desk) and len(self.now.keys.custodians) >= NEEDED


def laid_out(today: date) -> LaidOut:
    """Everything about it for the desk's page."""
    issue = last_issue()
    now = composed_door(issue.number + 1 if issue else 1, today)
    before = _told(issue)
    current = issue is not None and issue.content == content_of(now)
    return LaidOut(issue, now, () if current else tuple(differences(before, now)), current)


def _told(issue: IssuedDoor | None) -> Door | None:
    try:
        return read(bytes(issue.body), keys.public_keys(settings.BIHUAN_HOME)) if issue else None
    except BadInput:
        return None


def differences(before: Door | None, now: Door) -> Iterable[Difference]:
    """What comes, goes, or reads otherwise."""
    was = before or Door(0, now.issued_on, "", now.keys)
    yield from _parts("entry", {one.code: _of_entry(one) for one in was.entries}, {one.code: _of_entry(one) for one in now.entries})
    yield from _parts("channel", {one.unit: _of_channel(one) for one in was.channels}, {one.unit: _of_channel(one) for one in now.channels})
    yield from _parts("text", _texts(was), _texts(now))
    if was.keys != now.keys:
        yield Difference("keys", "", Laying.CHANGES)
    if was.answers_within != now.answers_within or was.body != now.body:
        yield Difference("body", now.body, Laying.CHANGES)


def _texts(door: Door) -> dict[str, tuple[str, object]]:
    return {name: (name, text) for name, text in {**door.texts, "emergency": door.emergency}.items() if text}


def _of_entry(one: Entry) -> tuple[str, object]:
    return " ".join(filter(None, (one.campaign, one.place))), one


def _of_channel(one: Channel) -> tuple[str, object]:
    return one.unit, one


def _parts(what: str, was: dict[str, tuple[str, object]], now: dict[str, tuple[str, object]]) -> Iterable[Difference]:
    for key, (name, value) in now.items():
        if key not in was:
            yield Difference(what, name, Laying.COMES)
        elif was[key][1] != value:
            yield Difference(what, name, Laying.CHANGES)
    yield from (Difference(what, name, Laying.GOES) for key, (name, _value) in was.items() if key not in now)


def campaigns_for_entries() -> list[tuple[int, str]]:
    """Campaigns that the public may be told of: those that were begun."""
    rows = Campaign.objects.filter(state=CampaignState.RUNNING).order_by("-pk")
    return list(rows.values_list("pk", "title"))


def campaign_for_entry(pk: int) -> Campaign | None:
    """One of them."""
    return Campaign.objects.filter(state=CampaignState.RUNNING, pk=pk).first()
