"""How long visits last, when one is due, what a plan may be proposed from. Nothing here says anything about the person."""

from collections.abc import Mapping
from datetime import date, timedelta

from bihuan.foundation.kernel import _
from bihuan.foundation.kernel.time import add_months

YEAR_MONTHS = 12
SOON = timedelta(days=7)


def year_until(from_on: date) -> date:
    """The last day of the visit year."""
    return add_months(from_on, YEAR_MONTHS)


def is_due(next_on: date, today: date) -> bool:
    """Is the next visit due within a week, or late?"""
    return next_on <= today + SOON


def is_over(*, until_on: date, today: date, measure_stands: bool) -> bool:
    """Visits end with their year, and with the measure that they go with: nobody is visited for what no longer weighs on him (P10)."""
    return today > until_on or not measure_stands


def proposed_way(bases: Mapping[str, bool]) -> str:
    """An outline to begin with; none unless all four bases are there (M166). It repeats nothing of them."""
    if not bases or not all(bases.values()):
        return ""
    return _(
        "一、对照错误性质、情节和处理种类，讲清政策和申诉、期满的规定。\n二、从受处理期间的表现说起，先听本人讲。\n"
        "三、围绕本人的顾虑谈心疏导，不追问本人不愿说的事。\n四、问有什么困难，当场记下由谁办、什么时候答复。\n五、听取所在党组织的意见。"
    )
