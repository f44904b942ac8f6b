"""The one shape of a write on the engine at hand: locked, recorded, whole, told after the commit; a book that cannot be altered unnoticed (P18)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from bihuan.foundation.audit import chain
from bihuan.foundation.audit.changing import changing, changing_many, creating_many
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import records_of
from bihuan.foundation.kernel import BadInput, Conflict, NeedsUnmet, NotAllowed, NotNow
from bihuan.problems import operations
from bihuan.problems.models import Problem, ProblemVersion, Progress
from bihuan.problems.vocabulary import Action, CauseKind, State
from tests.factories.town import GROUP, HEAD, LIAISON, NOW, OFFICE, OFFICIAL, OTHER_LIAISON, Town, days_later, town

pytestmark = pytest.mark.django_db
Told = list[str]


@pytest.fixture
def place() -> Town:
    return town()


@pytest.fixture
def row(place: Town) -> Problem:
    return place.find()


def state_of(row: Problem) -> str:
    return Problem.objects.values_list("state", flat=True).get(pk=row.pk)


def records(row: Problem) -> list[tuple[str, str, str]]:
    return [(one.action, one.state_from, one.state_to) for one in records_of("problem", row.pk)]


def test_a_write_leaves_row_version_and_record_together(place: Town, row: Problem) -> None:
    operations.analyse(problem=row, cause="排班没有落实", kind=CauseKind.MANAGERIAL, actor=place.actor(OFFICIAL), now=days_later(1))
    row.refresh_from_db()
    assert (row.state, row.revision, row.cause_kind) == (State.ANALYSED, 1, "managerial")
    assert records(row) == [("record", "", "recorded"), ("analyse", "recorded", "analysed")]
    last = records_of("problem", row.pk).last()
    assert last and (last.actor_name, last.door, last.campaign) == (OFFICIAL, "web", "QS-2026")
    assert last.changes["cause"] == "＊", "business text never enters the book"
    old, new = ProblemVersion.objects.filter(row=row).order_by("valid_from")
    assert (old.state, old.valid_to, new.state, new.valid_from, new.valid_to) == (
        "recorded",
        days_later(1),
        "analysed",
        days_later(1),
        None,
    )


def test_a_change_outside_the_list_columns_opens_no_version(place: Town, row: Problem) -> None:
    operations.amend(problem=row, values={"text": "窗口群众等候三小时无人受理"}, actor=place.actor(OFFICE), now=days_later(1))
    assert ProblemVersion.objects.filter(row=row).count() == 1


def test_a_refusal_in_the_middle_rolls_everything_back(place: Town, row: Problem) -> None:
    count = Record.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic(), _analysing(place, row):
        Progress.objects.create(problem=row, text="写了一半", reported_at=NOW)
        raise RuntimeError
    assert state_of(row) == State.RECORDED and not Progress.objects.exists() and Record.objects.count() == count
    assert list(chain.faults()) == []


@contextmanager
def _analysing(place: Town, row: Problem) -> Iterator[None]:
    given = {"cause": "原因", "cause_kind": CauseKind.PERSONAL}
    with changing(row, Action.ANALYSE, actor=place.actor(OFFICIAL), now=NOW, given=given):
        yield


def test_an_inner_write_joins_the_outer_one(place: Town, row: Problem) -> None:
    other, count = place.find(), Record.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic(), _analysing(place, row):
        operations.prioritise(problem=other, priority=True, actor=place.actor(OFFICE), now=NOW)
        raise RuntimeError
    other.refresh_from_db()
    assert not other.priority and Record.objects.count() == count
    with _analysing(place, row):
        operations.prioritise(problem=other, priority=True, actor=place.actor(OFFICE), now=NOW)
    assert [one.action for one in Record.objects.order_by("-position")[:2]] == ["analyse", "prioritise"], "inner first, then the outer one"
    assert list(chain.faults()) == []


def test_an_outer_write_may_go_on_after_an_inner_one_failed(place: Town, row: Problem) -> None:
    other = place.find()
    prioritising = changing(other, Action.PRIORITISE, actor=place.actor(OFFICE), now=NOW)
    with _analysing(place, row), pytest.raises(RuntimeError), prioritising as inner:
        Progress.objects.create(problem=other, text="写了一半", reported_at=NOW)
        inner.set(priority=True)
        raise RuntimeError
    other.refresh_from_db()
    assert state_of(row) == State.ANALYSED and not other.priority and not Progress.objects.exists()
    assert records(other) == [("record", "", "recorded")]
    assert list(chain.faults()) == []


def test_a_stale_page_is_a_conflict_and_changes_nothing(place: Town, row: Problem) -> None:
    operations.amend(problem=row, values={"text": "改过的问题文字"}, actor=place.actor(OFFICE), now=NOW, seen=0)
    with pytest.raises(Conflict):
        operations.amend(problem=row, values={"text": "另一人的文字"}, actor=place.actor(LIAISON), now=NOW, seen=0)
    assert Problem.objects.get(pk=row.pk).text == "改过的问题文字"


def test_refusals_tell_what_is_wrong(place: Town, row: Problem) -> None:
    with pytest.raises(NotAllowed):
        operations.verify(problem=row, actor=place.actor(OFFICIAL), now=NOW)
    with pytest.raises(NotNow):
        operations.verify(problem=row, actor=place.actor(GROUP), now=NOW)
    with pytest.raises(NotAllowed):
        operations.analyse(problem=row, cause="原因", kind=CauseKind.PERSONAL, actor=place.actor(OTHER_LIAISON), now=NOW)
    place.to("rectifying", row)
    with pytest.raises(NeedsUnmet, match="佐证") as no:
        operations.ask(problem=row, actor=place.actor(OFFICIAL), now=NOW)
    assert no.value.needs == ("evidence",)
    with pytest.raises(BadInput, match="理由"):
        operations.suspend(problem=row, until=days_later(60).date(), reason="  ", actor=place.actor(OFFICE), now=NOW)
    assert state_of(row) == State.RECTIFYING


def test_messages_go_out_after_the_commit_and_only_then(
    place: Town, row: Problem, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    told: Told = []
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        with changing(row, Action.PRIORITISE, actor=place.actor(OFFICE), now=NOW) as change:
            change.tell(lambda: told.append("已标为重点"))
        assert not told
    assert told == ["已标为重点"]
    failing = changing(row, Action.PRIORITISE, actor=place.actor(OFFICE), now=NOW)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), failing as change:  # type: ignore[attr-defined]
        change.tell(lambda: told.append("不该说"))
        raise RuntimeError
    assert told == ["已标为重点"]


def test_many_rows_are_changed_and_each_refused_one_is_told(place: Town) -> None:
    ready, early, elsewhere = place.find(), place.find(), place.find(unit="县林业局", person=None)
    place.to("asked", ready)
    done, refused = changing_many([elsewhere, early, ready], Action.CONFIRM, actor=place.actor(HEAD), now=days_later(2))
    assert [one.pk for one in done] == [ready.pk]
    assert {one.pk: "现在是" in why or "职责" in why for one, why in refused} == {early.pk: True, elsewhere.pk: True}
    assert state_of(ready) == State.CONFIRMED and state_of(early) == State.RECORDED
    assert records(ready)[-1] == ("confirm", "asked", "confirmed") and len(records(early)) == 1
    assert ProblemVersion.objects.get(row=ready, valid_to=None).state == "confirmed"
    assert changing_many([], Action.CONFIRM, actor=place.actor(HEAD), now=NOW) == ([], [])


def test_many_at_once_refuse_what_one_would_refuse(place: Town) -> None:
    row = place.to("asked", place.find(person=HEAD, doer=None))
    assert row.of_unit_head
    done, refused = changing_many([row], Action.CONFIRM, actor=place.actor(HEAD), now=NOW)
    assert not done and "职责" in refused[0][1]
    _done, refused = changing_many([row], Action.SEND_BACK, actor=place.actor(OFFICE), now=NOW)
    assert "理由" in refused[0][1]


def test_rows_made_together_are_all_or_none(place: Town, row: Problem) -> None:
    count = Problem.objects.count()
    fresh = [place.find() for _ in range(2)]
    twice = [Problem(**{**vars_of(one), "number": 99}) for one in fresh]
    with pytest.raises(Conflict), transaction.atomic():
        creating_many(twice, Action.RECORD, actor=place.actor(OFFICE), now=NOW)
    assert Problem.objects.count() == count + 2
    assert list(chain.faults()) == []


def vars_of(row: Problem) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in Problem._meta.concrete_fields if not field.primary_key}


ALTERING = ["UPDATE audit_record SET label = 'x'", "DELETE FROM audit_record", "DELETE FROM audit_record WHERE position = 1"]


@pytest.mark.parametrize("statement", [*ALTERING, "TRUNCATE audit_record", "TRUNCATE audit_record CASCADE"])
def test_the_database_itself_refuses_to_alter_the_book(row: Problem, statement: str) -> None:
    if statement.startswith("TRUNCATE") and connection.vendor == "sqlite":
        statement = "DELETE FROM audit_record"  # what emptying a table is there
    count = Record.objects.count()
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Record.objects.count() == count


def test_no_record_is_put_in_the_place_of_another(row: Problem) -> None:
    old = Record.objects.earliest("position")
    names = ", ".join(connection.ops.quote_name(field.column) for field in Record._meta.concrete_fields)
    how = "OR REPLACE INTO" if connection.vendor == "sqlite" else "INTO"
    then = "" if connection.vendor == "sqlite" else "ON CONFLICT (position) DO UPDATE SET label = 'x'"
    statement = f"INSERT {how} audit_record ({names}) SELECT {names} FROM audit_record WHERE position = {old.position} {then}"
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Record.objects.get(position=old.position).digest == old.digest


def guards_off() -> None:
    """What only the owner of the database can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_record DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_record'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


