"""Which campaigns somebody sees; hidden and missing look alike."""

import json
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Case, F, QuerySet, When
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import STRONG_DUTIES, deputed_grants, grants_of, visible_campaigns
from bihuan.campaigns.rules.campaign_file import Settings, Switches
from bihuan.campaigns.rules.settings import settings_of
from bihuan.campaigns.rules.switches import switches_of
from bihuan.foundation.kernel import Actor, Missing


def visible_to(actor: Actor) -> QuerySet[Campaign]:
    """The campaigns the actor may open, newest first."""
    return Campaign.objects.filter(visible_campaigns(actor))


def find(actor: Actor, code: str) -> Campaign:
    """The campaign with this code, or Missing."""
    campaign = visible_to(actor).select_related("root").filter(code=code).first()
    if campaign is None:
        raise Missing()
    return campaign


def find_among(actor: Actor, code: str) -> tuple[Campaign, list[Campaign]]:
    """The campaign with this code, or Missing, and the newest twenty that the actor may open, their files unread: one query for a page and
    the switcher above it."""
    try:
        rows: list[Any] = list(Campaign.objects.raw(*_among(actor, code, localdate())))
    except EmptyResultSet:  # somebody who can see none
        rows = []
    for one in rows:
        if one.code == code:
            one.file = json.loads(one.opened)
            return one, rows
    return find(actor, code), rows


@lru_cache(4096)
def _among(actor: Actor, code: str, _today: date) -> tuple[str, tuple[Any, ...]]:
    """The question itself. Every page asks it, and putting it together takes ten times as long as answering it. It holds for a day, for
    delegations begin and end by themselves."""
    opened = Case(When(code=code, then="file"))
    return visible_to(actor).defer("file").annotate(opened=opened)[:20].query.sql_with_params()


def needs_second_factor(actor: Actor) -> bool:
    """Administrators, office, leading and supervision groups sign in with a second factor; so do those who stand in for them. One query."""
    if actor.administrator:
        return True
    if actor.person_id is None:
        return False
    mine, others = (grants.filter(duty__in=STRONG_DUTIES).order_by().values("pk") for grants in (grants_of(actor), deputed_grants(actor)))
    return mine.union(others).exists()


def switches_for(campaign: Campaign) -> Switches:
    """Which mechanisms a campaign in hand uses, as a typed value."""
    return switches_of(campaign.file)


def newest_of(actor: Actor) -> list[Campaign]:
    """The newest twenty campaigns that the actor may open, with their switches; their files stay unread."""
    try:
        rows: list[Any] = list(Campaign.objects.raw(*_newest(actor, localdate())))
    except EmptyResultSet:  # somebody who can see none
        return []
    for one in rows:
        one.switched = json.loads(one.switched or "{}")
    return rows


@lru_cache(4096)
def _newest(actor: Actor, _today: date) -> tuple[str, tuple[Any, ...]]:
    """The question itself, as in `_among`: pages outside any campaign and all refusals ask it."""
    rows = visible_to(actor).only("code", "title").annotate(switched=F("file__switches"))
    return rows[:20].query.sql_with_params()


def switched_on(campaign: Campaign) -> frozenset[str] | None:
    """The mechanisms that a campaign uses, by their names; None where neither its file nor its switches were read with it. Without a query."""
    if "file" not in campaign.get_deferred_fields():
        file = campaign.file
    elif hasattr(campaign, "switched"):
        file = {"switches": campaign.switched}
    else:
        return None
    return frozenset(name for name, on in asdict(switches_of(file)).items() if on)


def settings_for(campaign: Campaign) -> Settings:
    """The settings of a campaign in hand, as a typed value."""
    return settings_of(campaign.file)
