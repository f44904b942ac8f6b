"""Sentences and tables that weekly brief and final report share. Numbers stand in them as figures, never as typed digits."""

from collections.abc import Sequence

from django.utils.timezone import localtime

from bihuan.documents.rules.paper import Attachment, Gap, Para, Run, Table, Text
from bihuan.foundation.kernel import Figure, _
from bihuan.reports.queries.facts import Facts, Sum
from bihuan.reports.rules.series import moment_words
from bihuan.reports.rules.shares import percent

_NAMED = 5  # units named in a sentence; the table has them all


def issuer_of(office: str) -> Text:
    """The body that issues: the campaign's office."""
    return office or Gap(_("编发单位"))


def share_of(part: Figure, whole: Figure, code: str) -> Figure:
    """A share in percent as a figure of its own; without a denominator 0."""
    return Figure(code, percent(part.value or 0, whole.value or 0), f"{part.definition} ÷ {whole.definition}", part.rows, "%")


def until_words(facts: Facts) -> str:
    """The day of the figures, with the hour at which the series cuts it."""
    return moment_words(facts.day, facts.series.cut and localtime(facts.series.cut))


def as_of_text(facts: Facts) -> str:
    """The day as the file carries it; with the hour where the series has one, so that it can be counted again."""
    return f"{localtime(facts.series.cut):%Y-%m-%dT%H:%M}" if facts.series.cut else facts.day.isoformat()


def totals(facts: Facts) -> tuple[Run, ...]:
    """Found and put right, overdue and reopened, in one sentence; where nothing was found, that."""
    found, closed, late, again = (facts.figures[code] for code in ("O01", "O02", "O03", "O04"))
    if not found.value:
        return (_("截至%(day)s，台账上还没有登记问题。") % {"day": until_words(facts)},)
    return (
        _("截至%(day)s，累计发现问题") % {"day": until_words(facts)}, found, _("件，已销号"), closed, _("件，销号率"),
        share_of(closed, found, "O02.share"), _("%；超期未销号"), late, _("件，销号后返回整改"), again, _("件。"),
    )  # fmt: skip


def closed_before(facts: Facts) -> tuple[Para, ...]:
    """Closed in a sheet before the campaign came here: told by itself; nothing where there is none."""
    before = facts.figures["O06"]
    return (para(_("另有接续前已销号的问题"), before, _("件，由原台账带入，未经本专项核验，不计入上述各数。")),) if before.value else ()


def awaited(facts: Facts) -> tuple[Para, ...]:
    """Closed at once, drawn and not verified yet: told apart, and not among what is proved; nothing where there is none."""
    waits, closed = facts.figures["O05"], facts.figures["O02"]
    if not waits.value:
        return ()
    told = _("已销号、且不在待核之列的问题数")
    proved = Figure(
        "proved",
        int(closed.value or 0) - int(waits.value),
        told,
        f"/c/{facts.campaign.code}/ledger/?proved=1&at={facts.day.isoformat()}",
        _("件"),
    )
    return (para(_("已销号的问题中，立行立改后被抽中、督导组尚未核验的有"), waits, _("件，不计入整改到位；整改到位"), proved, _("件。")),)


def sum_table(facts: Facts, head: str, sums: Sequence[Sum], caption: str = "") -> tuple[Table, ...]:
    """Found, closed, overdue by unit, source or category, and all together; nothing where there is nothing to list."""
    if not sums:
        return ()
    whole = Sum(_("合计"), *(facts.figures[code] for code in ("O01", "O02", "O03")))
    rows = tuple((one.name, one.found, one.closed, one.late) for one in (*sums, whole))
    return (Table((head, _("发现"), _("已销号"), _("超期")), rows, widths=(4, 1, 1, 1), caption=caption),)


def by_unit(facts: Facts) -> tuple[Attachment, ...]:
    """The table of all units, as an attachment: it may fill pages."""
    table = sum_table(facts, _("单位"), facts.units)
    return (Attachment(_("各单位问题发现与整改情况"), table),) if table else ()


def overdue(facts: Facts) -> tuple[Run, ...]:
    """How many are overdue in how many units, and the units with the most: about matters of units, never of persons."""
    late = sorted((one for one in facts.units if one.late.value), key=lambda one: -int(one.late.value or 0))
    if not late:
        return (_("没有超期未销号的问题。"),)
    whole = facts.figures["O03"]
    units = Figure("O03.units", len(late), _("有超期问题的单位数"), whole.rows, _("个"))
    named = _("，较多的有") if len(late) > _NAMED else "："
    return (_("超期未销号的问题"), whole, _("件，涉及"), units, _("个单位"), named, *_listed(late[:_NAMED]), "。")


def _listed(sums: Sequence[Sum]) -> tuple[Run, ...]:
    """甲单位3件、乙单位2件 with each number a figure."""
    runs: list[Run] = []
    for one in sums:
        runs += [f"、{one.name}" if runs else one.name, one.late, _("件")]
    return tuple(runs)


def para(*runs: Run) -> Para:
    """A paragraph of these runs."""
    return Para(runs)
