"""Filter menus above the ledger. A page names them only; what can be chosen in one is asked for when somebody opens it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.rules.columns import columns_in_use
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.problems.chips import TERMS
from bihuan.interfaces.web.shell.menu import address
from bihuan.problems import queries
from bihuan.problems.queries import Reach, Today
from bihuan.problems.rules.filters import Filters

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign

_WORDS = {name: (label, term) for name, label, term in TERMS[:4]}
_LABELS = {"unit": noop("单位"), **{name: label for name, (label, _term) in _WORDS.items()}, "category": noop("类别")}


@dataclass(frozen=True, slots=True)
class Menu:
    """A closed menu: how many of its values are chosen, and the address of what it opens."""

    label: str
    chosen: int
    href: str


def menus(mine: Reach, campaign: Campaign, filters: Filters, query: str) -> tuple[Menu, ...]:
    """The menus this person has, without a query; who answers for one unit only does not choose among units."""
    names = [name for name in _LABELS if name != "unit" or filters.unit or queries.sees_several_units(mine)]
    more = f"?{query}" if query else ""
    code = campaign.code
    told = tuple(Menu(_(_LABELS[name]), len(getattr(filters, name)), address("problems:choose", code, name) + more) for name in names)
    if not columns_in_use(campaign.file):
        return told
    return (*told, Menu(_("自设栏目"), len(filters.own), address("problems:choose_own", code) + more))


def label_of(name: str) -> str:
    """What a menu is called; Missing where there is no such menu."""
    if name not in _LABELS:
        raise Missing()
    return _(_LABELS[name])


def options(mine: Reach, campaign: Campaign, name: str, today: Today) -> list[tuple[str, str]]:
    """What can be chosen in a menu: words of a closed list, the units whose rows this person sees, the categories of the campaign."""
    if name in _WORDS:
        return [(word.value, _(word.label)) for word in _WORDS[name][1]]
    if name == "category":
        return [(str(pk), word) for pk, word in campaigns.category_names(campaign).items()]
    seen = queries.units_seen(mine, campaign.pk)
    return [(str(one.pk), one.name) for one in campaigns.units_of(campaign, today.day) if seen is None or one.pk in seen]
