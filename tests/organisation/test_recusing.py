"""Keeping away: declared at once, asked for and decided by others, by unit with all below it and by person; nobody else hears why (P04)."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.foundation.kernel.recusal import Tie, kept_away
from bihuan.organisation import queries
from bihuan.organisation.operations import (
    ask_recusal,
    declare_recusal,
    end_recusal,
    found_unit,
    grant_recusal,
    refuse_recusal,
)
from bihuan.organisation.vocabulary import RecusalGround
from tests.factories import town as factory
from tests.factories.town import FOREST, GROUP, GROUP_2, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICE_2, OFFICIAL, TODAY, WATER, Town


@pytest.fixture
def place(db: None) -> Town:
    return factory.town()


def _away(place: Town, unit: str = WATER, parties: Any = (), day: Any = TODAY) -> set[str]:
    found = queries.kept_away(place.units[unit], day, [place.people[one].pk for one in parties])
    return {name for name, person in place.people.items() if person.pk in found}


def test_the_rule_knows_branches_days_and_people() -> None:
    ties = [Tie(1, "00a", None, TODAY), Tie(2, "", 9, TODAY), Tie(3, "00a00b", None, TODAY, TODAY)]
    assert kept_away(ties, "00a00b", (), TODAY) == {1, 3} and kept_away(ties, "00a", (), TODAY) == {1}
    assert kept_away(ties, "00c", (9,), TODAY) == {2, 9}, "and whoever it is about"
    assert kept_away(ties, "00a00b", (), TODAY + timedelta(1)) == {1} and not kept_away(ties, "00a", (), TODAY - timedelta(1))


def test_declared_by_oneself_it_holds_at_once_and_for_the_branch(place: Town) -> None:
    section = found_unit(name="水政科", parent=place.units[WATER], actor=place.machine, now=NOW)
    told: dict[str, Any] = {"ground": RecusalGround.RELATION, "unit": place.units[WATER], "reason": "不便明说"}
    with pytest.raises(NotAllowed):
        declare_recusal(person=place.people[GROUP_2], **told, actor=place.actor(GROUP), now=NOW)
    row = declare_recusal(person=place.people[GROUP], **told, actor=place.actor(GROUP), now=NOW)
    assert _away(place) == {GROUP} and not _away(place, FOREST)
    assert place.people[GROUP].pk in queries.kept_away(section, TODAY)
    assert "不便明说" not in str(list(Record.objects.values_list("changes", "reason", "label"))), "the book has no reason"
    end_recusal(row, reason="已调离", actor=place.actor(GROUP), now=NOW)
    assert not _away(place)


def test_asked_for_by_a_party_a_third_decides(place: Town) -> None:
    told: dict[str, Any] = {"person": place.people[GROUP], "ground": RecusalGround.DEALINGS, "party": place.people[HEAD]}
    with pytest.raises(BadInput):
        ask_recusal(**told, reason=" ", actor=place.actor(LIAISON), now=NOW)
    row = ask_recusal(**told, reason="经办过同一工程", actor=place.actor(LIAISON), now=NOW)
    assert not _away(place, parties=[HEAD]) - {HEAD}
    for name in (LIAISON, GROUP, LEADER, OFFICIAL):  # who asked, whom it is about, who decides nothing
        with pytest.raises(NotAllowed):
            grant_recusal(row, reason="x", actor=place.actor(name), now=NOW)
    grant_recusal(row, reason="属实", actor=place.actor(OFFICE), now=NOW)
    assert _away(place, parties=[HEAD]) == {GROUP, HEAD} and not _away(place)
    with pytest.raises(NotNow):
        refuse_recusal(row, reason="y", actor=place.actor(OFFICE), now=NOW)
    own = ask_recusal(
        person=place.people[OFFICE], ground=RecusalGround.OTHER, unit=place.units[WATER], reason="z", actor=place.actor(HEAD), now=NOW
    )
    with pytest.raises(NotAllowed):
        refuse_recusal(own, reason="我自己定", actor=place.actor(OFFICE), now=NOW)
    refuse_recusal(own, reason="不成立", actor=place.actor(OFFICE_2), now=NOW)
    assert not _away(place)


def test_only_those_concerned_read_it(place: Town) -> None:
    row = ask_recusal(
        person=place.people[GROUP],
        ground=RecusalGround.INTEREST,
        unit=place.units[WATER],
        reason="有股份",
        actor=place.actor(HEAD),
        now=NOW,
    )
    readers = {
        name for name in (OFFICE, OFFICE_2, GROUP, GROUP_2, HEAD, LIAISON, LEADER, OFFICIAL) if queries.recusals_of(place.actor(name))
    }
    assert readers == {OFFICE, OFFICE_2, GROUP, HEAD}
    with pytest.raises(Missing):
        queries.find_recusal(place.actor(LIAISON), row.pk)


def test_what_is_no_recusal(place: Town) -> None:
    for wrong in ({}, {"party": place.people[GROUP]}, {"unit": place.units[WATER], "to_on": TODAY - timedelta(1)}):
        with pytest.raises(BadInput):
            declare_recusal(person=place.people[GROUP], ground=RecusalGround.OTHER, **wrong, actor=place.actor(GROUP), now=NOW)
