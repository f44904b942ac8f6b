"""Reading commitments: the text as it would be signed today, the one that stands."""

from datetime import datetime

from django.db.models import Q, QuerySet

from bihuan.campaigns.models import Campaign, Catalogue
from bihuan.campaigns.rules.self_checking import self_checking_of
from bihuan.campaigns.rules.switches import switches_of
from bihuan.finding.models import Pledge, SelfCheck
from bihuan.finding.rules.pledge import Told, before_writing, pledge_text
from bihuan.foundation.kernel import Missing


def told_of(campaign: Campaign) -> Told:
    """What the campaign has settled about commitments (A03)."""
    return Told(self_checking_of(campaign.file).pledge_as_basis)


def text_for(self_check: SelfCheck) -> str:
    """The commitment as this person would sign it now."""
    campaign = self_check.campaign
    catalogue = Catalogue.objects.filter(campaign=campaign).values_list("name", flat=True).first() or "问题目录"
    told = {"campaign": campaign.title, "catalogue": catalogue, "unit": self_check.unit.name, "name": self_check.person.name}
    return pledge_text(**told, told=told_of(campaign))


def told_before(campaign: Campaign) -> tuple[str, ...]:
    """What everybody is told before he writes: who will see it, that self-found only lightens (A03, A26)."""
    return tuple(before_writing(told_of(campaign), pledges=switches_of(campaign.file).pledges))


def standing_pledge(self_check: SelfCheck) -> Pledge | None:
    """The commitment that stands, if there is one."""
    return Pledge.objects.filter(self_check=self_check, withdrawn_at=None).select_related("self_check__campaign", "scan").first()


def pledges_of(self_check: SelfCheck) -> list[Pledge]:
    """All that were signed, those taken back too, latest first."""
    return list(self_check.pledges.select_related("self_check__campaign", "scan").order_by("-pk"))


def find_pledge(self_check: SelfCheck, pk: int) -> Pledge:
    """One of them, or Missing."""
    found = next((one for one in pledges_of(self_check) if one.pk == pk), None)
    if found is None:
        raise Missing()
    return found


def signers_at(campaign: Campaign, until: datetime) -> QuerySet[Pledge, int]:
    """Keys of the persons whose commitment stood just before a moment and was handed in (N13); taken back later it stood all the same."""
    stood = Pledge.objects.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=until), self_check__campaign=campaign, signed_at__lt=until)
    return stood.filter(self_check__round__gt=0).order_by().values_list("self_check__person_id", flat=True).distinct()
