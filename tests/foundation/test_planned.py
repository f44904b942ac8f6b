"""What stands in the text of a question that every page asks, and what stays a value."""

from bihuan.campaigns.vocabulary import CampaignState
from bihuan.foundation.planned import settled


def test_words_of_ours_stand_in_the_text_and_all_else_stays_a_value() -> None:
    sql, values = settled("a = %s AND b LIKE '%%s' AND c = %s AND d = %s", (CampaignState.RUNNING, 7, "running"))
    assert sql == "a = 'running' AND b LIKE '%%s' AND c = %s AND d = %s"
    assert values == (7, "running"), "nothing that somebody typed ever stands in the text"
