"""What the organisation of a campaign still lacks: listed before it starts and on the cockpit until it is there (M05)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.campaigns.models import Campaign, Grant, GroupMember, GroupUnit
from bihuan.campaigns.policy import lent_still
from bihuan.campaigns.queries.people import units_of
from bihuan.campaigns.queries.portfolios import deputies_of, portfolios_of
from bihuan.campaigns.vocabulary import CampaignState, Duty, GroupKind, GroupPost
from bihuan.foundation.kernel import _
from bihuan.organisation.models import Post, Unit
from bihuan.organisation.vocabulary import PostRole


@dataclass(frozen=True, slots=True)
class OrganisationGap:
    """Something that is lacking: its word, the sentence (with the count of units), the units concerned, the page (url name) that fills it."""

    name: str
    text: str
    page: str
    units: Sequence[Unit] = ()

    @property
    def count(self) -> int:
        """Units concerned."""
        return len(self.units)


def organisation_gaps(campaign: Campaign, today: date) -> list[OrganisationGap]:
    """All that is lacking. Before the roster is there, the units right below the root are asked about. At most eight queries."""
    units = list(units_of(campaign, today))
    early = not units and campaign.state == CampaignState.PREPARED
    if early:
        units = list(Unit.objects.filter(parent=campaign.root, ended_on=None).order_by("order", "pk"))
    held: set[tuple[str, int | None]] = set(
        Grant.objects.filter(lent_still(today), campaign=campaign, ended_at=None).values_list("duty", "unit_id")
    )
    heads = {unit for duty, unit in held if duty == Duty.UNIT_HEAD} | (_heads_by_post(units, today) if early else set())
    return [*_of_the_bodies(campaign, {duty for duty, _unit in held}), *_of_units(campaign, units, held, heads, today)]


BEFORE_THE_FIRST_STAGE = ("leader", "officer")
"""Each unit has a responsible leader and a responsible officer, or it is said why not yet (M05)."""


def gaps_before_the_first_stage(campaign: Campaign, today: date) -> list[OrganisationGap]:
    """What is asked about when the first stage is entered."""
    return [one for one in organisation_gaps(campaign, today) if one.name in BEFORE_THE_FIRST_STAGE]


def _heads_by_post(units: Sequence[Unit], today: date) -> set[int | None]:
    """Units whose head is known by his post: the start gives him the duty."""
    posts = Post.objects.filter(unit__in=units, role=PostRole.HEAD, to_on=None)
    return set(posts.order_by().values_list("unit_id", flat=True))


def _of_the_bodies(campaign: Campaign, somebody: set[str]) -> list[OrganisationGap]:
    heads = GroupMember.objects.filter(
        group__campaign=campaign, group__kind=GroupKind.LEADING, group__dissolved_on=None, post=GroupPost.HEAD
    )
    found = []
    if not heads.exclude(person=None).exists():
        found.append(OrganisationGap("head", _("领导小组还没有组长"), "groups"))
    if Duty.OFFICE not in somebody:
        found.append(OrganisationGap("office", _("专班（办公室）还没有人"), "groups"))
    return found


def _of_units(
    campaign: Campaign, units: Sequence[Unit], held: set[tuple[str, int | None]], heads: set[int | None], today: date
) -> list[OrganisationGap]:
    grouped = set(GroupUnit.objects.filter(campaign=campaign).values_list("unit_id", flat=True))
    verified = {unit for duty, unit in held if duty == Duty.SUPERVISOR}
    officers = {unit for duty, unit in held if duty == Duty.LIAISON}
    asked: list[tuple[str, str, str, list[Unit]]] = [
        ("group", _("%(count)d 个单位没有督导组"), "groups", [one for one in units if one.pk not in grouped and one.pk not in verified]),
        ("verifier", _("%(count)d 个单位的督导组没有人，销号没有人核验"), "groups", [one for one in units if one.pk in grouped - verified]),
        ("leader", _("%(count)d 个单位没有明确责任领导（主要负责人）"), "duties", [one for one in units if one.pk not in heads]),
        ("officer", _("%(count)d 个单位没有明确具体负责人员（联络员）"), "duties", [one for one in units if one.pk not in officers]),
    ]
    if deputies_of(campaign).exists():
        loose = {one.pk for one in portfolios_of(campaign, today)[1]}
        asked.append(("deputy", _("%(count)d 个单位没有明确由哪位副组长分管"), "portfolios", [one for one in units if one.pk in loose]))
    return [OrganisationGap(name, text, page, rows) for name, text, page, rows in asked if rows]
