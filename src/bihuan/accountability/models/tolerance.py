"""A tolerance review, and what is put right after it (D6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.bodies import DecisionBody
from bihuan.accountability.models.handling import Handling
from bihuan.accountability.vocabulary.tolerance import Asker, ToleranceState
from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Person, Unit


class Tolerance(models.Model):
    """Whether an error is tolerated: `handling` is the case it belongs to, empty where nobody handles one. `handler` accepts and verifies, `body`
    decides together. `review` keeps the answer to every distinction, condition and principle (M172). Words about a person never enter the book."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="tolerances")
    number = models.PositiveIntegerField(_("序号"))
    handling = models.ForeignKey(Handling, models.PROTECT, null=True, blank=True, related_name="tolerances", verbose_name=_("处理"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("对象"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    state = models.CharField(_("状态"), max_length=12, choices=ToleranceState.choices(), default=ToleranceState.APPLIED)
    asker = models.CharField(_("申请人"), max_length=8, choices=Asker.choices())
    matter = models.CharField(_("事项"), max_length=200)
    text = models.TextField(_("申请理由"))
    handler = models.ForeignKey(DecisionBody, models.PROTECT, related_name="+", verbose_name=_("受理机构"))
    applied_at = models.DateTimeField(_("申请时间"))
    applied_by = by(_("申请登记人"))
    accept_by_on = models.DateField(_("受理期限"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("受理时间"), null=True, blank=True)
    accepted_by = by(_("受理人"))
    verify_by_on = models.DateField(_("核实期限"), null=True, blank=True)
    findings = models.TextField(_("核实情况"), blank=True)
    verified_at = models.DateTimeField(_("核实时间"), null=True, blank=True)
    verified_by = by(_("核实人"))
    body = models.ForeignKey(DecisionBody, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定机构"))
    review = models.JSONField(_("逐条审查"), default=dict, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    document = models.CharField(_("文号"), max_length=80, blank=True)
    present = models.CharField(_("集体研究人员"), max_length=300, blank=True)
    reasons = models.TextField(_("决定理由"), blank=True)
    decided_at = models.DateTimeField(_("决定登记时间"), null=True, blank=True)
    decided_by = by(_("决定登记人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("容错审查")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["campaign", "state", "-id"], name="tolerances_latest"),)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="tolerance_number_once"),
            models.UniqueConstraint(
                fields=["handling"],
                condition=models.Q(state__in=("applied", "accepted", "verified")),
                name="one_tolerance_review_at_a_time",
            ),
            *(pair(one, f"tolerance_{one}_pair") for one in ("applied", "accepted", "verified", "decided")),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class Correction(models.Model):
    """One thing that is put right after an error was tolerated (纠错清单): tolerated is not left as it is."""

    tolerance = models.ForeignKey(Tolerance, models.PROTECT, related_name="corrections")
    text = models.CharField(_("纠错事项"), max_length=300)
    due_on = models.DateField(_("完成期限"))
    done = models.TextField(_("完成情况"), blank=True)
    done_at = models.DateTimeField(_("完成登记时间"), null=True, blank=True)
    done_by = by(_("完成登记人"))

    class Meta:
        verbose_name = _("纠错清单")
        ordering = ("tolerance_id", "pk")
        constraints = (pair("done", "correction_done_pair"),)

    def __str__(self) -> str:
        return f"{self.tolerance_id} {self.pk}"
