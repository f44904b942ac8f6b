"""Filter chips above the ledger: what is chosen, each can be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import Term
from bihuan.interfaces.web.problems.own import chip_words
from bihuan.problems import queries
from bihuan.problems.queries import Reach
from bihuan.problems.rules.filters import Filters, gain_of, span_of
from bihuan.problems.vocabulary import Lamp, OwnerLevel, Path, ProblemList, Source, State, Waiting, Weight

TERMS: tuple[tuple[str, str, type[Term]], ...] = (
    ("lamp", noop("灯"), Lamp), ("state", noop("环节"), State), ("source", noop("来源"), Source), ("weight", noop("程度"), Weight),
    ("level", noop("层面"), OwnerLevel), ("path", noop("流程"), Path), ("lists", noop("清单"), ProblemList), ("waits", noop("待我办"), Waiting),
)  # fmt: skip
_MARKS = {
    "priority": noop("重点"),
    "mine": noop("与我有关"),
    "unsorted": noop("未归类"),
    "sampled": noop("抽查待核"),
    "open": noop("未销号"),
    "joint": noop("组织联查"),
    "reopened": noop("返回整改过"),
    "key_few": noop("关键少数"),
    "hidden_form": noop("隐形变异"),
    "done": noop("已销号"),
    "proved": noop("整改到位"),
    "published_out": noop("公示期满"),
    "objected": noop("公示有异议"),
}

_SPANS = {
    "recorded": noop("登记日期"), "closed": noop("销号日期"), "found": noop("发现"), "due": noop("到期"),
    "entered": noop("期内登记"), "newly": noop("期内销号"),
    "late": noop("补记"), "restored": noop("恢复计入"), "undone": noop("期内由销号退回"), "failed": noop("抽验退回"),
}  # fmt: skip

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign


def _href(code: str, filters: Filters) -> str:
    query = filters.query()
    return reverse("problems:ledger", args=[code]) + (f"?{query}" if query else "")


def _names(mine: Reach, campaign: Campaign, filters: Filters) -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = {}
    if filters.unit:
        found["unit"] = queries.names_seen(mine, campaign.pk, "unit", filters.unit)
    if filters.category or filters.manifestation:
        categories = campaigns.categories_of(campaign)
        found["category"] = {one.pk: one.name for one in categories}
        found["manifestation"] = {m.pk: m.text for one in categories for m in one.manifestations.all()}
    if filters.person:
        found["person"] = queries.names_seen(mine, campaign.pk, "person", filters.person)
    if filters.behalf:
        found["behalf"] = {one.for_person: one.for_name for one in mine.principals if one.for_person}
    if filters.stage:
        found["stage"] = {one.pk: one.name for one in campaigns.stages(campaign)}
    return found


_ROWS = {
    "unit": noop("单位"),
    "category": noop("类别"),
    "manifestation": noop("具体表现"),
    "person": noop("责任人"),
    "stage": noop("阶段"),
    "batch": noop("批次"),
    "behalf": noop("代"),
}


def _days(span: str) -> str:
    if days := span_of(span):
        return "—".join(f"{day:%m-%d}" for day in days)
    return "—".join(str(end)[5:16] for end in gain_of(span) or ())  # between two moments of issue


def _named(names: dict[int, str] | None, pk: int) -> str:
    """What somebody chose by its key; a key that nothing has, or nothing that he sees, is said to be unknown. A batch is its number."""
    if names is None:
        return str(pk)
    return names.get(pk) or _("查不到（%(pk)s）") % {"pk": pk}


MOST_CHIPS = 30
"""From so many chosen rows of a kind on one chip stands for all: each chip's address holds all the others, and nobody reads so many."""


def _chips_of_rows(label: str, name: str, keys: Sequence[int], names: dict[int, str] | None) -> list[tuple[str, str, str, str]]:
    if len(keys) > MOST_CHIPS:
        return [(label, _("已选 %(n)d 个") % {"n": len(keys)}, name, "")]
    return [(label, _named(names, pk), name, str(pk)) for pk in keys]


def chosen_chips(mine: Reach, campaign: Campaign, filters: Filters) -> list[dict[str, str]]:
    """One chip for each chosen value, with the address without it."""
    chips = []
    for name, label, term in TERMS:
        chips += [(label, _(term(word).label), name, word) for word in getattr(filters, name)]
    names = _names(mine, campaign, filters)
    for name, label in _ROWS.items():
        chips += _chips_of_rows(label, name, getattr(filters, name), names.get(name))
    chips += [(_(label), "", name, "1") for name, label in _MARKS.items() if getattr(filters, name)]
    chips += [
        (label, _days(getattr(filters, name)), name, getattr(filters, name)) for name, label in _SPANS.items() if getattr(filters, name)
    ]
    chips += [(*chip_words(campaign, told), "own", told) for told in filters.own]
    chips += [(_("截至"), str(filters.moment), "at", filters.at)] if filters.at else []
    chips += [(_("含"), f"“{filters.q}”", "q", filters.q)] if filters.q else []
    return [
        {"label": _(label), "value": value, "remove": _href(campaign.code, filters.without(name, word))}
        for label, value, name, word in chips
    ]
