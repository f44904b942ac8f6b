"""The Party group's desk (M95): what lies there, who decides, what the unit reads; nobody is named, and no measure against a person comes of it."""

from datetime import timedelta

import pytest

from bihuan.accountability.models import PartyDecision
from bihuan.accountability.operations.party import (
    Said,
    decide_party,
    decide_serious_item,
    lay_before_party,
    pass_by_party,
    take_party_paper,
)
from bihuan.accountability.papers import party_paper
from bihuan.accountability.queries.party import matters, serious_items, tried_with, units_to_lay
from bihuan.accountability.vocabulary.party import PartyMeans, PartyState
from bihuan.documents.readers import read_held
from bihuan.documents.rules.paper import block_lines, line_text
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NotAllowed, NotNow
from bihuan.organisation.operations import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Weight
from bihuan.reports.papers.verifying import verify
from tests.accountability.ground import Bodies, by
from tests.accountability.test_papers import _edited
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, LIAISON, OFFICE, OFFICIAL, OTHER_HEAD, TODAY, WATER

pytestmark = pytest.mark.django_db
REMINDER = Said(PartyMeans.REMINDER, "窗口空岗两个月里查到三次，请一把手抓排班")


def serious(bodies: Bodies) -> Problem:
    row = bodies.place.find(text="曲院当班无人")
    Problem.objects.filter(pk=row.pk).update(weight=Weight.SERIOUS)
    row.refresh_from_db()
    return row


def _desk(bodies: Bodies, name: str) -> list[Problem]:
    return list(serious_items(bodies.place.actor(name), bodies.place.campaign))


@pytest.mark.mechanism("M95")
def test_an_item_marked_serious_stands_on_the_desk_and_the_decision_is_recorded(bodies: Bodies) -> None:
    place, plain, row = bodies.place, bodies.place.find(), serious(bodies)
    assert _desk(bodies, LEADER) == [row] == _desk(bodies, OFFICE) and plain not in _desk(bodies, LEADER)
    assert not any(_desk(bodies, name) for name in (HEAD, LIAISON, OFFICIAL, COLLEAGUE, GROUP))
    with pytest.raises(NotAllowed):
        decide_serious_item(row, body=bodies.of["party"], said=REMINDER, **by(place, OFFICE))
    assert not PartyDecision.objects.exists(), "nothing is left of what was refused"
    told = decide_serious_item(row, body=bodies.of["party"], said=REMINDER, **by(place, LEADER))
    assert (told.state, told.means, told.unit.name, told.decided_on) == (PartyState.DECIDED, PartyMeans.REMINDER, WATER, TODAY)
    assert not _desk(bodies, LEADER)
    assert list(matters(place.actor(HEAD), place.campaign)) == [told], "the head of the unit reads it"
    assert not matters(place.actor(OFFICIAL), place.campaign) and not matters(place.actor(OTHER_HEAD), place.campaign)
    book = Record.objects.filter(kind="party_decision")
    assert [one.action for one in book.order_by("position")] == ["lay_before_party", "decide_party"]
    assert "空岗" not in " ".join(str(one.changes) for one in book)


@pytest.mark.mechanism("M95")
def test_a_unit_with_frequent_problems_is_laid_there_by_a_hand_with_a_reason(bodies: Bodies) -> None:
    place, water = bodies.place, bodies.place.units[WATER]
    place.find()
    assert water in units_to_lay(place.actor(OFFICE), place.campaign)
    with pytest.raises(BadInput, match="提交理由"):
        lay_before_party(campaign=place.campaign, unit=water, problem=None, reason=" ", **by(place, OFFICE))
    with pytest.raises(NotAllowed):
        lay_before_party(campaign=place.campaign, unit=water, problem=None, reason="多发", **by(place, LIAISON))
    row = lay_before_party(campaign=place.campaign, unit=water, problem=None, reason="多发", **by(place, OFFICE))
    with pytest.raises(BadInput, match="正在等候"):
        lay_before_party(campaign=place.campaign, unit=water, problem=None, reason="多发", **by(place, OFFICE))
    assert not matters(place.actor(HEAD), place.campaign), "before it is decided nothing is said to anybody"
    decide_party(row, body=bodies.of["party"], said=REMINDER, **by(place, LEADER))
    assert [one.told for one in tried_with(place.campaign, water)] == ["党组提醒"]


