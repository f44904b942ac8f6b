"""The answers to a check order as a paper."""

from collections.abc import Sequence
from datetime import date

from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Paper, Para, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import Figure, _
from bihuan.institutions.models import CheckOrder
from bihuan.institutions.queries.checks import HEAD, Answered, in_words
from bihuan.institutions.vocabulary.checks import AnswerState

_WIDTHS = (2.4, 2.0, 4.0, 5.0, 1.9)


def check_paper(order: CheckOrder, rows: Sequence[Answered], day: date) -> Paper:
    """What was asked, how many answered what, and each answer. The problem that set it off is named by its number alone."""
    at = f"/c/{order.campaign.code}/institutions/checks/{order.number}/"

    def figure(state: AnswerState) -> Figure:
        return Figure(f"check.{order.number}.{state.value}", sum(one.answer.state == state for one in rows), state.label, at, _("个"))

    asked = Figure(f"check.{order.number}.asked_all", len(rows), _("请自查的单位"), at, _("个"))
    lead = Para(
        (_("由台账第 %(number)04d 号引起。查什么：%(text)s。请") % {"number": order.problem.number, "text": order.text.rstrip("。")}, asked,
         _("个单位于%(day)s前自查答复：未发现同类问题") % {"day": official_date(order.due_on)}, figure(AnswerState.NONE_FOUND), _("个，发现同类问题"),
         figure(AnswerState.FOUND), _("个，尚未答复"), figure(AnswerState.ASKED), _("个。"))
    )  # fmt: skip
    table = Table(HEAD, tuple(map(in_words, rows)), _WIDTHS, landscape=True)
    title = _("%(title)s第%(n)d次举一反三情况汇总") % {"title": order.campaign.title, "n": order.number}
    return Paper(Kind.LEDGER, title, (lead, table), date=day, as_of=day.isoformat())
