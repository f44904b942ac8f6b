"""Deadlines against tables of known days and against a calculator that was written another way."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.foundation.calendar.rules import WorkCalendar, read_notices
from bihuan.foundation.kernel import BadInput, NotNow
from bihuan.foundation.kernel.time import (
    Clock,
    Extension,
    Length,
    Pause,
    Span,
    add_months,
    due_on,
    period_end,
    working_days_between,
)

CHINA = WorkCalendar.of({one.day: one.works for one in read_notices()})
WD, D, M, Q, Y = Span.WORKING_DAYS, Span.DAYS, Span.MONTHS, Span.QUARTERS, Span.YEARS


@pytest.mark.parametrize(
    ("start", "count", "span", "due"),
    [
        # Working days across the long holidays, with their made-up days before and after.
        ("2024-02-08", 1, WD, "2024-02-09"),
        ("2024-02-09", 1, WD, "2024-02-18"),  # the Sunday after Spring Festival is worked
        ("2024-09-30", 5, WD, "2024-10-12"),  # 8, 9, 10, 11, and the Saturday 12
        ("2025-01-24", 3, WD, "2025-02-05"),  # Sunday 26 and Monday 27 January, then 5 February
        ("2025-09-30", 1, WD, "2025-10-09"),
        ("2026-02-13", 2, WD, "2026-02-24"),  # Saturday 14 is worked
        ("2026-09-18", 1, WD, "2026-09-20"),  # a worked Sunday
        ("2026-04-30", 3, WD, "2026-05-08"),
        # Days: the first is not counted, the last one rolls when it is a holiday.
        ("2026-03-02", 15, D, "2026-03-17"),
        ("2026-09-01", 30, D, "2026-10-08"),  # 1 October rolls over the week
        ("2026-01-30", 15, D, "2026-02-14"),  # a worked Saturday stays
        # Months, quarters, years: matching day or the last of a shorter month.
        ("2026-01-31", 1, M, "2026-02-28"),  # a worked Saturday
        ("2024-01-31", 1, M, "2024-02-29"),
        ("2026-05-31", 1, M, "2026-06-30"),
        ("2026-08-31", 6, M, "2027-03-01"),  # 28 February 2027 is a Sunday
        ("2026-01-15", 1, Q, "2026-04-15"),
        ("2024-02-29", 1, Y, "2025-02-28"),
        ("2025-12-01", 1, Y, "2026-12-01"),
        # At once.
        ("2026-03-04", 0, D, "2026-03-04"),
    ],
)
def test_known_days(start: str, count: int, span: Span, due: str) -> None:
    assert due_on(date.fromisoformat(start), Length(count, span), CHINA) == date.fromisoformat(due)


def test_without_rolling_a_holiday_stays_the_last_day() -> None:
    assert due_on(date(2026, 9, 1), Length(30, D, rolls=False), CHINA) == date(2026, 10, 1)


def test_a_petition_of_60_days_extended_by_30() -> None:
    """T13, 信访工作条例 Article 34: 60 days, at most 30 more, counted from the 60th day itself."""
    clock = Clock(date(2026, 3, 2), Length(60, D))
    assert clock.due_on(CHINA) == date(2026, 5, 6)  # 1 May is a holiday
    longer = clock.extend(Extension(Length(30, D), "主要负责人", "情况复杂"), at_most=Length(30, D))
    assert longer.due_on(CHINA) == date(2026, 6, 1)  # 31 May is a Sunday
    with pytest.raises(BadInput, match="不能超过 30"):
        longer.extend(Extension(Length(1, D), "主要负责人", "再延"), at_most=Length(30, D))
    with pytest.raises(BadInput, match="须用"):
        clock.extend(Extension(Length(1, M), "主要负责人", "情况复杂"), at_most=Length(30, D))


def test_an_extension_names_who_and_why() -> None:
    with pytest.raises(BadInput, match="批准人和理由"):
        Extension(Length(5, WD), "", "")


def test_months_are_joined_before_the_end_of_a_month_is_taken() -> None:
    clock = Clock(date(2026, 1, 31), Length(1, M, rolls=False)).extend(Extension(Length(1, M, rolls=False), "分管领导", "材料未齐"))
    assert clock.due_on(CHINA) == date(2026, 3, 31)


def test_a_pause_moves_the_end_and_an_open_one_hides_it() -> None:
    clock = Clock(date(2026, 3, 2), Length(10, WD))
    assert clock.due_on(CHINA) == date(2026, 3, 16)
    paused = clock.pause(date(2026, 3, 9))
    assert paused.due_on(CHINA) is None and not paused.is_late(date(2026, 12, 1), CHINA)
    assert paused.resume(date(2026, 3, 12)).due_on(CHINA) == date(2026, 3, 19)
    with pytest.raises(NotNow):
        paused.pause(date(2026, 3, 10))
    with pytest.raises(NotNow):
        clock.resume(date(2026, 3, 10))


def test_a_pause_after_the_end_never_hides_what_is_overdue() -> None:
    clock = Clock(date(2026, 3, 2), Length(10, WD)).pause(date(2026, 3, 20))
    assert clock.due_on(CHINA) == date(2026, 3, 16)
    assert clock.is_late(date(2026, 3, 21), CHINA)


def test_a_last_day_on_a_holiday_rolls_past_a_pause() -> None:
    # 5 days from Monday 2 March end on Saturday 7; Monday 9 and Tuesday 10 are still.
    assert due_on(date(2026, 3, 2), Length(5, D), CHINA, (Pause(date(2026, 3, 9), date(2026, 3, 11)),)) == date(2026, 3, 11)
    assert due_on(date(2026, 3, 2), Length(5, D), CHINA, (Pause(date(2026, 3, 8)),)) is None


def test_a_stopped_clock_keeps_everything() -> None:
    done = Clock(date(2026, 3, 2), Length(10, WD)).stop(date(2026, 3, 17))
    assert done.due_on(CHINA) == date(2026, 3, 16) and done.is_late(date(2026, 3, 10), CHINA)
    with pytest.raises(NotNow):
        done.pause(date(2026, 3, 18))


def test_nonsense_is_refused() -> None:
    with pytest.raises(BadInput):
        Length(-1, D)
    with pytest.raises(BadInput):
        Pause(date(2026, 3, 9), date(2026, 3, 8))


@pytest.mark.parametrize(
    ("day", "span", "end"),
    [("2026-02-11", M, "2026-02-28"), ("2026-02-11", Q, "2026-03-31"), ("2026-12-31", Q, "2026-12-31"), ("2026-02-11", Y, "2026-12-31")],
)
def test_ends_of_periods(day: str, span: Span, end: str) -> None:
    assert period_end(date.fromisoformat(day), span) == date.fromisoformat(end)


# --- an independent calculator: writes the running days down as a list and takes one out of it -------------------------
DAYS = st.dates(date(2023, 6, 1), date(2027, 6, 30))


@st.composite
def pauses(draw: st.DrawFn) -> tuple[Pause, ...]:
    found = []
    for _one in range(draw(st.integers(0, 3))):
        start = draw(DAYS)
        found.append(Pause(start, draw(st.one_of(st.none(), st.integers(0, 40).map(lambda n, s=start: s + timedelta(days=n))))))
    return tuple(found)


def _still(day: date, held: tuple[Pause, ...]) -> bool:
    spans = [(pause.start.toordinal(), pause.end.toordinal() if pause.end else 10**9) for pause in held]
    return any(low <= day.toordinal() <= high - 1 for low, high in spans)


def calculator(start: date, count: int, span: Span, rolls: bool, held: tuple[Pause, ...]) -> date | None:
    ahead = [start + timedelta(days=n) for n in range(1, 2600)]
    running = [day for day in ahead if not _still(day, held)]
    if span is WD:
        running = [day for day in running if CHINA(day)]
        wanted = count
    else:
        month_steps = {M: 1, Q: 3, Y: 12}.get(span)
        if month_steps is None:
            wanted = count
        else:
            total = start.year * 12 + start.month - 1 + month_steps * count
            first_of_next = date((total + 1) // 12, (total + 1) % 12 + 1, 1)
            wanted = (
                min(date(total // 12, total % 12 + 1, 1) + timedelta(days=start.day - 1), first_of_next - timedelta(days=1)) - start
            ).days
    if wanted > len(running):
        return None
    end = running[wanted - 1] if wanted else start
    if not rolls or CHINA(end):
        return end
    return next((day for day in running if day > end and CHINA(day)), None)


@settings(max_examples=400, deadline=None)
@given(DAYS, st.integers(0, 90), st.sampled_from([WD, D]), st.booleans(), pauses())
def test_days_equal_the_independent_calculator(start: date, count: int, span: Span, rolls: bool, held: tuple[Pause, ...]) -> None:
    assert due_on(start, Length(count, span, rolls), CHINA, held) == calculator(start, count, span, rolls, held)


@settings(max_examples=300, deadline=None)
@given(DAYS, st.integers(0, 14), st.sampled_from([M, Q, Y]), st.booleans(), pauses())
def test_months_equal_the_independent_calculator(start: date, count: int, span: Span, rolls: bool, held: tuple[Pause, ...]) -> None:
    count = count % 3 if span is Y else count
    assert due_on(start, Length(count, span, rolls), CHINA, held) == calculator(start, count, span, rolls, held)


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(1, 60))
def test_working_days_between_undoes_adding_them(start: date, count: int) -> None:
    due = due_on(start, Length(count, WD), CHINA)
    assert due is not None
    assert working_days_between(start, due, CHINA) == count and working_days_between(due, start, CHINA) == -count


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(1, 24), st.integers(1, 24))
def test_months_add_up_but_for_the_ends_of_months(start: date, first: int, second: int) -> None:
    if start.day <= 28:
        assert add_months(add_months(start, first), second) == add_months(start, first + second)
