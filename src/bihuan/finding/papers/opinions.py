"""The list of opinions and suggestions (D14) and the empty opinion form (D15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Paper, Para, Table
from bihuan.documents.vocabulary import Kind
from bihuan.finding.rules.opinion_list import HEAD, WIDTHS
from bihuan.foundation.kernel import Figure, _


@dataclass(frozen=True, slots=True)
class Told:
    """What is told beside the rows: opinions in all, of letters, letters sent; what has not been dealt with."""

    day: date
    opinions: Figure
    by_letter: Figure
    letters: Figure
    open: Figure


def opinion_list(title: str, told: Told, rows: Sequence[tuple[str, ...]]) -> Paper:
    """The list: every opinion with its letter or form and with what became of it (M77, M86)."""
    first = (
        _("截至%(day)s，登记意见建议") % {"day": official_date(told.day)}, told.opinions, _("条，其中发出征求意见函"), told.letters,
        _("份、收回意见"), told.by_letter, _("条；还没有处理的"), told.open, _("条。"),
    )  # fmt: skip
    blocks = (Para(first), Table(HEAD, tuple(rows), WIDTHS, landscape=True))
    return Paper(Kind.LEDGER, _("%(title)s意见建议问题清单") % {"title": title}, blocks, as_of=official_date(told.day))


def opinion_form(title: str, *, units: Sequence[str], form: str, lines: int = 6) -> Paper:
    """The form that is handed out (D15): the unit, the opinion, the group of people. It asks for no name."""
    groups = _("□工作和服务对象　□群众　□党员　□干部职工　□其他")
    blocks = (
        Para((_("请写具体的事：什么时间、哪个单位、什么事、怎么改。不用写姓名和联系方式，交回时不登记由谁填写。"),)),
        Para((_("您是：%(groups)s") % {"groups": groups},)),
        Para((_("征求意见的单位：%(units)s") % {"units": "、".join(units) or "＿＿＿＿＿＿"},)),
        Table((_("序号"), _("单位"), _("意见建议")), tuple((str(at), "", "") for at in range(1, lines + 1)), (1, 3, 8)),
        Para((_("填写形式：%(form)s　　日期：　　年　　月　　日") % {"form": form},)),
    )
    return Paper(Kind.LEDGER, _("%(title)s征求意见表") % {"title": title}, blocks)
