"""Who is covered, from which day to which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models.campaign import Campaign
from bihuan.campaigns.vocabulary import RosterChange, RosterRole
from bihuan.foundation.audit.models import VersionRow
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Person, Unit


class CoveredUnit(models.Model):
    """A unit on the frozen roster of a campaign."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="covered_units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="coverings")
    from_on = models.DateField(_("列入日期"))
    to_on = models.DateField(_("移出日期"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("整治单位")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "unit"], condition=models.Q(to_on=None), name="unit_covered_once"),
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")), name="covering_ends_after_it_began"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}"


class CoveredUnitVersion(VersionRow):
    """A covered unit as it was registered over time: what the roster of a past moment tells, whatever was registered later."""

    columns = ("campaign_id", "unit_id", "from_on", "to_on")

    row = models.ForeignKey(CoveredUnit, models.PROTECT, related_name="versions")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("整治单位的历史版本")
        constraints = (models.UniqueConstraint(fields=["row"], condition=models.Q(valid_to=None), name="one_open_version_a_covering"),)

    def __str__(self) -> str:
        return f"{self.row_id} {self.valid_from:%Y-%m-%d}"


class RosterEntry(models.Model):
    """A person on the roster from a day to a day; `unit` is the covered unit that answers, `post` and `rank` are snapshots (M18)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="roster")
    person = models.ForeignKey(Person, models.PROTECT, related_name="roster_entries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roster_entries")
    role = models.CharField(_("身份"), max_length=16, choices=RosterRole.choices())
    post = models.CharField(_("职务"), max_length=120, blank=True)
    rank = models.CharField(_("职级"), max_length=32, blank=True)
    from_on = models.DateField(_("列入日期"))
    began_by = models.CharField(_("列入方式"), max_length=16, choices=RosterChange.choices(), default=RosterChange.FROZEN)
    to_on = models.DateField(_("变更日期"), null=True, blank=True)
    ended_by = models.CharField(_("变更方式"), max_length=16, choices=RosterChange.choices(), blank=True, default="")
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    returns_on = models.DateField(_("恢复参加"), null=True, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批件"))

    class Meta:
        verbose_name = _("名册")
        indexes = (models.Index(fields=["campaign", "unit", "role"], name="roster_of_a_unit"),)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "person", "unit"], condition=models.Q(to_on=None), name="person_on_roster_once_a_unit"
            ),
            models.CheckConstraint(
                condition=(models.Q(to_on=None) & models.Q(ended_by="")) | (~models.Q(to_on=None) & ~models.Q(ended_by="")),
                name="roster_end_says_how",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.post}"


class RosterVersion(VersionRow):
    """An entry of the roster as it was registered over time: what the roster of a past moment tells, whatever was registered later."""

    columns = ("campaign_id", "person_id", "unit_id", "role", "from_on", "to_on", "ended_by")

    row = models.ForeignKey(RosterEntry, models.PROTECT, related_name="versions")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    role = models.CharField(max_length=16)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        verbose_name = _("名册的历史版本")
        constraints = (models.UniqueConstraint(fields=["row"], condition=models.Q(valid_to=None), name="one_open_version_an_entry"),)

    def __str__(self) -> str:
        return f"{self.row_id} {self.valid_from:%Y-%m-%d}"
