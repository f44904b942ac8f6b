"""Questions of every page are planned once a connection on PostgreSQL, and answered the same everywhere."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from bihuan.foundation.accounts.models import User
from bihuan.foundation.planned import answers

pytestmark = pytest.mark.django_db


def _named(name: str) -> tuple[str, tuple[Any, ...]]:
    return User.objects.filter(username=name).order_by().values_list("username", "is_active").query.sql_with_params()


def _plans() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%accounts_user%%is_active%%'")
        return int(cursor.fetchone()[0])


def test_the_answer_is_that_of_the_engine_and_is_counted_as_a_question(django_assert_num_queries: Any) -> None:
    User.objects.create(username="wenti", name="问题", opened_at=timezone.now())
    with django_assert_num_queries(2):
        assert [tuple(row) for row in answers(*_named("wenti"))] == [("wenti", True)]
        assert answers(*_named("meiyou")) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps its own statements")
def test_however_often_it_is_asked_it_is_planned_once_and_other_questions_are_left_alone() -> None:
    before = _plans()
    for name in ("yi", "er", "san"):
        answers(*_named(name))
        list(User.objects.filter(username=name).values_list("name", "is_active"))
    assert _plans() == before + 1
    assert connection.connection.prepare_threshold is None


def test_what_is_wrong_is_told_as_of_every_question_and_spoils_nothing() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        answers("SELECT nothing FROM nowhere WHERE none = %s", (1,))
    assert answers(*_named("meiyou")) == []
