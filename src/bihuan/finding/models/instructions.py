"""Leaders' written instructions (批示): the ink as a scan, the exact words, and what each unit does about its part."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.finding.vocabulary.instructions import InstructionState, PartState
from bihuan.foundation.audit.hands import by, pair
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem


class Instruction(models.Model):
    """What a leader wrote, in his exact words, with the scan of the ink. `report` is the joint reply as it went up; it is seen when the
    secretary says so."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="instructions")
    leader = models.CharField(_("批示领导"), max_length=80)
    words = models.CharField(_("批示原文"), max_length=1000)
    given_on = models.DateField(_("批示日期"))
    about = models.CharField(_("批示件"), max_length=200, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("批示扫描件"))
    state = models.CharField(_("状态"), max_length=12, choices=InstructionState.choices(), default=InstructionState.OPEN)
    report = models.TextField(_("办理情况"), blank=True)
    registered_at = models.DateTimeField(_("登记时间"))
    registered_by = by(_("登记人"))
    replied_at = models.DateTimeField(_("呈报时间"), null=True, blank=True)
    replied_by = by(_("呈报人"))
    seen_on = models.DateField(_("阅示日期"), null=True, blank=True)
    seen_note = models.CharField(_("阅示意见"), max_length=500, blank=True)
    seen_at = models.DateTimeField(_("登记已阅时间"), null=True, blank=True)
    seen_by = by(_("登记已阅人"))

    class Meta:
        verbose_name = _("批示")
        ordering = ("-given_on", "-id")
        indexes = (models.Index(fields=["campaign", "-given_on", "-id"], name="instructions_latest"),)
        constraints = (pair("replied", "instruction_replied_pair"), pair("seen", "instruction_seen_pair"))

    def __str__(self) -> str:
        return f"{self.leader} {self.given_on}"


class InstructionPart(models.Model):
    """One unit's part of an instruction, with its own day. `problem`: the finding it became, by decision of the office (M61)."""

    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="parts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("承办单位"))
    text = models.CharField(_("承办事项"), max_length=500)
    due_on = models.DateField(_("办理时限"))
    state = models.CharField(_("状态"), max_length=12, choices=PartState.choices(), default=PartState.OPEN)
    done_at = models.DateTimeField(_("报告落实时间"), null=True, blank=True)
    done_by = by(_("报告落实人"))
    failed_at = models.DateTimeField(_("认定未落实时间"), null=True, blank=True)
    failed_by = by(_("认定人"))
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("转入台账的问题"))

    class Meta:
        verbose_name = _("批示分办")
        ordering = ("instruction_id", "id")
        indexes = (models.Index(fields=["unit", "state", "due_on"], name="parts_due_of_a_unit"),)
        constraints = (
            models.UniqueConstraint(fields=["instruction", "unit"], name="unit_has_one_part"),
            pair("done", "part_done_pair"),
            pair("failed", "part_failed_pair"),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.due_on}"

    @property
    def campaign(self) -> Campaign:
        """The campaign of its instruction."""
        return self.instruction.campaign

    @property
    def campaign_id(self) -> int:
        """Its key."""
        return self.instruction.campaign_id


class InstructionProgress(models.Model):
    """What a unit has done about its part so far, appended and never rewritten."""

    part = models.ForeignKey(InstructionPart, models.PROTECT, related_name="progress")
    text = models.CharField(_("进展"), max_length=1000)
    reported_at = models.DateTimeField(_("填报时间"))
    reported_by = by(_("填报人"))

    class Meta:
        verbose_name = _("批示办理进展")
        ordering = ("part_id", "id")

    def __str__(self) -> str:
        return self.text[:40]
