"""A year of return visits on a simulated clock: planned by both bodies, made every quarter, assessed, ended by the clock with what was sealed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import ReturnVisit, SealedNote, Seat
from bihuan.accountability.operations.visits import Bases, Brought
from bihuan.accountability.papers.visits import visits_paper
from bihuan.accountability.queries import visits as read
from bihuan.accountability.vocabulary.handling import Served
from bihuan.accountability.vocabulary.measures import CaseClass
from bihuan.accountability.vocabulary.visits import NoteKind, VisitState
from bihuan.documents.operations.printing import print_docx
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.clock.table import end_return_visits
from tests.accountability.ground import PERSONNEL, Bodies, by, opened, whole
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, NOW, OFFICE, OFFICIAL, TODAY

pytestmark = pytest.mark.django_db
QUARTERS = (90, 180, 270, 360)
WORRY = "怕同事另眼相看"


class Clock:
    """What time it is for everybody who asks."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = NOW
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)

    def on(self, days: int) -> datetime:
        """Let time pass, and the clock do what is due."""
        self.now = NOW + timedelta(days)
        end_return_visits.call()
        return self.now


def under_a_demerit(bodies: Bodies) -> Any:
    """Somebody under a demerit of the competent body: it weighs eighteen months."""
    place, row = bodies.place, whole(bodies, opened(bodies), "disciplinary", case_class=CaseClass.GRAVE)
    do.refer_handling(row, to="县监委", **by(place, OFFICE))
    do.record_decision(row, measure="a_grave_demerit", document="青监政〔2026〕1 号", decided_on=TODAY, **by(place, OFFICE))
    do.serve_handling(row, how=Served.IN_PERSON, **by(place, OFFICE))
    return row


def test_a_year_of_return_visits(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BIHUAN_DEMO = True
    bodies = Bodies(factory.town())
    place, clock = bodies.place, Clock(monkeypatch)
    row = under_a_demerit(bodies)
    assert row.ends_on == date(2027, 9, 2)
    seats = [Seat.objects.get(person__name=name) for name in (GROUP, PERSONNEL)]
    bases = Bases("值班空岗，群众等候两小时", "政务记大过", "表现平稳", "先听他讲，再讲政策", "12356", TODAY + timedelta(QUARTERS[0]))
    plan = do.plan_visits(row, bases=bases, seats=seats, worries=WORRY, **by(place, PERSONNEL))
    assert read.outline_for(plan)

    for number, days in enumerate(QUARTERS):
        now = clock.on(days - 7)
        assert [one.pk for one in read.due_visits(place.actor(GROUP), place.campaign, now.date())] == [plan.pk], "the visit is on his list"
        now = clock.on(days)
        assert WORRY in [text for _note, text in do.open_notes(plan, **by(place, GROUP, days))]
        pair = (read.visitors_of(plan)[0], read.visitors_of(plan)[1])
        told = Brought("说得出口了", "值班正常", "讲了影响期", "谈心", "孩子上学")
        following = now.date() + timedelta(90 if number < 3 else 1)
        do.record_visit(plan, pair=pair, on=now.date(), next_on=following, told=told, actor=place.actor(GROUP), now=now)
        plan.refresh_from_db()

    hard = do.raise_difficulty(plan, text="孩子上学远", owner=read.visitors_of(plan)[1], due_on=clock.now.date(), **by(place, GROUP, 360))
    do.seal_note(plan, kind=NoteKind.FAMILY, text="妻子在外地", **by(place, OFFICIAL, 360))
    do.answer_difficulty(hard, text="已协调就近入学", **by(place, PERSONNEL, 360))
    do.close_visits(plan, political="放下包袱", discipline="知道边界", social="群众认可", **by(place, GROUP, 360))
    for who in (OFFICE, LEADER, HEAD, COLLEAGUE):
        with pytest.raises(Missing):
            read.find_visits(place.actor(who), place.campaign, plan.pk)
    paper = visits_paper(plan, read.visitors_of(plan), read.records_of(plan), read.difficulties_of(plan), clock.now.date())
    assert WORRY not in str(paper) and "妻子" not in str(paper) and len(print_docx(paper=paper)) > 1000

    clock.on(365)
    assert SealedNote.objects.count() == 2 and ReturnVisit.objects.get().state == VisitState.CLOSED, "the last day is still of the year"
    clock.on(366)
    plan.refresh_from_db()
    assert plan.state == VisitState.ENDED and not SealedNote.objects.exists()
    for who in (GROUP, PERSONNEL):
        with pytest.raises(Missing):
            read.find_visits(place.actor(who), place.campaign, plan.pk)
    his = read.find_visits(place.actor(OFFICIAL), place.campaign, plan.pk)
    assert [one.own_words for one in read.records_of(his)] == ["说得出口了"] * 4, "his own he keeps"
    book = list(Record.objects.filter(kind="return_visit").order_by("pk").values_list("action", "actor_name"))
    assert [who for what, who in book if what == "open_notes"] == [GROUP] * 4
    assert book[-1][0] == "end_visits" and WORRY not in str(list(Record.objects.values_list("changes", flat=True)))
