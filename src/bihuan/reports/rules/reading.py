"""One line in words under a chart: what it says, from the numbers alone; about units and matters, never about persons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bihuan.foundation.kernel import _


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with `%(name)s` places and its facts, so that a page can say it in the reader's language."""

    template: str
    facts: dict[str, object] = field(default_factory=dict)

    def said(self, translate: Callable[[str], str] = str) -> str:
        """The sentence with its facts, translated by `translate`; Chinese without it."""
        grouped = {name: f"{one:,}" if isinstance(one, int) else one for name, one in self.facts.items()}  # as the tiles above print them
        return translate(self.template).replace(")d", ")s") % grouped

    def __str__(self) -> str:
        return self.said()


def share(part: int, whole: int) -> str:
    """A share in percent with one decimal; a dash where there is nothing to divide by."""
    return f"{100 * part / whole:.1f}%" if whole else "—"


def read_funnel(found: int, asked: int, closed: int) -> Reading:
    """Found, handed in, closed."""
    if not found:
        return Reading(_("读法：还没有建账的问题。"))
    facts = {"found": found, "asked": asked, "a": share(asked, found), "closed": closed, "c": share(closed, found)}
    return Reading(_("读法：发现 %(found)d 件，已申请销号及以后 %(asked)d 件（%(a)s），已销号 %(closed)d 件（%(c)s）。"), facts)


def read_map(late: Sequence[tuple[str, int]], total_late: int, units: int) -> Reading:
    """Where the overdue items lie: the first units in the order of their overdue items, two of which are named, and in how many they lie."""
    named = [one for one in late if one[1]]
    if not named:
        return Reading(_("读法：没有超期的问题。"))
    facts = {"total": total_late, "a": named[0][0], "m": named[0][1], "units": units}
    if len(named) == 1:
        return Reading(_("读法：超期 %(total)d 件，都在%(a)s。"), facts)
    facts |= {"b": named[1][0], "n": named[1][1]}
    return Reading(_("读法：超期 %(total)d 件，其中%(a)s %(m)d 件、%(b)s %(n)d 件，涉及 %(units)d 个单位。"), facts)


def read_trend(found: Sequence[int], closed: Sequence[int], whole: bool = True) -> Reading:
    """The last week against the one before; of a week that still runs (`whole` false) it is not said that it has less."""
    if not found:
        return Reading(_("读法：还没有一周的数据。"))
    if not whole and len(closed) > 1:
        facts_so_far: dict[str, object] = {"found": found[-1], "closed": closed[-1], "before": closed[-2]}
        return Reading(_("读法：本周到现在新发现 %(found)d 件，销号 %(closed)d 件；上一周销号 %(before)d 件。"), facts_so_far)
    more = closed[-1] - closed[-2] if len(closed) > 1 else closed[-1]
    facts: dict[str, object] = {"found": found[-1], "closed": closed[-1], "more": abs(more)}
    if more > 0:
        return Reading(_("读法：最近一周新发现 %(found)d 件，销号 %(closed)d 件，比上一周多 %(more)d 件。"), facts)
    if more < 0:
        return Reading(_("读法：最近一周新发现 %(found)d 件，销号 %(closed)d 件，比上一周少 %(more)d 件。"), facts)
    return Reading(_("读法：最近一周新发现 %(found)d 件，销号 %(closed)d 件，与上一周持平。"), facts)
