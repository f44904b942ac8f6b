"""What stands in the text of a question that every page asks, and what stays a value."""

import pytest
from django.db import connection

from bihuan.campaigns.vocabulary import CampaignState
from bihuan.foundation.planned import answers, settled


def test_words_of_ours_stand_in_the_text_and_all_else_stays_a_value() -> None:
    sql, values = settled("a = %s AND b LIKE '%%s' AND c = %s AND d = %s", (CampaignState.RUNNING, 7, "running"))
    assert sql == "a = 'running' AND b LIKE '%%s' AND c = %s AND d = %s"
    assert values == (7, "running"), "nothing that somebody typed ever stands in the text"


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no plans")
def test_what_every_page_asks_is_planned_once_a_connection() -> None:
    for value in range(4):
        assert answers("SELECT id FROM campaigns_campaign WHERE id = %s", (value,)) == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE 'SELECT id FROM campaigns_campaign%'"
        )
        assert cursor.fetchall() == [(4, 0)]
