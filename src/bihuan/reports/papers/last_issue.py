"""What a brief says about the issue before it: how the totals moved, and which of its figures are known otherwise by now (上期更正)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Para, Run, Table
from bihuan.foundation.kernel import Figure, _
from bihuan.reports.queries.facts import Facts
from bihuan.reports.queries.later import Later
from bihuan.reports.rules.definitions import BY_CODE
from bihuan.reports.rules.recounting import LAST, Counted, differ

_LEAD = _("上期更正：")
_TOLD = 4  # corrections in a sentence; more of them stand in a table
_COMPARED = (("O01", _("累计发现问题")), ("O02", _("已销号")), ("O03", _("超期未销号")))


@dataclass(frozen=True, slots=True)
class Issue:
    """The issue before: its number, the day of its figures, the figures as it keeps them, what they come to when counted again."""

    number: str
    day: Any
    figures: tuple[Mapping[str, Any], ...]
    now: Counted
    later: Later | None = None
    """What became known of its days since; None: nobody asked."""

    def value(self, code: str) -> int | float | None:
        """What it printed under an id; None where it printed nothing."""
        return next((one.get("value") for one in self.figures if one["figure"] == code), None)

    @property
    def wrong(self) -> list[Mapping[str, Any]]:
        """Its figures that are another number now, each once. Issues from before values were kept are not judged."""
        once = {one["figure"]: one for one in self.figures if one.get("value") is not None}
        return [one for code, one in once.items() if code in self.now and differ(one.get("value"), self.now[code])]


def since_last(facts: Facts, last: Issue | None) -> tuple[Block, ...]:
    """The comparison with the last issue and its corrections; nothing for a first issue."""
    return (*_compared(facts, last), *_corrected(last)) if last else ()


def _compared(facts: Facts, last: Issue) -> tuple[Para, ...]:
    moved: list[Run] = []
    for code, name in _COMPARED:
        before = last.value(code)
        if before is not None:
            moved += [*(("，",) if moved else ()), *_moved(code, name, before, facts.figures[code])]
    told = _("与%(number)s（数据截至%(day)s）相比，") % {"number": last.number, "day": official_date(last.day)}
    return (Para((told, *moved, "。")),) if moved else ()


def _moved(code: str, name: str, before: int | float, now: Figure) -> tuple[Run, ...]:
    """How one total went on; one that stands still is printed once."""
    if now.value == before:
        return (_("%(name)s仍为") % {"name": name}, now, _("件"))
    return (_("%(name)s由") % {"name": name}, _before(code, before), _("件变为"), now, _("件"))


def _before(code: str, value: int | float) -> Figure:
    return Figure(f"{LAST}{code}", value, _("上期所载：%(text)s") % {"text": BY_CODE[code].text}, "", _("件"))


def _corrected(last: Issue) -> tuple[Block, ...]:
    told = list(_corrections(last))
    later = _late(last, _LEAD if not told else "")
    if not told:
        return later
    opening = _("%(number)s所载数字按同一截止时间重新计算，") % {"number": last.number}
    if len(told) > _TOLD:
        rows = tuple((name, was, now) for name, was, now in told)
        return (
            Para((opening, _("更正如下表；已印发的一期不变。")), lead=_LEAD),
            Table((_("指标"), _("原载"), _("更正为")), rows, (4, 1, 1)),
            *later,
        )
    runs: list[Run] = []
    for name, was, now in told:
        runs += [*(("，",) if runs else ()), _("“%(name)s”原载") % {"name": name}, was, _("，应为"), now]
    return (Para((opening, *runs, _("；已印发的一期不变。")), lead=_LEAD), *later)


def _late(last: Issue, lead: str) -> tuple[Para, ...]:
    """What was entered late, came back, was taken out or sent back of its days, in a sentence; nothing where nothing was. Whichever time a series counts by,
    whoever holds two issues beside each other is told why they differ."""
    if last.later is None:
        return ()
    later = last.later
    parts: list[tuple[Run, ...]] = []
    if later.entered.value:
        parts.append((_("补记此前发现的问题"), later.entered, _("件")))
    if later.back.value:
        parts.append((_("恢复计入此前作废、并入的问题"), later.back, _("件")))
    if later.out.value:
        parts.append((_("作废、并入该期已列入的问题"), later.out, _("件")))
    if later.undone.value:
        sample = (_("，其中抽验不合格、整批退回的"), later.failed, _("件")) if later.failed.value else ()
        parts.append((_("该期已列为销号的问题退回整改"), later.undone, _("件"), *sample))
    if not parts:
        return ()
    runs = [run for at, part in enumerate(parts) for run in ((_("；"),) if at else ()) + part]
    opening = _("%(number)s数据截止以后，") % {"number": last.number}
    return (Para((opening, *runs, _("。以上变动列入本期，已印发的一期不变。")), lead=lead),)


def _corrections(last: Issue) -> Iterator[tuple[str, Figure, Figure]]:
    """Name, printed and right value of each figure of the last issue that is another number now."""
    for one in last.wrong:
        code, name = one["figure"], _name(one)
        yield name, Figure(f"{LAST}{code}", one.get("value"), name), Figure(f"{LAST}{code}.now", last.now[code], name, one.get("rows", ""))


def _name(one: Mapping[str, Any]) -> str:
    code = one["figure"]
    return BY_CODE[code].name if code in BY_CODE else one.get("definition") or code