def test_each_means_asks_for_what_it_needs(bodies: Bodies) -> None:
    place = bodies.place
    row = lay_before_party(campaign=place.campaign, unit=None, problem=serious(bodies), reason="严重", **by(place, LEADER))

    def decide(said: Said, body: str = "party") -> None:
        decide_party(row, body=bodies.of[body], said=said, **by(place, LEADER))

    for said, words in (
        (Said(PartyMeans.REMINDER, " "), "指出的问题和要求"),
        (Said(PartyMeans.NOTICE, "请整改"), "文号"),
        (Said(PartyMeans.TALK, "请来谈"), "日期"),
        (Said(PartyMeans.TALK, "请来谈", talk_on=TODAY - timedelta(1)), "不能早于今天"),
    ):
        with pytest.raises(BadInput, match=words):
            decide(said)
    with pytest.raises(NotAllowed):
        decide(REMINDER, "discipline")
    decide(Said(PartyMeans.TALK, "请来谈", talk_on=TODAY + timedelta(2), talk_place="县委三楼"))
    with pytest.raises(NotNow):
        decide(REMINDER)
    with pytest.raises(BadInput, match="严重或多发频发"):
        lay_before_party(campaign=place.campaign, unit=None, problem=place.find(), reason="x", **by(place, LEADER))


def test_the_paper_speaks_to_the_unit_and_names_nobody(bodies: Bodies) -> None:
    place = bodies.place
    row = decide_serious_item(
        serious(bodies), body=bodies.of["party"], said=Said(PartyMeans.TALK, "请说明排班", talk_on=TODAY, talk_place="县委三楼"), **by(place, LEADER)
    )  # fmt: skip
    paper = party_paper(row, TODAY)
    told = "\n".join(line_text(runs) for block in paper.blocks for runs in block_lines(block))
    assert (str(paper.title), paper.addressee) == ("约谈通知书", WATER)
    assert "2026年3月2日" in told and "县委三楼" in told and "台账登记问题1件" in told and "不是对任何个人的处理" in told
    assert "曲院" not in told
    assert take_party_paper(row, **by(place, HEAD))[:2] == b"PK"
    for name in (OFFICIAL, LIAISON, OTHER_HEAD):
        with pytest.raises(NotAllowed):
            take_party_paper(row, **by(place, name))
    assert Record.objects.filter(action="take_party_paper").count() == 1


def test_a_party_paper_is_known_again_and_an_edited_one_is_found(bodies: Bodies) -> None:
    place = bodies.place
    row = decide_serious_item(
        serious(bodies), body=bodies.of["party"], said=Said(PartyMeans.NOTICE, "请整改", "青党〔2026〕6 号"), **by(place, LEADER)
    )  # fmt: skip
    data = take_party_paper(row, **by(place, HEAD))
    verdict = verify(read_held(data, "x.docx"))
    assert verdict.sound and (verdict.document.title, verdict.document.number) == ("通报", "青党〔2026〕6 号")
    forged = verify(read_held(_edited(data, ">1<", ">9<"), "x.docx"))
    assert not forged.sound


def test_whoever_keeps_away_from_a_unit_has_no_part_in_what_is_said_to_it(bodies: Bodies) -> None:
    place, row = bodies.place, serious(bodies)
    declare_recusal(
        person=place.people[LEADER], unit=place.units[WATER], ground=RecusalGround.RELATION, actor=place.actor(LEADER), now=by(place, LEADER)["now"]
    )  # fmt: skip
    assert not _desk(bodies, LEADER)
    with pytest.raises(NotAllowed):
        decide_serious_item(row, body=bodies.of["party"], said=REMINDER, **by(place, LEADER))
    laid = lay_before_party(campaign=place.campaign, unit=None, problem=row, reason="严重", **by(place, OFFICE))
    assert not matters(place.actor(LEADER), place.campaign)
    pass_by_party(laid, reason="已经改好", **by(place, "夕照"))
    assert laid.state == PartyState.PASSED_BY
