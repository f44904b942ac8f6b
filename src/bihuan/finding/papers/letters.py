"""The letter that asks for opinions (D13) and the slip with the reply code that goes with it, never into the register."""

from collections.abc import Sequence
from datetime import date

from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Gap, Heading, Paper, Para, Signature, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import _

SERIES = "征求意见"
"""The letters of a campaign are numbered in a series of their own, so that their count can be seen (N15)."""


def letter_paper(title: str, *, addressee: str, units: Sequence[str], reply_by_on: date, issuer: str, code: str, about: str = "") -> Paper:
    """The letter to one addressee. How to answer stands in it; the code does not, for the register is read by many."""
    asked = about or _("请您对上述单位在作风、履职、服务等方面存在的问题提出意见建议。意见请写具体的事，不要求写好的方面。")
    blocks = (
        Para((_("为做好“%(title)s”，现就以下单位存在的问题征求您的意见：") % {"title": title},)),
        Para(("、".join(units) + "。",)),
        Para((asked,)),
        Para(
            (
                _("请于%(day)s前回复。可以登录系统或凭随函送达的回复码在网上填写，也可以填写所附意见表交回。")
                % {"day": official_date(reply_by_on)},
            )
        ),
        Para((_("您的意见按单位逐条登记，办理时只写明出自征求意见函，不写明由谁提出。"),)),
    )
    return Paper(
        Kind.LETTER, _("关于征求意见的函"), blocks, issuer=issuer, code=code, number=Gap(_("文号"), by_issuing=True), addressee=f"{addressee}：",
        signature=Signature((issuer,), Gap(_("印发日期"), by_issuing=True)),
    )  # fmt: skip


def reply_slip(title: str, *, addressee: str, number: str, address: str, code: str, reply_by_on: date) -> Paper:
    """The slip with the code: handed over with the letter, made once and kept nowhere."""
    rows = (
        (_("收函人"), addressee), (_("函号"), number), (_("填写地址"), address), (_("回复码"), code), (_("回复时限"), official_date(reply_by_on)),
    )  # fmt: skip
    blocks = (
        Para((_("“%(title)s”征求意见函的回复码如下。回复码只能用一次，请勿转交他人；遗失可请专班换发。") % {"title": title},)),
        Table((_("项目"), _("内容")), rows, (1, 3)),
    )
    return Paper(Kind.LEDGER, _("征求意见函回复码"), blocks)


def reply_form(title: str, *, number: str, units: Sequence[str], lines: int = 3) -> Paper:
    """The form that is filled in by hand, a part for each unit."""
    blocks: list[Heading | Para | Table] = [Para((_("函号：%(number)s　请按单位填写，一格写一条意见。") % {"number": number},))]
    for unit in units:
        rows = tuple((str(at), "") for at in range(1, lines + 1))
        blocks += [Heading(1, unit), Table((_("序号"), _("意见建议")), rows, (1, 9))]
    return Paper(Kind.LEDGER, _("%(title)s征求意见表") % {"title": title}, tuple(blocks))
