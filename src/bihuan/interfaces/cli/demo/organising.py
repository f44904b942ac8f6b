"""Organisation at work in the demo: units by deputy head, heads of units among the key few, goals tied to figures, other work, units' own words."""

from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.queries import categories_of
from bihuan.campaigns.queries.portfolios import deputies_of

if TYPE_CHECKING:
    from bihuan.interfaces.cli.demo.loading import Loading, Said
    from bihuan.organisation.models import Unit

_FIGURES = ("O02", "O07", "O03")
_OWN = ("群众来电转办后没有人跟到底", "请示件在科室之间来回转，超过三个工作日没有答复")


def organise(load: "Loading") -> None:
    """As if it had been settled in the first days."""
    said: Said = {"actor": load.actor, "now": load.opening + timedelta(days=2)}
    covered = [load.units[one.key] for one in load.county.covered]
    _portfolios(load, covered, said)
    campaigns.mark_heads_as_key(campaign=load.campaign, **said)
    for goal, figure in zip(load.campaign.file.get("goals", ()), _FIGURES, strict=False):
        campaigns.tie_goal(campaign=load.campaign, goal=goal, figure=figure, **said)
    campaigns.link_campaign(campaign=load.campaign, label="省委巡视反馈问题整改", note="问题一并登记、一并销号", **said)
    item = categories_of(load.campaign)[0].manifestations.all()[0]
    for unit, text in zip(covered, _OWN, strict=False):
        campaigns.add_local_manifestation(campaign=load.campaign, parent=item, unit=unit, text=text, **said)


def _portfolios(load: "Loading", covered: "list[Unit]", said: "Said") -> None:
    deputies = list(deputies_of(load.campaign))
    if not deputies:
        return
    shares: dict[int, list[Unit]] = {one.pk: [] for one in deputies}
    for unit, deputy in zip(covered, cycle(deputies), strict=False):
        shares[deputy.pk].append(unit)
    for one in deputies:
        campaigns.charge_deputy(campaign=load.campaign, deputy=one, units=shares[one.pk], **said)
