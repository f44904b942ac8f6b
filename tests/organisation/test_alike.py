"""Which unit a wrong name may have meant: told by what tells units apart, never by 县 and 局."""

import time

import pytest

from bihuan.organisation.rules.alike import nearest_unit, own_part

COUNTY = [
    "县水务局", "县林业局", "县民政局", "县教育局", "县城市管理局", "县市场监督管理局", "县自然资源和规划局", "县经济开发区管委会", "青石镇", "白石镇",
    "青石县人民政府",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("青石县财政局", "财政"), ("县城市管理局", "城市管理"), ("市市场监督管理局", "市场监督管理"), ("县经济开发区管委会", "经济开发区"), ("青石镇", "青石"),
        ("青石县", "青石县"), ("局", "局"),
    ],
)  # fmt: skip
def test_what_tells_a_unit_from_others(name: str, own: str) -> None:
    assert own_part(name) == own


@pytest.mark.parametrize("name", ["县财政局", "青石县财政局", "县审计局", "县应急管理局", "县局", "不在册的单位", "红石镇", "体育局", ""])
def test_nothing_is_proposed_for_what_is_alike_in_kind_alone(name: str) -> None:
    """县水务局 was proposed for 县财政局."""
    assert nearest_unit(name, COUNTY) == ""


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("县水利局", "县水务局"), ("县林叶局", "县林业局"), ("县林业", "县林业局"), ("县叫育局", "县教育局"), ("市场监管局", "县市场监督管理局"),
        ("青石乡", "青石镇"), ("自然资源局", "县自然资源和规划局"), ("青石县人名政府", "青石县人民政府"), ("城管局", "县城市管理局"),
        ("经开区管委会", "县经济开发区管委会"),
    ],
)  # fmt: skip
def test_a_slip_and_a_short_name_are_told_with_what_was_meant(name: str, meant: str) -> None:
    assert nearest_unit(name, COUNTY) == meant


def test_a_long_text_is_no_name_and_costs_nothing() -> None:
    begun = time.process_time()
    assert nearest_unit("县" * 32_000, COUNTY * 500) == "" and time.process_time() - begun < 0.1
