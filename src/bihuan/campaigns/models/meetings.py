"""The register of meetings, and how a campaign was told on in every unit."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models.bodies import Group
from bihuan.campaigns.models.campaign import Campaign
from bihuan.campaigns.vocabulary import MeetingFileUse, MeetingKind
from bihuan.foundation.audit.hands import pair
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Unit


class Meeting(models.Model):
    """A meeting that was held: by a body of the campaign or by a unit. How many were there is kept, never who (M160, E3.3).

    Kind, day and holder stay as registered, so that a count of a past day stays true; a wrong one is withdrawn and registered anew."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="meetings")
    kind = models.CharField(_("会议类型"), max_length=16, choices=MeetingKind.choices())
    topic = models.CharField(_("主题"), max_length=200)
    purpose = models.CharField(_("目的"), max_length=500)
    held_on = models.DateField(_("召开日期"))
    clock = models.TimeField(_("开始时刻"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    chair = models.CharField(_("主持人"), max_length=80, blank=True)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("召开机构"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("召开单位"))
    present = models.PositiveIntegerField(_("到会人数"), null=True, blank=True)
    explained = models.JSONField(_("讲解内容"), default=list, blank=True)  # [Explained]
    record = models.TextField(_("会议记录"), blank=True)
    registered_at = models.DateTimeField(_("登记时间"))
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("撤销人")
    )

    class Meta:
        verbose_name = _("会议")
        ordering = ("-held_on", "-id")
        indexes = (models.Index(fields=["campaign", "-held_on", "-id"], name="meetings_latest"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(group=None, unit__isnull=False) | models.Q(group__isnull=False, unit=None), name="meeting_has_one_holder"
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(kind="mobilisation", unit=None, withdrawn_at=None),
                name="one_mobilisation_a_campaign",
            ),
            pair("withdrawn", "meeting_withdrawn_pair"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"


class MeetingUnit(models.Model):
    """A unit that was at a meeting. Units only: no list of people."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attending")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))

    class Meta:
        verbose_name = _("到会单位")
        constraints = (models.UniqueConstraint(fields=["meeting", "unit"], name="unit_at_a_meeting_once"),)

    def __str__(self) -> str:
        return f"{self.unit}"


class MeetingFile(models.Model):
    """A file of a meeting: its signed record, or the materials that everybody works by afterwards."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("文件"))
    use = models.CharField(_("用途"), max_length=16, choices=MeetingFileUse.choices())

    class Meta:
        verbose_name = _("会议文件")
        ordering = ("meeting_id", "id")

    def __str__(self) -> str:
        return f"{self.file}"


class Conveyance(models.Model):
    """A unit was told of the campaign without a meeting, by any means (M22). Nothing chases for it: no lamp, no names."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="conveyances")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    conveyed_on = models.DateField(_("传达日期"))
    means = models.CharField(_("方式"), max_length=100)
    noted_at = models.DateTimeField(_("登记时间"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("撤销人")
    )

    class Meta:
        verbose_name = _("传达登记")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "unit"], condition=models.Q(withdrawn_at=None), name="conveyed_to_a_unit_once"),
            pair("withdrawn", "conveyance_withdrawn_pair"),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.conveyed_on}"
