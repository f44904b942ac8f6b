"""Papers made from one campaign's own settings, ready to be set: plan, process map, roster, catalogue, basis, code of conduct.

A campaign comes as the row in hand. Nothing is written.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries import duties_held, file_of
from bihuan.campaigns.vocabulary import Duty, RosterRole
from bihuan.documents.rules import plan
from bihuan.documents.rules.map import ProcessMap, map_paper
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Heading, Paper, Para, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import Actor, Figure, Missing, _


def plan_of(campaign: Campaign) -> Paper:
    """The plan document from the settings (D02)."""
    return plan.plan_paper(file_of(campaign))


def map_of(campaign: Campaign, today: date) -> ProcessMap:
    """The one-page map from the settings, to be drawn (D03, M28)."""
    return plan.process_map(file_of(campaign), today)


def map_paper_of(campaign: Campaign, today: date) -> Paper:
    """The map as a page to print and edit."""
    return map_paper(map_of(campaign, today))


def basis_of(campaign: Campaign) -> Paper:
    """What the campaign rests on and who decided it; 待补 where nobody has said so (D01, M01)."""
    return plan.basis_paper(file_of(campaign))


def conduct_of(campaign: Campaign) -> Paper:
    """The code of conduct on a page of its own (D64, M43)."""
    return plan.conduct_paper(file_of(campaign))


def catalogue_of(campaign: Campaign) -> Paper:
    """Categories with their manifestations (D09)."""
    return plan.catalogue_paper(file_of(campaign))


def roster_of(campaign: Campaign, day: date, rows: str = "") -> Paper:
    """Units and persons on the roster on a day (D04), subjects and participants apart. `rows` is the address that lists them."""
    entries = [entry for entry in campaign.roster.select_related("person", "unit").order_by("unit__path", "pk") if _on(entry, day)]
    units = Figure("N01", len({entry.unit_id for entry in entries}), "名册上的单位", rows)
    people = Figure("N02", len({entry.person_id for entry in entries if entry.role == RosterRole.SUBJECT}), "名册上的整治对象", rows)
    told = Para((f"名册截至{official_date(day)}，涉及单位", units, "家，整治对象", people, "人。"))
    return Paper(Kind.ROSTER, f"{campaign.title}名册", (told, *_tables(entries)), as_of=official_date(day))


MADE: dict[str, tuple[str, Callable[[Campaign, date], Paper]]] = {
    "plan": (_("方案"), lambda campaign, _day: plan_of(campaign)),
    "map": (_("流程图"), map_paper_of),
    "catalogue": (_("问题目录"), lambda campaign, _day: catalogue_of(campaign)),
    "conduct": (_("行为准则"), lambda campaign, _day: conduct_of(campaign)),
    "basis": (_("依据"), lambda campaign, _day: basis_of(campaign)),
    "roster": (_("名册"), roster_of),
}
"""What the settings give, by the name in addresses: its title, and how it is made for a day."""
_READERS = {Duty.OFFICE, Duty.LEADER, Duty.SUPERVISOR}  # of the roster, which names people


def made_for(actor: Actor, campaign: Campaign) -> dict[str, str]:
    """The papers that this actor may take: name → title. All but the roster are for everybody who sees the campaign."""
    sees_people = bool({one.duty for one in duties_held(actor, campaign)} & _READERS)
    return {name: label for name, (label, _make) in MADE.items() if name != "roster" or sees_people}


def made_from_settings(actor: Actor, campaign: Campaign, name: str, day: date) -> Paper:
    """One of them, or Missing."""
    if name not in made_for(actor, campaign):
        raise Missing()
    return MADE[name][1](campaign, day)


def _on(entry: Any, day: date) -> bool:
    return entry.from_on <= day and (entry.to_on is None or entry.to_on > day)


def _tables(entries: list[Any]) -> list[Block]:
    blocks: list[Block] = []
    for role in RosterRole:
        if people := [entry for entry in entries if entry.role == role]:
            blocks += [Heading(1, role.label), _people(people)]
    return blocks


def _people(entries: list[Any]) -> Table:
    rows = tuple((str(at), each.unit.name, each.person.name, each.post, each.rank) for at, each in enumerate(entries, 1))
    return Table(("序号", "单位", "姓名", "职务", "职级"), rows, (1, 3, 2, 4, 2))
