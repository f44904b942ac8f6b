"""Cells of many problems changed in one go, by the rules of the grid: looked over first, written in one transaction. Programs have no undo:
they are told what stood there."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import BadInput, Missing, in_words_of
from bihuan.foundation.kernel import _ as noop
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.many import NotTaken
from bihuan.interfaces.api.v1.ledger.room import router
from bihuan.interfaces.api.v1.words import LARGEST, Asked, Code, Line, Number, Text
from bihuan.problems import operations, queries
from bihuan.problems.queries.own import columns_shown
from bihuan.problems.rules.blocks import PASTED, AnyColumn, Cell, Wish
from bihuan.problems.rules.clipboard import MOST_CELLS

MOST_ROWS = 1000


class RowTold(Asked):
    """What one problem is to say."""

    number: Number = Field(description="台账序号")
    seen: int | None = Field(None, ge=0, le=LARGEST, description="看到的版次；别人改过的这一件不动")
    cells: dict[Line, Text] = Field(
        min_length=1, max_length=40, description="栏目（text、due…，自设栏目用 key 或名称）→ 写什么，写法与表格相同；清空写 —"
    )


class CellsTold(Asked):
    """Cells to be changed."""

    rows: list[RowTold] = Field(min_length=1, max_length=MOST_ROWS, description="完成时限晚于专项结束的照样写入，记入操作记录")
    preview: bool = Field(False, description="只看会怎样，不写入")
    whole: bool = Field(False, description="有一件不能改就全都不改")


class CellTold(Schema):
    """One cell, old and new, and why it is not changed."""

    number: int
    column: str
    old: str
    new: str
    moves: bool = Field(description="与现在不同")
    why: str = Field(description="为什么不能改；空的能改")
    nearest: str = Field(description="可能想写的")


class CellsTaken(Schema):
    """What became of each."""

    written: bool
    done: list[int] = Field(description="改了的台账序号")
    refused: list[NotTaken] = Field(description="没有改的件，和为什么")
    cells: list[CellTold] = Field(description="逐格")


def _columns(campaign: Any) -> dict[str, AnyColumn]:
    """Every column that may be named: those of the ledger by their value, the campaign's own by key, name and label."""
    own = {word: one for one in columns_shown(campaign).values() for word in (one.key, one.name, one.label)}
    return {**own, **{one.value: one for one in PASTED}}


def _wishes(asked: CellsTold, keys: Mapping[int, int], known: Mapping[str, AnyColumn]) -> list[Wish]:
    numbers = [one.number for one in asked.rows]
    if twice := sorted({one for one in numbers if numbers.count(one) > 1}):
        raise BadInput(noop("第 %(names)s 号写了两次。"), names="、".join(map(str, twice[:10])))
    if unknown := sorted({name for one in asked.rows for name in one.cells} - known.keys()):
        raise BadInput(noop("没有叫“%(names)s”的栏目。"), names="、".join(unknown[:10]))
    if sum(len(one.cells) for one in asked.rows) > MOST_CELLS:
        raise BadInput(noop("一次最多改 %(cells)d 格；更多的请用导入。"), cells=MOST_CELLS)
    rows = [one for one in asked.rows if one.number in keys]
    return [Wish(keys[one.number], {known[name]: text for name, text in one.cells.items()}, n) for n, one in enumerate(rows, 1)]


def _cell(number: int, cell: Cell) -> CellTold:
    facts = {name: _(fact) if isinstance(fact, str) and fact else fact for name, fact in cell.facts.items()}
    why = (_(cell.why) % facts if facts else _(cell.why)) if cell.why else ""
    return CellTold(
        number=number, column=cell.column.value, old=cell.old, new=cell.new, moves=cell.moves, why=why, nearest=cell.nearest
    )  # fmt: skip


def _not_taken(rows: Sequence[tuple[Any, str]]) -> list[NotTaken]:
    return [NotTaken(number=row.number, reason=in_words_of(sentence, _)) for row, sentence in rows]


@router.post("/campaigns/{code}/ledger/cells", response=CellsTaken, summary="改多件的格")
def change_cells(request: HttpRequest, code: Path[Code], asked: CellsTold) -> CellsTaken:
    """Change cells of many problems in one transaction, each by this account's rights on it. Cells that may not be changed are told and left;
    with `whole` one of them keeps all as it is."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    seen = queries.visible_to(queries.reach(actor, campaign.pk), campaign.pk)
    keys = dict(seen.filter(number__in=[one.number for one in asked.rows]).values_list("number", "pk"))
    wishes = _wishes(asked, keys, _columns(campaign))
    looked = queries.look_over(actor, campaign, wishes)
    operations.record_all_seen(campaign, keys=[one.problem.pk for one in looked], **who(request))
    cells = [_cell(one.problem.number, cell) for one in looked for cell in one.cells]
    missing = [NotTaken(number=one.number, reason=Missing().said(_)) for one in asked.rows if one.number not in keys]
    stopped = asked.whole and (missing or any(one.why and one.moves for one in cells))
    if asked.preview or stopped or not any(one.moves for one in looked):
        return CellsTaken(written=False, done=[], refused=missing, cells=cells)
    revisions = {keys[one.number]: one.seen for one in asked.rows if one.number in keys and one.seen is not None}
    result = operations.paste(campaign=campaign, wishes=wishes, seen=revisions, whole=asked.whole, **who(request))
    done, refused = [row.number for row in result.done], [*_not_taken(result.refused), *missing]
    return CellsTaken(written=bool(done), done=done, refused=refused, cells=cells)
