"""The record of a look-back (D62): how it was drawn, what was found of each item, what came back. Each number opens its rows."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Heading, Paper, Para, Run, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.kernel import Figure, _
from bihuan.problems.models import LookBackDraw, LookBackItem, ProblemVersion
from bihuan.problems.queries.looking_back import Progress, hands_of, is_gone, progress_in, text_is_private
from bihuan.problems.vocabulary import Held, Strata

_WIDTHS = (1.1, 2.6, 4.6, 1.8, 1.6, 4.4, 1.9)


def look_back_record(draw: LookBackDraw, items: Sequence[LookBackItem]) -> Paper:
    """The record as it stands now. Texts of self-checks and criticism are not printed: a record goes from hand to hand."""
    found = progress_in(items)
    title = _("%(title)s第%(n)d批回头看记录") % {"title": draw.campaign.title, "n": draw.number}
    blocks = (Heading(1, _("抽取")), _drawn(draw, found), Heading(1, _("结果")), _told(draw, found), _table(draw, items))
    return Paper(Kind.LOOK_BACK, title, blocks, date=localdate(draw.drawn_at), as_of=localdate(draw.drawn_at).isoformat())


def _figure(draw: LookBackDraw, code: str, value: int, label: str, query: str = "") -> Figure:
    at = f"/c/{draw.campaign.code}/look-backs/{draw.number}/"
    return Figure(f"lookback.{draw.number}.{code}", value, label, at + query, _("件"))


def _drawn(draw: LookBackDraw, found: Progress) -> Para:
    pool = _figure(draw, "pool", sum(map(len, draw.pool.values())), _("可抽的已销号问题"))
    share = Figure(f"lookback.{draw.number}.share", draw.share, _("抽取比例"), "", "%")
    runs: list[Run] = [
        _("%(day)s由%(who)s抽取。事由：%(why)s。可抽的已销号问题") % {
            "day": official_date(localdate(draw.drawn_at)), "who": str(draw.drawn_by or "—"), "why": draw.reason.rstrip("。"),
        },
        pool, _("件，%(strata)s按") % {"strata": Strata(draw.strata).label}, share, _("％抽取，每层至少一件，抽中"),
        _figure(draw, "drawn", found.drawn, _("抽中的问题")),
        _("件。随机种子 %(seed)s（分组书写，中间的空格不计），凭种子和候选清单可重复抽取。") % {"seed": _in_groups(draw.seed)},
    ]  # fmt: skip
    return Para(tuple(runs))


def _in_groups(seed: str) -> str:
    """A seed in groups of four: one word of 32 signs cannot be broken, so that the line above it is stretched, and nobody reads it aloud."""
    return " ".join(seed[at : at + 4] for at in range(0, len(seed), 4))


def _told(draw: LookBackDraw, found: Progress) -> Para:
    holds, back = (
        _figure(draw, one.value, number, one.label, f"?result={one.value}")
        for one, number in ((Held.HOLDS, found.holds), (Held.CAME_BACK, found.came_back))
    )
    runs: list[Run] = [_("整改成果保持住了"), holds, _("件，反弹回潮、已返回整改"), back, _("件")]
    if found.gone:
        runs += [_("，抽中后已另行返回整改或不再计数"), _figure(draw, "gone", found.gone, _("没有看的"), "?result=gone"), _("件")]
    if found.open:
        runs += [_("，还没有看"), _figure(draw, "open", found.open, _("还没有看的"), "?result=open"), _("件")]
    return Para((*runs, "。"))


def _closed_when_drawn(draw: LookBackDraw, items: Sequence[LookBackItem]) -> dict[int, datetime | None]:
    """When each problem had been closed, as it stood at the draw: one that came back is not closed any more, or was closed again."""
    then = ProblemVersion.objects.filter(Q(valid_to=None) | Q(valid_to__gt=draw.drawn_at), valid_from__lte=draw.drawn_at)
    return dict(among(then, "row_id", [one.problem_id for one in items]).values_list("row_id", "closed_at"))


def _table(draw: LookBackDraw, items: Sequence[LookBackItem]) -> Table:
    head = (_("序号"), _("责任单位"), _("问题"), _("销号日期"), _("结果"), _("情况"), _("记录人"))
    closed, hands = _closed_when_drawn(draw, items), hands_of(items)
    rows = (_row(one, closed.get(one.problem_id) or one.problem.closed_at, hands.get(one.pk) or "—") for one in items)
    return Table(head, tuple(rows), _WIDTHS, landscape=True)


def _row(one: LookBackItem, closed_at: datetime | None, hand: str) -> tuple[str, ...]:
    row = one.problem
    private = text_is_private(row.source)
    closed = localdate(closed_at).isoformat() if closed_at else "—"
    result = Held(one.result).label if one.result else _("已另行返回整改") if is_gone(one) else _("还没有看")
    text = _("内容不公开") if private else row.text
    return f"{row.number:04d}", row.unit.name, text, closed, result, "—" if private or not one.text else one.text, hand
