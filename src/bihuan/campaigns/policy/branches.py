"""What a duty over a unit means for its branch: whoever holds it there holds it towards every unit below."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any

from django.db import connection
from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.utils.timezone import localdate

from bihuan.campaigns.models import CoveredUnit, Grant
from bihuan.campaigns.policy.grants import Held, delegations_in_force, deputed_grants, grants_of, lent_still, own_or_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor
from bihuan.foundation.planned import answers
from bihuan.organisation.rules.paths import LAST_STEP, lies_within


def _in_branches(campaign_id: int, *of: QuerySet[Grant]) -> QuerySet[CoveredUnit]:
    """The covered units in the branches of the units that these grants are for. A branch is one range of paths: few units are read, however
    many a campaign covers, where asking of each covered unit whose branch it is in reads them all on every page."""
    asked = [one.exclude(unit=None).order_by().values(top=F("unit__path")).query.sql_with_params() for one in of]
    tops, values = " UNION ALL ".join(sql for sql, _values in asked), [value for _sql, some in asked for value in some]
    # MATERIALIZED: taken apart and put together with the covered units the question may cost a thousand times as much
    units = (
        f"WITH branch AS MATERIALIZED ({tops}), inside AS MATERIALIZED (SELECT below.id FROM branch"  # noqa: S608
        " JOIN organisation_unit below ON below.path >= branch.top AND below.path <= branch.top || %s) SELECT id FROM inside"
    )
    # the plus keeps SQLite from walking all units of the campaign by its index
    # as an array PostgreSQL takes them for a few and looks them up; as a list it reads every covered unit
    among = f"= ANY(ARRAY({units}))" if connection.vendor == "postgresql" else f"IN ({units})"
    where = ["+campaigns_coveredunit.campaign_id = %s", f"campaigns_coveredunit.unit_id {among}"]
    return CoveredUnit.objects.order_by().extra(where=where, params=[campaign_id, *values, LAST_STEP])  # noqa: S610 - a text of ours


def duties_over(actor: Actor, campaign_id: int, today: date | None = None) -> QuerySet[Any, tuple[str, int | None, str | None, int]]:
    """Rows (duty, unit, its path, holder) of the grants in a campaign, one's own and those of people whose deputy one is, and, with the duty "",
    the covered units in their branches: one query, to which another room may join a question of its own."""
    mine, others = grants_of(actor, campaign_id).order_by(), deputed_grants(actor, campaign_id, today).order_by()
    principals = delegations_in_force(today or localdate()).filter(deputy_id=actor.person_id).order_by().values("principal_id")
    lent = lent_still(today or localdate())
    theirs = Grant.objects.filter(
        lent, person_id__in=principals, campaign_id=campaign_id, ended_at=None
    )  # more than was delegated: `spread`
    covered = _in_branches(campaign_id, mine, theirs)  # keeps what lies below a duty held
    below = covered.annotate(none=Value("", CharField()), nobody=Value(0, IntegerField()))
    columns = ("duty", "unit_id", "unit__path", "person_id")
    return mine.values_list(*columns).union(others.values_list(*columns), below.values_list("none", "unit_id", "unit__path", "nobody"))


def held_over(actor: Actor, campaign_id: int) -> tuple[Held, ...]:
    """The duties in one campaign, a duty over a unit counting for its whole branch. One query."""
    if actor.person_id is None or actor.administrator or actor.only_own:
        return ()
    return spread(actor, campaign_id, answers(*_over(actor, campaign_id, localdate())))


@lru_cache(4096)
def _over(actor: Actor, campaign_id: int, today: date) -> tuple[str, tuple[Any, ...]]:
    """The question itself: most pages ask it, and putting it together takes ten times as long as answering it."""
    sql, values = duties_over(actor, campaign_id, today).query.sql_with_params()
    return intern(sql), values


def spread(actor: Actor, campaign_id: int, rows: Iterable[tuple[str, int | None, str | None, int]]) -> tuple[Held, ...]:
    """The rows of `duties_over` as duties towards each unit of a branch."""
    told = list(rows)
    mine = [Held(Duty(duty), campaign_id, unit, path or "", own_or_of(actor, person)) for duty, unit, path, person in told if duty]
    below = [(unit, path) for duty, unit, path, _person in told if not duty and path]
    wider = [
        Held(one.duty, campaign_id, unit, path, one.of)
        for one in mine
        for unit, path in below
        if one.unit_path and unit != one.unit_id and lies_within(path, one.unit_path)
    ]
    return tuple(dict.fromkeys((*mine, *wider)))
