"""Every number is the count of the list it opens, for whoever looks; every figure equals a count made another way."""

import random
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from bihuan.campaigns.models import CoveredUnit, Meeting, RosterEntry
from bihuan.campaigns.operations import register_meeting, set_up_group, switch_mechanisms
from bihuan.campaigns.rules.meetings import MeetingFacts
from bihuan.campaigns.vocabulary import GroupKind, MeetingKind
from bihuan.finding.models import JointFinding, Opinion, OpinionLetter, Pledge, RedBlackList
from bihuan.finding.operations import group_matter, keep_red_black_list
from bihuan.finding.operations.red_black import ListFacts
from bihuan.finding.vocabulary.feedback import Quarter
from bihuan.problems.models import Problem, ProblemVersion
from bihuan.problems.operations import Finding, record_many
from bihuan.problems.queries import Today, narrowed, reach
from bihuan.problems.rules import lamp
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import DONE, JOINT_CHECK, UNCOUNTED, Source, State, Weight
from bihuan.reports.operations import compose
from bihuan.reports.queries import cockpit, figures
from bihuan.reports.queries.facts import facts
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    HEAD,
    IN_CHARGE,
    LEADER,
    LIAISON,
    NOW,
    OFFICE,
    OFFICIAL,
    OTHER_HEAD,
    OTHER_OFFICIAL,
    TODAY,
    WATER,
    Town,
    days_later,
    town,
)

pytestmark = pytest.mark.django_db
EVERYBODY = (OFFICE, LEADER, HEAD, LIAISON, GROUP, IN_CHARGE, OFFICIAL, COLLEAGUE, OTHER_HEAD, OTHER_OFFICIAL)
NOW_IS = Today(days_later(40).date(), days_later(43).date())


def fill(place: Town, seed: int, count: int = 120) -> list[Problem]:
    """Random problems in random states with random days."""
    dice = random.Random(seed)  # noqa: S311 - the same world on every machine
    categories = [None, *place.campaign.catalogue.categories.all()]
    people = {WATER: [None, OFFICIAL, COLLEAGUE, HEAD], FOREST: [None, OTHER_OFFICIAL]}
    told = []
    for n in range(count):
        unit = dice.choice((WATER, WATER, FOREST))
        name = dice.choice(people[unit])
        told.append(
            Finding(unit=place.units[unit], source=dice.choice(list(Source)), text=f"第{n}件", person=place.people[name] if name else None,
                    weight=dice.choice(list(Weight)), category=dice.choice(categories), due_on=TODAY + timedelta(dice.randint(20, 60)))
        )  # fmt: skip
    rows = record_many(campaign=place.campaign, findings=told, actor=place.machine, now=NOW)
    for row in rows:
        state = dice.choice(list(State))
        closed = days_later(dice.randint(1, 39)) if state in DONE else None
        stands = {"state": state, "closed_at": closed, "reopened": dice.choice((0, 0, 0, 1))}
        Problem.objects.filter(pk=row.pk).update(**stands)
        ProblemVersion.objects.filter(row=row.pk, valid_to=None).update(**stands)
    return list(Problem.objects.order_by("pk"))


def work(place: Town, rows: list[Problem]) -> None:
    """Meetings of the campaign and of one unit, a quarterly list, and findings of the joint check under two matters; a third is of the uncounted."""
    office: dict[str, Any] = {"campaign": place.campaign, "actor": place.actor(OFFICE), "now": NOW}
    body = set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="专班会议", units=[], actor=place.machine, now=NOW)
    for kind, where in (
        (MeetingKind.DISPATCH, {"group": body}),
        (MeetingKind.ANALYSIS, {"group": body}),
        (MeetingKind.RELAY, {"unit": place.units[WATER]}),
    ):
        told = MeetingFacts(kind=kind, topic="调度查摆进度", purpose="解决查摆不深的问题", held_on=TODAY)
        register_meeting(told=told, **where, **office)
    switch_mechanisms(switches={"red_black_list": True}, **office)
    keep_red_black_list(facts=ListFacts(2026, Quarter.FIRST, "县委督查室", "办结率", "常委会研究", TODAY, TODAY), **office)
    joint = [row for row in rows if row.source in JOINT_CHECK]
    counted, apart = ([row for row in joint if (row.state in UNCOUNTED) is out] for out in (False, True))
    for matter, some in (
        ("窗口服务", counted[:3]),
        ("审批拖延", counted[3:5]),
        ("已不计的事项", [row for row in apart if row.state == "closed_before"]),
    ):
        assert some
        group_matter(problems=some, matter=matter, **office)


