"""The line in words under each chart, from the numbers alone."""

import pytest

from bihuan.reports.rules.reading import read_funnel, read_map, read_trend, share


@pytest.mark.parametrize(("part", "whole", "told"), [(1, 3, "33.3%"), (0, 5, "0.0%"), (5, 5, "100.0%"), (0, 0, "—")])
def test_a_share_has_one_decimal_or_a_dash(part: int, whole: int, told: str) -> None:
    assert share(part, whole) == told


def test_sentences_tell_the_numbers() -> None:
    assert "发现 13,106 件" in str(read_funnel(13106, 6, 4))
    assert str(read_funnel(10, 6, 4)) == "读法：发现 10 件，已申请销号及以后 6 件（60.0%），已销号 4 件（40.0%）。"
    assert (
        str(read_map([("甲局", 3), ("乙局", 1), ("丙局", 1), ("丁局", 0)], 5, 3))
        == "读法：超期 5 件，其中甲局 3 件、乙局 1 件，涉及 3 个单位。"
    )
    assert str(read_trend([1, 4], [5, 2])) == "读法：最近一周新发现 4 件，销号 2 件，比上一周少 3 件。"
    assert str(read_trend([1, 4], [2, 2])) == "读法：最近一周新发现 4 件，销号 2 件，与上一周持平。"
    assert str(read_trend([1, 4], [5, 2], whole=False)) == "读法：本周到现在新发现 4 件，销号 2 件；上一周销号 5 件。"
    assert str(read_trend([4], [2])) == "读法：最近一周新发现 4 件，销号 2 件，比上一周多 2 件。"


def test_without_rows_they_say_so() -> None:
    assert (
        "还没有" in str(read_funnel(0, 0, 0)) and "没有超期" in str(read_map([("甲局", 0)], 0, 0)) and "还没有" in str(read_trend([], []))
    )
    assert str(read_map([("甲局", 3)], 3, 1)) == "读法：超期 3 件，都在甲局。"
