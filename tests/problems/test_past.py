"""The ledger at any past moment equals what was shown then (M88, bars.md F8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bihuan.campaigns import queries as queries_of_campaign
from bihuan.campaigns.operations import add_stage, amend_campaign, leave_roster, seat_person, set_up_group
from bihuan.campaigns.vocabulary import GroupKind, GroupPost
from bihuan.foundation.calendar.queries import near_until
from bihuan.foundation.kernel import Refused
from bihuan.foundation.kernel.moments import Written
from bihuan.interfaces.web.problems.drawing import _CELLS, drawn
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.problems import queries
from bihuan.problems.models import Problem
from bihuan.problems.operations import amend, extend, void
from bihuan.problems.operations.voiding import Why
from bihuan.problems.queries import Today, narrowing
from bihuan.problems.queries.past import narrowed_then
from bihuan.problems.queries.sheet import cells_of, cells_then, names_of
from bihuan.problems.rules.filters import SORTS, Filters
from bihuan.problems.vocabulary import Source, VoidKind
from bihuan.reports.queries import cockpit, figures
from tests.factories.town import FOREST, GROUP, HEAD, LIAISON, OFFICE, OFFICIAL, WATER, Town, town
from tests.problems.lives import ACTORS, NEXT, RIGHT, steps_of

LOOKERS = (GROUP, LIAISON, HEAD, OFFICIAL)
QUESTIONS = (
    "", "open=1", "done=1", "lamp=overdue", "lamp=near", "source=self_check", "mine=1", "sampled=1", "reopened=1", "q=轮值", "q=等候", "q=苏堤",
    "waits=verify,confirm,plan,ask,approve,sample,classify", "published_out=1", "objected=1", "closed=2026-03-01..2026-03-20",
    "recorded=2026-03-03..2026-03-09", "stage=1", "lists=back_check", "proved=1", "newly=2026-03-03..2026-03-20", "entered=2026-03-04..2026-03-20",
    "late=2026-03-04..2026-03-20", "restored=2026-03-04..2026-03-20", "undone=2026-03-05..2026-03-20", "failed=2026-03-05T12:00..2026-03-20",
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """What was on the screens of a moment."""

    at: datetime
    today: Today
    screens: list[Any]


def screens(place: Town, today: Today, turn: int, at: str = "") -> Iterator[Any]:
    """Lists, rows, texts, tiles and figures as pages show them (a part of the questions each time); `at` asks for a past moment."""
    campaign, written = place.campaign, Written.read(at)
    past = queries.then(campaign.pk, written, today)
    on = past.today if past else today
    for who in (OFFICE, LOOKERS[turn % len(LOOKERS)]):
        mine = queries.reach(place.actor(who), campaign.pk)
        for n, question in list(enumerate(QUESTIONS))[turn % 6 :: 6]:
            given = dict(pair.split("=", 1) for pair in question.split("&") if pair) | {"sort": SORTS[n % len(SORTS)], "at": at}
            filters = Filters.read(given)
            found, told = queries.page_of(mine, campaign.pk, filters, today)
            rows = rows_of(mine, found.rows, on, campaign, past=True)
            assert found.count == queries.narrowed(mine, campaign.pk, filters, today).count() and bool(told) == bool(at)
            yield who, question, str(drawn(rows, list(_CELLS), filters.q)), found.count
        seen = cockpit(place.actor(who), campaign, today, past)
        yield who, [(one.code, one.value) for one in seen.tiles], [(str(line.unit), line.late, line.total) for line in seen.lines]
        yield who, [(bar.label, bar.count) for bar in seen.funnel], [(week.found, week.closed) for week in seen.weeks]
    yield [(code, one.value) for code, one in figures(campaign, on.day, on.day, written).items()]
    for row in Problem.objects.order_by("-pk")[:3]:
        mine = queries.reach(place.actor(OFFICE), campaign.pk)
        shown = queries.find_then(mine, campaign, row.number, past) if past else queries.find(place.actor(OFFICE), campaign, row.number)
        parts = queries.parts_then(shown, past.until) if past else None
        told = [len(queries.progress_of(row)), len(queries.evidence_of(row)), len(queries.decisions_of(row))]
        now = [len(parts.progress), len(parts.evidence), len(parts.decisions)] if parts else told
        plain = {one.attname: getattr(shown, one.attname) for one in Problem._meta.concrete_fields if one.attname != "revision"}
        yield plain, now, [(one.action, one.who, one.reason) for one in queries.story(row, past.until if past else None)]


def near(place: Town, moment: datetime) -> Today:
    """Today as a page of that moment has it."""
    place.campaign.refresh_from_db()
    return Today(moment.date(), near_until(moment.date(), place.campaign.near_days))


move = st.tuples(
    st.integers(0, 2), st.integers(0, 5), st.integers(0, 26), st.integers(0, 3), st.integers(0, len(ACTORS) - 1), st.integers(0, 80)
)


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.mechanism("M88")
@pytest.mark.parametrize(("quick", "published"), [(True, False), (False, True)], ids=["at once", "published"])
def test_any_past_moment_equals_what_was_shown_then(quick: bool, published: bool) -> None:
    place = town(sample_percent=50)
    amend_campaign(campaign=place.campaign, settings={"publicity_step": published}, actor=place.machine, now=place.now)
    steps = steps_of(place)
    clock = [place.now + timedelta(hours=1)]

    @settings(max_examples=2, phases=[Phase.generate])
    @given(st.lists(move, min_size=10, max_size=14))
    def live(moves: list[tuple[int, ...]]) -> None:
        source = Source.SELF_CHECK if quick else Source.SUPERVISION
        rows = [place.find(source, now=clock[0]), place.find(Source.SELF_CHECK, now=clock[0]), place.find(Source.OPINION, now=clock[0])]
        kept: list[Shown] = []
        for whose, leap, which, anybody, who, hours in moves:
            clock[0] += timedelta(hours=hours, microseconds=1)
            row = rows[whose]
            row.refresh_from_db()
            ways = NEXT[row.state]
            chosen = which % len(steps) if leap == 5 else ways[which % len(ways)]
            name = RIGHT[chosen] if chosen in RIGHT and anybody < 3 else ACTORS[who]
            try:
                steps[chosen](problem=row, actor=place.actor(name), now=clock[0])
            except Refused:
                continue
            if hours % 7 == 0:
                days = {"near_days": 1 + hours % 5}
                amend_campaign(campaign=place.campaign, settings=days, actor=place.machine, now=clock[0])
            today = near(place, clock[0])
            kept.append(Shown(clock[0], today, list(screens(place, today, len(kept)))))
        later = near(place, clock[0] + timedelta(days=400))
        for turn, one in enumerate(kept):
            then = list(screens(place, later, turn, Written.of(one.at.astimezone(place.now.tzinfo)).text))
            for before, after in zip(one.screens, then, strict=False):
                assert before == after, one.at
        clock[0] += timedelta(hours=2)

    live()


def test_an_export_of_a_past_moment_is_the_export_of_that_moment(db: None) -> None:
    place = town()
    first, second = place.find(text="第一件：等候时间过长"), place.find(Source.SELF_CHECK, text="第二件：值班离岗")
    place.to("rectifying", first)
    names = names_of(place.campaign, queries.reach(place.actor(OFFICE), place.campaign.pk))
    filters, today = Filters.read({"sort": "number"}), near(place, place.now)
    then = {}
    for who in (OFFICE, LIAISON):
        mine = queries.reach(place.actor(who), place.campaign.pk)
        then[who] = list(cells_of(queries.in_order(queries.narrowed(mine, place.campaign.pk, filters, today), "number"), mine, names))
    later = place.now + timedelta(days=5)
    amend(problem=second, values={"text": "第二件：值班离岗半天"}, actor=place.actor(OFFICIAL), now=later)
    place.find(text="第三件：后来的", now=later)
    extend(problem=first, to_on=first.due_on + timedelta(9), reason="设备推迟", actor=place.actor(OFFICE), now=later)  # type: ignore[operator]
    past = queries.then(place.campaign.pk, Written.of(place.now), near(place, later))
    assert past
    for who, cells in then.items():
        mine = queries.reach(place.actor(who), place.campaign.pk)
        versions = queries.in_order(narrowed_then(mine, place.campaign.pk, filters, past), "number")
        assert list(cells_then(mine, names, versions, past)) == cells
    told = figures(place.campaign, place.now.date(), later.date(), Written.of(place.now))
    assert told["O01"].value == 2 and told["N08"].value == 3


def test_bodies_stages_and_roster_of_a_past_moment_are_those_that_were_registered_then(db: None) -> None:
    place = town()
    before, moment = near(place, place.now), place.now + timedelta(days=3)
    shown = {code: one.value for code, one in figures(place.campaign, before.day, before.day, Written.of(place.now)).items()}
    who: dict[str, Any] = {"actor": place.actor(OFFICE), "now": moment}
    group = set_up_group(campaign=place.campaign, kind=GroupKind.LEADING, name="领导小组", **who)
    seat_person(group=group, person=place.people[HEAD], post=GroupPost.HEAD, **who)
    add_stage(campaign=place.campaign, name="总结", start_on=date(2026, 6, 1), end_on=date(2026, 6, 30), **who)
    entry = place.campaign.roster.filter(person=place.people[OFFICIAL]).get()
    leave_roster(entry, on=place.now.date(), reason="调出，补登记", **who)
    after = {code: one.value for code, one in figures(place.campaign, moment.date(), moment.date(), Written.of(moment)).items()}
    again = {code: one.value for code, one in figures(place.campaign, moment.date(), moment.date(), Written.of(place.now)).items()}
    assert again == shown
    assert (shown["N03"], after["N03"]) == (0, 1) and (shown["N08"], after["N08"]) == (3, 4) and after["N02"] == shown["N02"] - 1  # type: ignore[operator]
    page = queries_of_campaign.roster_of(place.actor(OFFICE), place.campaign, place.units[WATER].pk, moment.date())
    assert OFFICIAL not in [one.person.name for one in page], "the roster of a day is that of the day"


def test_how_many_a_past_list_had_is_told_in_full_where_the_counters_tell(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    place = town()
    rows = [place.find(text=f"第{n}件：等候时间过长") for n in range(4)]
    place.find(unit=FOREST, person=None, text="林草局的一件")
    place.to("rectifying", rows[0])
    questions, asked = ("", "open=1", "state=recorded", f"unit={place.units[WATER].pk}", "state=rectifying"), near(place, place.now)

    def counts(at: str) -> list[tuple[int, bool]]:
        told = []
        for who in (OFFICE, LIAISON):
            mine = queries.reach(place.actor(who), place.campaign.pk)
            for one in questions:
                filters = Filters.read(dict(pair.split("=", 1) for pair in one.split("&") if pair) | {"at": at})
                found, _past = queries.page_of(
                    mine, place.campaign.pk, filters, near(place, place.now + timedelta(days=9)) if at else asked
                )
                told.append((found.count, found.is_more))
        return told

    before, later = counts(""), place.now + timedelta(days=2)
    place.to("closed", rows[1], later)
    void(problem=rows[2], why=Why(VoidKind.ERROR, "录错了"), actor=place.actor(OFFICE), now=later)
    place.find(text="后来的", now=later)
    assert counts("") != before
    monkeypatch.setattr(narrowing, "count_of", lambda _rows: (10_000, True))  # what is counted up to a limit
    assert counts(place.now.date().isoformat()) == before


@pytest.mark.parametrize("asked", ["12", "１２", "lc", "ＬＣ", "12号 等候", "1２"])
def test_a_past_text_is_found_in_whatever_letters_and_digits_it_was_typed(db: None, asked: str) -> None:
    place = town()
    typed = [place.find(text=text) for text in ("见ＬＣ第１２号，等候", "见LC第12号，等候", "见lc第①②号，等候")]
    filters, today = Filters(q=asked), near(place, place.now)
    mine = queries.reach(place.actor(OFFICE), place.campaign.pk)
    found = set(queries.narrowed(mine, place.campaign.pk, filters, today).values_list("pk", flat=True))
    for row in typed:
        amend(problem=row, values={"text": "别的话"}, actor=place.actor(OFFICE), now=place.now + timedelta(days=2))
    past = queries.then(place.campaign.pk, Written.read(place.now.date().isoformat()), near(place, place.now + timedelta(days=9)))
    assert past and set(narrowed_then(mine, place.campaign.pk, filters, past).values_list("row_id", flat=True)) == found
    assert len(found) == (0 if asked in ("12", "１２", "1２") else 3)


def test_a_number_in_full_width_digits_opens_its_problem(db: None) -> None:
    place = town()
    rows, today = [place.find(text=f"第{n}件") for n in range(3)], near(place, place.now)
    mine = queries.reach(place.actor(OFFICE), place.campaign.pk)
    for at in ("", place.now.date().isoformat()):
        found, _past = queries.page_of(
            mine, place.campaign.pk, Filters(q="２", at=at), near(place, place.now + timedelta(days=9)) if at else today
        )
        assert [row.pk for row in found.rows] == [rows[1].pk]
