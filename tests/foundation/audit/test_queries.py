"""An auditor's pages show who, what and when, by key, and never what was written."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bihuan.foundation.accounts import operations
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.queries import Wanted, actions, kinds, page_of_book, verify
from bihuan.foundation.kernel import Actor

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
GOOD = "Tiao-shan-96-liu"


@pytest.fixture
def machine(db: None) -> Actor:
    made = system_actor()
    for n in range(30):
        operations.open_account(username=f"user{n}", name=f"人{n}", password=GOOD, actor=made, now=NOW + timedelta(days=n))
    return made


def test_pages_go_by_key_and_cost_one_query_each(machine: Actor, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        first = page_of_book(Wanted(), size=20)
    with django_assert_num_queries(1):  # type: ignore[operator]
        second = page_of_book(Wanted(), before=first[-1].position, size=20)
    assert [row.position for row in first + second] == list(range(30, 0, -1))


def test_filters(machine: Actor) -> None:
    assert len(page_of_book(Wanted(from_on=date(2026, 3, 3), until_on=date(2026, 3, 4)))) == 2
    assert not page_of_book(Wanted(kind="unit")) and not page_of_book(Wanted(who="别人"))
    assert len(page_of_book(Wanted(kind="account", action="open_account", door="cli", who="命令"))) == 30


def test_nothing_of_the_business_is_shown(machine: Actor) -> None:
    row = page_of_book(Wanted())[0]
    assert not {"reason", "changes", "state_from", "state_to"} & set(type(row).__slots__)
    assert row.label == "人29（user29）"


def test_words_for_the_filters(machine: Actor) -> None:
    assert ("account", "账号") in kinds() and ("open_account", "开通账号") in actions()


def test_the_book_verifies(machine: Actor) -> None:
    found = verify()
    assert found.fault is None and found.records == 30 and "完好，共 30 条" in found.sentence
    assert verify([(30, found.digest[:10])]).fault is None
    told = verify([(31, "00")]).fault
    assert told is not None and "不见了" in told.sentence
