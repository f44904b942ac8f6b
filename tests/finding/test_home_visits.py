"""Home visits: in no shipped set, tied to one problem, never without consent, and read by case handlers alone."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bihuan.campaigns.operations.preparing import switch_mechanisms
from bihuan.campaigns.queries.desk import waiting_on_desk
from bihuan.campaigns.rules.campaign_file import Switches
from bihuan.campaigns.rules.catalogues import READY, ready_catalogue
from bihuan.finding.models import HomeVisit
from bihuan.finding.operations import (
    agree_to_home_visit,
    ask_home_visit,
    call_off_home_visit,
    file_consent,
    print_home_visit,
    record_home_visit,
    record_visit_seen,
    refuse_home_visit,
)
from bihuan.finding.queries.talks import find_home_visit, reads_record
from bihuan.finding.vocabulary.talks import VisitState
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.organisation.operations.recusing import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from tests.factories import town as factory
from tests.factories.pictures import jpeg
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, TODAY, Town, days_later

RECORD = "家中有重病老人，已协调弹性上班"


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    made = factory.town()
    switch_mechanisms(campaign=made.campaign, switches={"home_visits": True}, actor=made.actor(OFFICE), now=NOW)
    return made


def asked(place: Town, **more: Any) -> HomeVisit:
    problem = more.pop("problem", None) or place.find()
    visitors = [place.people[name] for name in more.pop("visitors", (GROUP, GROUP_2))]
    wanted = {"purpose": "了解经常请假的缘由，看有什么困难", "planned_on": days_later(3).date()}
    return ask_home_visit(problem=problem, visitors=visitors, **{**wanted, **more}, actor=place.actor(OFFICE), now=NOW)  # type: ignore[arg-type]


def test_no_shipped_set_has_them() -> None:
    assert Switches().home_visits is False
    assert not any(ready_catalogue(name).switches.home_visits for name in READY)


def test_left_out_nobody_is_asked(place: Town) -> None:
    switch_mechanisms(campaign=place.campaign, switches={"home_visits": False}, actor=place.actor(OFFICE), now=NOW)
    with pytest.raises(NotNow, match="干部家访"):
        asked(place)


@pytest.mark.mechanism("M71")
def test_a_visit_is_tied_to_a_problem_and_nobody_goes_without_consent(place: Town) -> None:
    problem = place.find()
    row = asked(place, problem=problem)
    assert row.problem == problem and row.person == place.people[OFFICIAL] and row.visitors.count() == 2 and row.purpose
    made = {"visited_on": days_later(3).date(), "record": RECORD}
    with pytest.raises(NotNow):
        record_home_visit(row, **made, actor=place.actor(GROUP), now=days_later(3))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        agree_to_home_visit(row, actor=place.actor(OFFICE), now=NOW)
    agree_to_home_visit(row, answer="周末下午可以", actor=place.actor(OFFICIAL), now=days_later(1))
    with pytest.raises(BadInput, match="同意在前"):
        record_home_visit(row, visited_on=TODAY, record=RECORD, actor=place.actor(GROUP), now=days_later(3))
    record_home_visit(row, **made, actor=place.actor(GROUP), now=days_later(3))  # type: ignore[arg-type]
    readers = {name for name in place.people if _reads(place, name, row)}
    assert readers == {GROUP, GROUP_2, OFFICE, "闻莺"}, "the case handlers; not even the cadre himself"
    assert _knows(place, OFFICIAL, row) and not any(_knows(place, name, row) for name in (HEAD, LIAISON, LEADER, COLLEAGUE))
    with pytest.raises(BadInput, match="用途"):
        print_home_visit(row, reason=" ", actor=place.actor(GROUP), now=days_later(3))
    assert print_home_visit(row, reason="存档", actor=place.actor(GROUP), now=days_later(3))[:2] == b"PK"
    with pytest.raises(Missing):
        print_home_visit(row, reason="存档", actor=place.actor(OFFICIAL), now=days_later(3))
    record_visit_seen(row, actor=place.actor(OFFICE), now=days_later(4))
    assert Record.objects.filter(kind="reading", action="read_home_visit").count() == 1
    assert RECORD not in str(list(Record.objects.values_list("changes", "label")))


def _knows(place: Town, name: str, row: HomeVisit) -> bool:
    try:
        return find_home_visit(place.actor(name), place.campaign, row.pk) == row
    except Missing:
        return False


def _reads(place: Town, name: str, row: HomeVisit) -> bool:
    return _knows(place, name, row) and reads_record(place.actor(name), row)


def test_consent_is_taken_back_until_the_visit(place: Town) -> None:
    row = asked(place)
    agree_to_home_visit(row, actor=place.actor(OFFICIAL), now=NOW)
    refuse_home_visit(row, actor=place.actor(OFFICIAL), now=days_later(1))
    assert row.state == VisitState.REFUSED
    with pytest.raises(NotNow):
        record_home_visit(row, visited_on=days_later(3).date(), record=RECORD, actor=place.actor(GROUP), now=days_later(3))
    again = asked(place, problem=row.problem)
    call_off_home_visit(again, reason="已在单位谈清", actor=place.actor(OFFICE), now=NOW)
    assert again.state == VisitState.CALLED_OFF


def test_consent_on_paper_is_filed_before(place: Town) -> None:
    row = asked(place)
    file_consent(row, data=jpeg(), name="同意书.jpg", actor=place.actor(GROUP), now=NOW)
    assert row.state == VisitState.AGREED and row.consent is not None
    record_home_visit(row, visited_on=TODAY, record=RECORD, actor=place.actor(GROUP_2), now=days_later(1))
    assert row.state == VisitState.MADE


def test_the_database_keeps_no_visit_without_consent(place: Town) -> None:
    row = asked(place)
    with pytest.raises(IntegrityError), transaction.atomic():
        HomeVisit.objects.filter(pk=row.pk).update(recorded_at=NOW)


def test_who_cannot_be_sent(place: Town) -> None:
    problem = place.find()
    for wrong, says in (
        ({"visitors": (GROUP,)}, "至少两人"), ({"visitors": (GROUP, OFFICIAL)}, "本人"), ({"purpose": ""}, "家访目的"),
        ({"planned_on": days_later(-1).date()}, "不能早于今天"), ({"problem": place.find(person=None)}, "某个干部"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=says):
            asked(place, **{"problem": problem, **wrong})
    asked(place, problem=problem)
    with pytest.raises(BadInput, match="已有一次"):
        asked(place, problem=problem)
    with pytest.raises(NotAllowed):
        ask_home_visit(problem=place.find(text="另一件"), purpose="x", visitors=[place.people[GROUP], place.people[GROUP_2]],
                       planned_on=TODAY, actor=place.actor(LIAISON), now=NOW)  # fmt: skip


def test_he_is_asked_on_his_desk_and_the_visitors_reminded(place: Town) -> None:
    row = asked(place)
    assert "visit_consent" in _kinds(place, OFFICIAL, TODAY)
    agree_to_home_visit(row, actor=place.actor(OFFICIAL), now=NOW)
    assert "visit_consent" not in _kinds(place, OFFICIAL, TODAY)
    assert "visit_record" not in _kinds(place, GROUP, TODAY) and "visit_record" in _kinds(place, GROUP, days_later(3).date())


def _kinds(place: Town, name: str, day: Any) -> set[str]:
    return {one.name for one in waiting_on_desk(place.actor(name), (), place.campaign.pk, day)}


def test_whoever_asked_reads_nothing_once_his_duty_has_ended(place: Town) -> None:
    """Asking makes nobody a case handler for ever: the record is read by those who go and by the office of the day."""
    row = asked(place)
    agree_to_home_visit(row, actor=place.actor(OFFICIAL), now=NOW)
    record_home_visit(row, visited_on=NOW.date(), record=RECORD, actor=place.actor(GROUP), now=NOW)
    assert reads_record(place.actor(OFFICE), row)
    place.campaign.grants.filter(person=place.people[OFFICE]).update(ended_at=NOW)
    assert not reads_record(place.actor(OFFICE), row) and reads_record(place.actor(GROUP), row)
    with pytest.raises(Missing):
        find_home_visit(place.actor(OFFICE), place.campaign, row.pk)


def test_whoever_keeps_away_from_the_cadre_does_not_go(place: Town) -> None:
    declare_recusal(
        person=place.people[GROUP], ground=RecusalGround.SERVED_THERE, party=place.people[OFFICIAL], actor=place.actor(GROUP), now=NOW
    )
    with pytest.raises(BadInput, match="回避"):
        asked(place)
