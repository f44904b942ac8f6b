"""M135: every measure has one of three marks, a case carries it, and reports count by it – of the whole campaign, none below five, none by name."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from bihuan.accountability.models import Handling
from bihuan.accountability.queries.figures import measure_figures
from bihuan.accountability.rules.measures import find_measure, of_plan
from bihuan.accountability.rules.pack import pack
from bihuan.campaigns.rules.campaign_file import LadderMeasure
from bihuan.campaigns.vocabulary import MeasureKind
from bihuan.documents.rules.paper import block_lines, line_text
from bihuan.reports.papers.final import final_report
from bihuan.reports.queries.facts import facts
from bihuan.reports.queries.figures import figures
from bihuan.reports.rules.definitions import BY_CODE
from tests.accountability.ground import Bodies, in_force, opened
from tests.factories.town import COLLEAGUE, NOW, OFFICE, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db
CODES = ("O14", "O15", "O16")
LATER = NOW + timedelta(1)
PLAN = "plan:education:窗口轮训"


def _served(bodies: Bodies, measure: str, many: int, **more: Any) -> list[Handling]:
    """Decisions that were served, as rows: how they come about is shown elsewhere."""
    place, first = bodies.place, Handling.objects.count()
    told = {"unit": place.units[WATER], "handler": bodies.of["office"], "body": bodies.of["party"], "matter": "空岗", "measure": measure,
            "state": "in_force", "opened_at": NOW, "decided_on": TODAY, "served_on": TODAY, "served_at": NOW, "follow_on": TODAY, **more}  # fmt: skip
    return [Handling.objects.create(campaign=place.campaign, number=900 + first + n, **told) for n in range(many)]


def _counted(bodies: Bodies, at: datetime = LATER) -> tuple[int | None, ...]:
    return tuple(measure_figures(bodies.place.campaign, localdate(at), at).values())


def _report(bodies: Bodies) -> str:
    paper = final_report(facts(bodies.place.campaign, TODAY, TODAY), "专班", [])
    return "\n".join(line_text(runs) for block in paper.blocks for runs in block_lines(block))


@pytest.mark.mechanism("M135")
def test_every_measure_is_of_one_of_three_kinds_and_the_case_says_of_which(bodies: Bodies) -> None:
    assert {one.kind for one in pack().measures.values()} == set(MeasureKind) and len(MeasureKind) == 3
    for kind in MeasureKind:
        assert of_plan(LadderMeasure(name="方案自定的措施", kind=kind)).kind is kind, "a plan says of which kind its own measures are"
    assert (find_measure(PLAN).kind, find_measure("remove").kind) == (MeasureKind.EDUCATION, MeasureKind.ORGANISATIONAL)
    row = in_force(bodies)
    page = bodies.place.client(OFFICE).get(reverse("accountability:handling", args=[bodies.place.campaign.code, row.number]))
    assert "教育" in page.content.decode()


@pytest.mark.mechanism("M135")
def test_reports_count_by_that_mark(bodies: Bodies) -> None:
    _served(bodies, "admonition", 4), _served(bodies, PLAN, 2), _served(bodies, "move", 5), _served(bodies, "a_warning", 7, state="ended")
    assert _counted(bodies) == (6, 5, 7)
    told = figures(bodies.place.campaign, TODAY, TODAY)
    assert [told[code].value for code in CODES] == [6, 5, 7]
    assert not any(told[code].rows for code in CODES), "they open for nobody"
    bodies.place.find()
    text = _report(bodies)
    assert "依规依纪依法作出教育措施6件、组织处理5件、处分7件。" in text and OFFICIAL not in text


def test_what_is_drafted_undone_or_of_a_day_to_come_counts_in_nothing(bodies: Bodies) -> None:
    _served(bodies, "admonition", 5)
    _served(bodies, "admonition", 3, state="undone", over_at=NOW)
    _served(bodies, "admonition", 3, served_on=TODAY + timedelta(5), served_at=NOW + timedelta(5))
    _served(bodies, "admonition", 2, state="decided", served_on=None, served_at=None)
    opened(bodies)
    assert _counted(bodies)[0] == 5 and _counted(bodies, NOW + timedelta(6))[0] == 8
    _served(bodies, "admonition", 4, state="undone", over_at=NOW + timedelta(3))
    assert _counted(bodies)[0] == 9, "it stood then"
    assert _counted(bodies, NOW + timedelta(4))[0] == 5


def test_few_are_not_told_and_a_naught_tells_no_more(bodies: Bodies) -> None:
    place = bodies.place
    assert _counted(bodies) == (None, None, None)
    _served(bodies, "admonition", 4, person=place.people[COLLEAGUE])
    assert _counted(bodies) == (None, None, None), "nobody reads from it whether there is a case"
    assert figures(place.campaign, TODAY, TODAY)["O14"].reason == "不足 5 件，为保护本人不显示"
    place.find()
    assert "依规依纪依法作出" not in _report(bodies)


def test_no_goal_is_tied_to_a_number_of_persons(bodies: Bodies) -> None:
    """P08: such a number is told; it is never something to reach."""
    about_people = {code for code, one in BY_CODE.items() if one.about_people}
    assert about_people == {*CODES, "N22", "N23", "N24", "N25", *(f"O{n:02d}" for n in range(9, 14))}
    place = bodies.place
    type(place.campaign).objects.filter(pk=place.campaign.pk).update(file={**place.campaign.file, "goals": ["作风好转"]})
    page = place.client(OFFICE).get(reverse("campaigns:tie_goal", args=[place.campaign.code, 1])).content.decode()
    assert 'value="O02"' in page and not [code for code in about_people if f'value="{code}"' in page]