@pytest.mark.parametrize("seed", range(3))
def test_every_number_of_the_cockpit_is_the_count_of_its_list(seed: int) -> None:
    place = town()
    fill(place, seed)
    for who in EVERYBODY:
        actor = place.actor(who)
        mine, told = reach(actor, place.campaign.pk), cockpit(actor, place.campaign, NOW_IS)
        numbers = [(tile.code, tile.value, urlsplit(tile.rows).query) for tile in told.tiles]
        numbers += [(f"{line.unit} {n}", cell.count, cell.query) for line in told.lines for n, cell in enumerate(line.cells)]
        numbers += [(f"funnel {bar.label}", bar.count, bar.query) for bar in told.funnel]
        numbers += [(f"{line.unit}", line.total, f"unit={line.unit.pk}") for line in told.lines]
        numbers += [(f"{line.unit} late", line.late, f"unit={line.unit.pk}&lamp=overdue") for line in told.lines]
        for what, value, query in numbers:
            assert value == narrowed(mine, place.campaign.pk, Filters.read(QueryDict(query)), NOW_IS).count(), (who, what)
        assert sum(cell.count for line in told.lines for cell in line.cells) == told.tiles[0].value
        assert sum(week.closed for week in told.weeks) == narrowed(mine, place.campaign.pk, Filters(done=True), NOW_IS).count()


def test_every_figure_equals_a_count_made_another_way() -> None:
    place = town()
    rows, day = fill(place, 7), NOW_IS.day
    work(place, rows)
    told = {code: one.value for code, one in figures(place.campaign, day, day).items()}
    before = sum(row.state == "closed_before" for row in rows)
    rows = [row for row in rows if row.state not in UNCOUNTED]
    joint = [row for row in rows if row.source in JOINT_CHECK]
    late = [row for row in rows if lamp(row.state, row.due_on, day, day) == "overdue"]
    covered = RosterEntry.objects.filter(campaign=place.campaign, role="subject")
    matters = {one.matter for one in JointFinding.objects.all() if one.problem_id in {row.pk for row in joint}}
    meetings = list(Meeting.objects.all())
    assert told == {
        **dict.fromkeys([code for code, value in told.items() if value is None]),
        "N01": CoveredUnit.objects.count(), "N02": len({one.person_id for one in covered}), "N03": 0, "N05": 0, "N07": 0, "N08": 3, "N09": 2,
        "N10": 3, "N11": 6, "N21": 0, "O08": 0, "N12": sum(row.source == "self_check" for row in rows), "N14": sum(row.source == "critique" for row in rows),
        "N04": len({one.unit_id for one in meetings if one.kind == "relay"}), "N06": sum(one.unit_id is None for one in meetings),
        "N13": Pledge.objects.count(), "N15": OpinionLetter.objects.count(), "N16": Opinion.objects.count(), "N17": RedBlackList.objects.count(),
        "N19": len(matters), "N18": len({row.unit_id for row in joint}), "N20": len(joint), "O01": len(rows), "O02": sum(row.state in DONE for row in rows),
        "O03": len(late), "O04": sum(row.reopened > 0 for row in rows), "O05": 0, "O06": before,
        "O07": round(100 * sum(row.state in DONE for row in rows) / len(rows), 1),
    }  # fmt: skip
    assert told["O03"] and told["N20"] and (told["N04"], told["N06"], told["N17"], told["N19"]) == (1, 2, 1, 2)


def test_numbers_of_a_report_open_their_rows() -> None:
    place = town()
    rows = [row for row in fill(place, 11) if row.state not in UNCOUNTED]
    mine, told = reach(place.actor(OFFICE), place.campaign.pk), facts(place.campaign, NOW_IS.day, NOW_IS.day)
    for group in (told.units, told.sources, told.categories):
        for one in group:
            for number in (one.found, one.closed, one.late):
                query = urlsplit(number.rows).query
                assert number.value == narrowed(mine, place.campaign.pk, Filters.read(QueryDict(query)), NOW_IS).count(), number.code
    assert sum(one.found.value or 0 for one in told.sources) == len(rows)
    assert sum(one.found.value or 0 for one in told.units) == len(rows)
    paper = compose(place.campaign, "final", NOW_IS.day, NOW_IS.day)
    assert paper.as_of == NOW_IS.day.isoformat()
