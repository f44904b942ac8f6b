"""Rows of institutions: who sees a check order, its answers, the problems behind a rule."""

from types import SimpleNamespace as Fact

from bihuan.foundation.kernel import Actor
from bihuan.institutions import models as institutions
from bihuan.institutions.queries import checks, register
from bihuan.problems.queries import reach
from tests.factories.town import NOW
from tests.rights.organisations import UNITS
from tests.rights.told import SERIAL, Kind, Rows, Told, any_unit, keys_of, near_or_whole

# --- institutions (M96, M98)


def _orders(t: Told) -> Rows:
    found = {}
    for _n in range(2):
        units = t.dice.sample(range(UNITS), 2)
        row = institutions.CheckOrder.objects.create(
            **t.here, problem=t.problems[0], number=next(SERIAL), text="查一查", due_on=t.today, ordered_at=NOW
        )
        for where in units:
            institutions.CheckAnswer.objects.create(order=row, unit=t.at.units[where], asked_at=NOW)
        found[row.pk] = Fact(units=units)
    return found


def _answers(t: Told) -> Rows:
    order = institutions.CheckOrder.objects.create(
        **t.here, problem=t.problems[1], number=next(SERIAL), text="再查", due_on=t.today, ordered_at=NOW
    )
    made = [(institutions.CheckAnswer.objects.create(order=order, unit=one, asked_at=NOW), n) for n, one in enumerate(t.at.units)]
    return {row.pk: Fact(unit=n) for row, n in made}


def _answers_seen(t: Told, actor: Actor) -> set[int]:
    mine = reach(actor, t.at.campaign.pk)
    orders = institutions.CheckOrder.objects.filter(**t.here, text="再查")
    return {one.answer.pk for order in orders for one in checks.answers_of(mine, order)}


def _linked(t: Told) -> Rows:
    """Rules are no secret; the problems because of which they are made are as secret as on the ledger."""
    rule = institutions.Institution.objects.create(**t.here, number=next(SERIAL), title="值守制度", unit=t.at.units[0], registered_at=NOW)
    for one in t.problems:
        institutions.InstitutionProblem.objects.create(institution=rule, problem=one, linked_at=NOW)
    return {one.pk: Fact(unit=n) for n, one in enumerate(t.problems)}


def _linked_seen(t: Told, actor: Actor) -> set[int]:
    mine = reach(actor, t.at.campaign.pk)
    rules = institutions.Institution.objects.filter(**t.here)
    return {one.problem.pk for rule in rules for one in register.linked_problems(mine, rule).seen}


INSTITUTIONS = (
    Kind("check order", _orders, any_unit, lambda t, a: keys_of(checks.orders_of(reach(a, t.at.campaign.pk), t.at.campaign))),
    Kind("answer to a check", _answers, near_or_whole, _answers_seen),
    Kind("problem behind a rule", _linked, near_or_whole, _linked_seen),
)  # fmt: skip
