"""A block of cells between the grid and office programs: taken out with its whole texts, pasted in after a preview of every cell."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from bihuan.foundation.files.rules.guarding import guarded
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.problems.columns import known
from bihuan.interfaces.web.problems.previewing import drawn_preview
from bihuan.interfaces.web.problems.ticked import RENEWED, query_of
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.taking import number_of, reason_of
from bihuan.problems import operations, queries
from bihuan.problems.queries.own import columns_shown
from bihuan.problems.rules.blocks import CLEAR, PASTED, AnyColumn, Laid, Wish, columns_shown_as, lay
from bihuan.problems.rules.clipboard import MOST_CELLS, Grid, block_of, lines_of
from bihuan.problems.rules.filters import Filters
from bihuan.problems.rules.sheet import Column

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.problems.models import Problem

MOST_ROWS = 1000


def _keys(text: str) -> list[int]:
    return [pk for pk in map(number_of, text.split(",")[: 2 * MOST_ROWS]) if pk is not None]


@require_GET
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """The whole texts of a block, line by line, as office programs take them; formulas do not begin in them."""
    campaign, keys = campaign_at(request, code), _keys(request.GET.get("rows", ""))[:MOST_ROWS]
    own = columns_shown(campaign)
    columns = [column.value for key in known([request.GET.get("cols", "")]) for column in columns_shown_as(key, own)]
    return HttpResponse(lines_of(_texts(request, campaign, keys, columns)), content_type="text/plain; charset=utf-8")


def _texts(request: HttpRequest, campaign: Campaign, keys: Sequence[int], columns: Sequence[str]) -> Grid:
    told = queries.texts_of(actor_of(request), campaign, keys)
    operations.record_all_seen(campaign, keys=list(told), actor=actor_of(request), now=now())
    return [[guarded(told[pk].get(column, "")) for column in columns] for pk in keys if pk in told]


@dataclass(frozen=True)
class _Block:
    """What is to be laid on which rows, from which column of the grid on, over how many rows at least."""

    grid: Grid
    rows: Sequence[int]
    keys: Sequence[str]
    tall: int = 0


def _block(request: HttpRequest, campaign: Campaign) -> _Block:
    """What the clipboard brought, the first row for all others (`fill` down), or nothing for all of them (`fill` clear)."""
    posted = request.POST
    rows, keys, how = _keys(posted.get("rows", "")), known([posted.get("cols", "")]), posted.get("fill")
    if how not in ("down", "clear"):
        return _Block(block_of(posted.get("text", ""), posted.get("html", "")), rows, keys, number_of(posted.get("tall", "")) or 0)
    own, keys = columns_shown(campaign), tuple(key for key in keys if key != "number")
    columns = [column.value for key in keys for column in columns_shown_as(key, own)]
    if how == "clear":
        return _Block([[CLEAR[0]] * len(columns)] * len(rows) if columns else [], rows, keys)
    return _Block(_texts(request, campaign, rows[:1], columns) * (len(rows) - 1), rows[1:], keys)


def _laid(block: _Block, chosen: Sequence[str], campaign: Campaign) -> Laid:
    """The block under its columns; one that fits into the chosen rows more than once is laid into all of them."""
    own, tall = columns_shown(campaign), min(block.tall, MOST_ROWS)
    laid = lay(block.grid, block.keys, chosen, own)
    more = 0 if laid.headed or laid.by_number or tall % len(block.grid) else tall // len(block.grid)
    return lay(block.grid * more, block.keys, chosen, own) if more > 1 else laid


def _rows_for(request: HttpRequest, campaign: Campaign, keys: Sequence[int], count: int) -> list[int]:
    """The rows from the one that was pasted onto: those in the page, and where the block is longer those that follow in the ledger's order."""
    keys = list(keys[:count])
    missing = count - len(keys)
    if not keys or missing <= 0:
        return keys
    filters, mine = Filters.read(query_of(request.POST.get("query", ""))), reach_of(request, campaign.pk)
    last = queries.visible_to(mine, campaign.pk).filter(pk=keys[-1]).first()
    if last is None:
        return keys
    rows = queries.narrowed(mine, campaign.pk, filters, today_of(campaign)).exclude(pk__in=keys)
    rest = queries.beyond(rows, filters.sort, queries.mark_of(last, filters.sort), missing)
    return keys + list(queries.in_order(rest, filters.sort).values_list("pk", flat=True)[:missing])


def _wishes(request: HttpRequest, campaign: Campaign, laid: Laid, rows: Sequence[int]) -> tuple[list[Wish], list[int], list[int]]:
    """What each row is to say, the lines of the block that have no row, and those whose row an earlier line named already."""
    lines = [laid.cells(line) for line in laid.lines]
    if not laid.by_number:
        keys = _rows_for(request, campaign, rows, len(lines))
        wishes = [Wish(pk, cells, n) for n, (pk, cells) in enumerate(zip(keys, lines, strict=False), 1) if cells]
        return wishes, list(range(len(keys) + 1, len(lines) + 1)), []
    told = [(n, cells, number_of(cells.pop(Column.NUMBER, "").strip())) for n, cells in enumerate(lines, 1)]
    seen = queries.visible_to(reach_of(request, campaign.pk), campaign.pk).filter(number__in=[number for *_rest, number in told if number])
    by_number = dict(seen.values_list("number", "pk"))
    first: dict[int, int] = {}
    for n, _cells, number in told:
        first.setdefault(number or 0, n)
    wishes = [Wish(by_number[number], cells, n) for n, cells, number in told if number in by_number and cells and first[number] == n]
    again = [n for n, _cells, number in told if number in by_number and first[number] != n]
    return wishes, [n for n, _cells, number in told if number not in by_number], again


