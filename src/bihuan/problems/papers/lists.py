"""The lists as papers: D24–D27, the consolidated list, the six lists of a person. What the reader may not read is a ＊ there too."""

from datetime import date

from bihuan.campaigns.models import Campaign
from bihuan.documents.rules.paper import Block, Heading, Paper, Para, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import _
from bihuan.problems.queries.lists import Listing
from bihuan.problems.queries.six import Item, OneList, SixLists
from bihuan.problems.rules.lists import MANY_COLUMNS, SMALL, USUAL, WIDTHS, by_person
from bihuan.problems.rules.sheet.shape import VEIL
from bihuan.problems.vocabulary import State

_SIX_HEAD = (_("序号"), _("问题"), _("来路"), _("发现日期"), _("整改状态"))
_SIX_WIDTHS = (1.4, 5.5, 2.6, 2.4, 1.7)
_VEILED = _("“＊”处内容按规定不向您公开。")


def title_of(campaign: Campaign, found: Listing) -> str:
    """What the list is called: whose it is, then its kind."""
    whose = found.chosen.person.name if found.chosen.person else found.chosen.unit.name if found.chosen.unit else ""
    few = _("（关键少数）") if found.chosen.key_few else ""
    return f"{campaign.title}{whose}{found.chosen.kind.label}{few}"


def list_paper(campaign: Campaign, found: Listing, day: date) -> Paper:
    """One list as a table across, in the customary columns."""
    rows = tuple(tuple(line.cells[column] or "—" for column in found.columns) for line in found.lines)
    head, widths = tuple(column.label for column in found.columns), tuple(WIDTHS[column] for column in found.columns)
    note = _VEILED if any(not line.readable for line in found.lines) else ""
    size = SMALL if len(head) > MANY_COLUMNS else USUAL
    blocks: tuple[Block, ...] = (
        (Table(head, rows, widths, landscape=True, note=note, size=size),) if rows else (Para((_("现在没有需要列入的问题。"),)),)
    )
    if by_person(found.chosen.kind) and found.chosen.person:
        blocks += (Para((_("责任人（签字）：                    所在单位主要负责人（签字）："),), indent=False),)
    return Paper(Kind.LEDGER, title_of(campaign, found), blocks, date=day, as_of=day.isoformat())


def six_paper(campaign: Campaign, found: SixLists, day: date) -> Paper:
    """The six lists of a person below each other; an empty one says so."""
    blocks: list[Block] = [Para((_("单位及职务：%(posts)s") % {"posts": _posts(found)},), indent=False)]
    for one in found.lists:
        blocks += [Heading(1, one.kind.label), _table(one) if one.items else Para((_none(one),))]
    return Paper(
        Kind.LEDGER, _("%(name)s问题清单（六个清单）") % {"name": found.person.name}, tuple(blocks), date=day, as_of=day.isoformat()
    )


def _none(one: OneList) -> str:
    """An empty list: confirmed to hold nothing, or simply nothing on it."""
    return _("确认没有（截至 %(on)s）。") % {"on": one.none_on} if one.none_on else _("没有。")


def _posts(found: SixLists) -> str:
    return "；".join(f"{one.unit.name} {one.post}".strip() for one in found.posts) or "—"


def _table(one: OneList) -> Table:
    veiled = any(item.text is None for item in one.items)
    return Table(_SIX_HEAD, tuple(map(_row, one.items)), _SIX_WIDTHS, note=_VEILED if veiled else "")


def _row(item: Item) -> tuple[str, ...]:
    row = item.problem
    text = VEIL if item.text is None else item.text
    return f"{row.number:04d}", text, row.origin_label or "—", row.found_on.isoformat(), State(row.state).label
