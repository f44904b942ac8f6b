"""The ledger leaves the house as a sheet: exactly what is shown, to whom, why; and the book says so."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.timezone import localtime

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.columns import columns_in_use
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.foundation.audit.changing import note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.reading import one_reading
from bihuan.foundation.jobs.running import Turn, running
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.policy import Reach, reach
from bihuan.problems.queries.keyset import in_order
from bihuan.problems.queries.ledger import Today
from bihuan.problems.queries.narrowing import narrowed
from bihuan.problems.queries.past import Then, narrowed_then, then
from bihuan.problems.queries.sheet import cells_of, cells_then, choices_of, names_of, own_columns_of
from bihuan.problems.rules.filters import Filters
from bihuan.problems.rules.sheet import Column
from bihuan.problems.rules.sheet.names import Names
from bihuan.problems.rules.sheet.shape import CUSTOMARY
from bihuan.problems.sheets.template import ledger_template
from bihuan.problems.sheets.writing import Extra, Frame, write_ledger
from bihuan.problems.vocabulary import LedgerAction

_A_STEP = 2000
_PLAIN = (ColumnKind.DAY, ColumnKind.NUMBER, ColumnKind.AMOUNT)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported: the rows of a filter, and the columns; the one that finds a row again always comes along, hidden."""

    filters: Filters
    today: Today
    columns: Sequence[Column] = CUSTOMARY
    own: Collection[str] | None = None
    """Keys of the campaign's own columns; None: all that are in use."""
    told: str = ""
    """The filters in the words of the page, for whoever is handed the sheet."""


def export_ledger(
    *, campaign: Campaign, wanted: Wanted, reason: str, actor: Actor, now: datetime, keep: Callable[[bytes], object] = len
) -> bytes:  # fmt: skip
    """The workbook of what this actor sees; texts that he may not read are a ＊. Refused: no reason given. The long part of it keeps nobody
    from writing; `keep` is done with the workbook in the write that says so in the book."""
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))
    mine, turn = reach(actor, campaign.pk), running()
    past = then(campaign.pk, wanted.filters.moment, wanted.today)
    columns = [*(column for column in Column if column in wanted.columns and column is not Column.OWN), Column.OWN]
    extras = extras_of(campaign, wanted.own)
    about = {
        "专项": campaign.title, "代码": campaign.code, "条件": wanted.told or wanted.filters.query() or "全部", "导出人": actor.name,
        "导出时间": f"{localtime(now):%Y-%m-%d %H:%M}", "用途": reason.strip(),
    }  # fmt: skip
    told = {"rows": 0}
    with one_reading():
        names = names_of(campaign, mine)
        lists = dict(zip((Column.UNIT, Column.CATEGORY, Column.MANIFESTATION), choices_of(actor, campaign), strict=True))
        if turn.lease is not None:  # somebody looks on: a part of how many
            turn.step(0, _how_many(mine, campaign, wanted, past), _("写表"))
        data = write_ledger(_counted(_rows(mine, campaign, wanted, names, past), told, turn), Frame(columns, lists, about, extras))
    turn.step(told["rows"], max(turn.total, told["rows"]))  # who wished to stop while the sheet was packed gets none
    with one_write():
        keep(data)
        note(
            kept(Campaign), campaign, LedgerAction.EXPORT, actor=actor, now=now, reason=reason.strip(),
            rows=told["rows"], columns=[one.value for one in columns[:-1]] + [one.key for one in extras], filters=_safe(wanted.filters),
        )  # fmt: skip
    return data


def _how_many(mine: Reach, campaign: Campaign, wanted: Wanted, past: Then | None) -> int:
    if past is None:
        return narrowed(mine, campaign.pk, wanted.filters, wanted.today).count()
    return narrowed_then(mine, campaign.pk, wanted.filters, past).count()


def _rows(mine: Reach, campaign: Campaign, wanted: Wanted, names: Names, past: Then | None) -> Iterator[Mapping[Column, str]]:
    """The rows now, or each as it stood at the past moment that the filters name."""
    order = wanted.filters.sort
    if past is None:
        return cells_of(in_order(narrowed(mine, campaign.pk, wanted.filters, wanted.today), order), mine, names)
    return cells_then(mine, names, in_order(narrowed_then(mine, campaign.pk, wanted.filters, past), order), past)


def extras_of(campaign: Campaign, wanted: Collection[str] | None = None) -> list[Extra]:
    """The campaign's own columns as a sheet has them, those wanted (None: all in use)."""
    return [
        Extra(one.key, one.label, one.kind.value if one.kind in _PLAIN else "text", words=one.choices)
        for one in columns_in_use(campaign.file)
        if wanted is None or one.key in wanted
    ]


def template_for(*, campaign: Campaign, actor: Actor) -> bytes:
    """The empty sheet of a campaign: its units and catalogue to choose from, and those of its own columns that this actor fills in."""
    own = own_columns_of(reach(actor, campaign.pk), campaign)
    mine = [one.key for one in own.columns if one.editors in own.fillers] if own else []
    return ledger_template(*choices_of(actor, campaign), extras_of(campaign, mine))


def _counted(rows: Iterator[Mapping[Column, str]], told: dict[str, int], turn: Turn) -> Iterator[Mapping[Column, str]]:
    for cells in rows:
        told["rows"] += 1
        if told["rows"] % _A_STEP == 0:
            turn.step(told["rows"], max(turn.total, told["rows"]), _("写表"))
        yield cells


def _safe(filters: Filters) -> str:
    """The filter for the book, without the words that were searched: they may be about somebody."""
    return replace(filters, q="").query()