@require_POST
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """Every cell of the block, old and new, and why not; nothing is written before it is confirmed."""
    campaign = campaign_at(request, code)
    block = _block(request, campaign)
    if not block.grid:
        raise BadInput(_("剪贴板里没有表格内容。"))
    laid = _laid(block, request.POST.getlist("column"), campaign)
    if len(laid.lines) > MOST_ROWS or sum(map(len, laid.lines)) > MOST_CELLS:
        raise BadInput(_("一次最多粘贴 %(rows)d 行、%(cells)d 格；更多的请用导入。"), rows=MOST_ROWS, cells=MOST_CELLS)
    wishes, homeless, again = _wishes(request, campaign, laid, block.rows)
    looked = queries.look_over(actor_of(request), campaign, wishes)
    return render(request, "problems/parts/paste.html", _shown(request, campaign, laid, looked) | {"homeless": homeless, "again": again})


def _shown(request: HttpRequest, campaign: Campaign, laid: Laid, looked: Sequence[queries.Looked]) -> dict[str, Any]:
    cells = [cell for one in looked for cell in one.cells]
    moving = [cell for cell in cells if cell.moves and not cell.why]
    kept = {name: request.POST.get(name, "") for name in ("rows", "cols", "text", "html", "query", "tall", "fill")}
    take = [
        [one.problem.pk, one.problem.revision, {cell.column.value: cell.new for cell in one.cells if cell.moves and not cell.why}]
        for one in looked
        if one.moves
    ]
    return {
        "campaign": campaign, "kept": kept, "laid": laid, "columns": _columns(campaign),
        "title": _title(request.POST.get("fill"), len(moving)), "placed": not request.POST.get("fill"),
        "moving": len(moving), "rows": len(take), "refused": sum(bool(cell.why and cell.moves) for cell in cells),
        "same": sum(not cell.moves for cell in cells), "table": drawn_preview(looked, code=campaign.code),
        "take": json.dumps(take, ensure_ascii=False, separators=(",", ":")),
    }  # fmt: skip


def _title(how: str | None, n: int) -> str:
    if how == "clear":
        return ngettext("清空 %(n)s 格", "清空 %(n)s 格", n) % {"n": f"{n:,}"}
    if how == "down":
        return ngettext("向下填充：将改 %(n)s 格", "向下填充：将改 %(n)s 格", n) % {"n": f"{n:,}"}
    return ngettext("粘贴：将改 %(n)s 格", "粘贴：将改 %(n)s 格", n) % {"n": f"{n:,}"}


def _columns(campaign: Campaign) -> list[tuple[str, str]]:
    """What a column of the block may be said to be, with its label."""
    return [*((one.value, _(one.label)) for one in PASTED), *((key, one.label) for key, one in columns_shown(campaign).items())]


def _key(given: Any) -> int:
    """A number that a key may be. Raises ValueError."""
    if not isinstance(given, int) or not 0 <= given < 10**18:
        raise ValueError(given)
    return given


def _word(given: Any) -> str:
    """A text that can be kept: JSON smuggles in what no form field brings. Raises ValueError."""
    if not isinstance(given, str) or "\0" in given:
        raise ValueError(given)
    given.encode()  # half a character
    return given


def _confirmed(text: str, campaign: Campaign) -> list[tuple[int, int, dict[AnyColumn, str]]]:
    """What the preview handed over. Refused: anything else."""
    columns: dict[str, AnyColumn] = {one.value: one for one in PASTED} | dict(columns_shown(campaign))
    try:
        told = json.loads(text)
        return [
            (_key(pk), _key(seen), {columns[name]: _word(word) for name, word in cells.items()}) for pk, seen, cells in told[:MOST_ROWS]
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise BadInput(_("没有看懂要粘贴的内容，请重新粘贴。")) from wrong


@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Write what was previewed, in one transaction; rows that changed meanwhile are told, and with `whole` one of them keeps all as it is."""
    campaign = campaign_at(request, code)
    told = _confirmed(request.POST.get("take", ""), campaign)
    wishes = [Wish(pk, cells, n) for n, (pk, _seen, cells) in enumerate(told, 1)]
    whole = bool(request.POST.get("whole"))
    result = operations.paste(
        campaign=campaign, wishes=wishes, seen={pk: seen for pk, seen, _c in told}, actor=actor_of(request), now=now(), whole=whole
    )
    done = ngettext("已粘贴 %(n)d 件", "已粘贴 %(n)d 件", len(result.done)) % {"n": len(result.done)}
    return settled(request, campaign, result.done, result.refused, done)


def settled(
    request: HttpRequest, campaign: Campaign, done: Sequence[Problem], refused: Sequence[tuple[Problem, str]], text: str
) -> HttpResponse:
    """The answer to something done to rows of the page: which to draw anew, a toast, and the list of those that were refused."""
    trigger: dict[str, Any] = {"grid-renew": {"rows": [row.pk for row in done[:RENEWED]], "all": len(done) > RENEWED, "shut": not refused}}
    if not request.headers.get("HX-Request"):
        return toast(
            request, redirect(reverse("problems:ledger", args=[campaign.code])), text if done or not refused else reason_of(refused[0][1])
        )
    if not refused:
        answer = HttpResponse(status=204)
        trigger["toast"] = {"text": text, "kind": "success"}
    else:
        title = text if done else _("什么也没有改")
        shown = {
            "campaign": campaign,
            "title": title,
            "refused": [(row, reason_of(why)) for row, why in refused[:200]],
            "count": len(refused),
            "done": done,
        }
        answer = render(request, "problems/parts/refused.html", shown)
        answer["HX-Retarget"] = "#ask"
    answer["HX-Trigger"] = json.dumps(trigger)
    return answer
