"""One problem as it stood at a past moment, and the sentences of its history, by the machine door."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from bihuan.problems import operations as do
from bihuan.problems.vocabulary import CauseKind, Source
from tests.factories.town import COLLEAGUE, LIAISON, NOW, OFFICE, OFFICIAL, OTHER_LIAISON, Town, days_later
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
LEDGER = "campaigns/QS-2026/ledger"


def test_a_problem_is_told_as_it_stood(place: Town, machine: Callable[..., Machine]) -> None:
    row = place.find(text="窗口群众等候两小时")
    do.amend(problem=row, values={"text": "窗口群众等候三小时"}, actor=place.actor(OFFICE), now=days_later(2))
    do.analyse(problem=row, cause="排班没有落实", kind=CauseKind.MANAGERIAL, actor=place.actor(OFFICIAL), now=days_later(4))
    at, office = f"{LEDGER}/{row.number}", machine(OFFICE)
    then = office.get(at, at=days_later(1).date().isoformat())[1]
    assert (then["text"], then["state"], then["cause"], then["steps"], then["stands"]) == ("窗口群众等候两小时", "recorded", "", [], None)
    assert then["at"] == days_later(1).date().isoformat() and [one["action"] for one in then["story"]] == ["record"]
    between = office.get(at, at=days_later(3).strftime("%Y-%m-%dT%H:%M"))[1]
    assert (between["text"], between["state"]) == ("窗口群众等候三小时", "recorded")
    now = office.get(at)[1]
    assert (now["state"], now["at"], len(now["story"])) == ("analysed", None, 3) and now["steps"] and now["stands"]
    assert OFFICIAL in now["story"][2]["sentence"] and "环节由“" in now["story"][2]["sentence"]
    assert office.get(at, at=(NOW - timedelta(days=9)).date().isoformat())[0] == 404, "it was not there yet"
    assert machine(OTHER_LIAISON).get(at, at=days_later(1).date().isoformat())[0] == 404
    status, told = office.get(at, at="gestern")
    assert (status, told["errors"][0]["place"]) == (422, "query.at") and "2026-03-01T14:30" in told["errors"][0]["message"]
    status, told = office.get(LEDGER, at=(localdate() + timedelta(days=1)).isoformat())
    assert (status, told["errors"][0]["message"]) == (422, "这一天还没有到，最晚是今天"), "what is so now is no answer for then"
    assert office.get(LEDGER, at=localdate().isoformat())[0] == 200


def test_whoever_may_not_read_learns_no_text_and_no_reason_of_the_past(place: Town, machine: Callable[..., Machine]) -> None:
    row = place.find(Source.SELF_CHECK, person=COLLEAGUE, text="自己查出的问题")
    do.amend(problem=row, values={"text": "写得更清楚的问题"}, reason="只给自己看的理由", actor=place.actor(OFFICE), now=days_later(2))
    for query in ({}, {"at": days_later(3).date().isoformat()}, {"at": days_later(1).date().isoformat()}):
        told = machine(LIAISON).get(f"{LEDGER}/{row.number}", **query)[1]
        assert (told["readable"], told["text"], told["evidence"]) == (False, None, [])
        assert not {"自己查出", "写得更清楚", "只给自己看"} & {
            word for word in ("自己查出", "写得更清楚", "只给自己看") if word in str(told)
        }