MANIPULATED = {
    "label = 'x'": "被改过", "actor = 77": "被改过", "reason = '补写的理由'": "被改过", "state_to = 'closed'": "被改过",
    "at = '2020-01-01 00:00:00+00:00'": "被改过",
    "changes = '{}'": "被改过", "algorithm = 'sm3'": "被改过", "algorithm = 'md5'": "被改过", "digest = 'abc'": "被改过", "previous = 'abc'": "接不上",
    "campaign = 'ZX'": "被改过", "door = 'cli'": "被改过",
}  # fmt: skip


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_whatever_is_manipulated_the_first_bad_record_is_named(place: Town, algorithm: str) -> None:
    with override_settings(BIHUAN_HASH=algorithm):
        row = place.find()
        operations.prioritise(problem=row, priority=True, actor=place.actor(OFFICE), now=NOW)
        operations.suspend(
            problem=place.to("rectifying", row), until=days_later(60).date(), reason="等批复", actor=place.actor(OFFICE), now=NOW
        )
    assert list(chain.faults()) == []
    target = Record.objects.filter(action="prioritise").get()
    assert target.algorithm == algorithm
    guards_off()
    for change, what in MANIPULATED.items():
        if change == f"algorithm = '{algorithm}'":
            continue
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE audit_record SET {change} WHERE position = %s", [target.position])  # noqa: S608
            first = next(chain.faults())
            assert (first.position, what in first.sentence) == (target.position, True), change
            transaction.set_rollback(True)


def test_a_record_taken_out_or_slipped_in_is_named(place: Town, row: Problem) -> None:
    operations.prioritise(problem=row, priority=True, actor=place.actor(OFFICE), now=NOW)
    last = Record.objects.latest("position").position
    guards_off()
    with transaction.atomic():
        Record.objects.filter(position=last - 1)._raw_delete("default")
        assert next(chain.faults()).position == last - 1
        transaction.set_rollback(True)
    forged = Record.objects.get(position=last)
    forged.position = last + 1
    forged.save(force_insert=True)
    assert next(chain.faults()).position == last + 1
