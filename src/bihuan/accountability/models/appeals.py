"""An appeal against a decision (P03)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.bodies import DecisionBody
from bihuan.accountability.models.handling import Handling
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.handling import Heard
from bihuan.foundation.audit.hands import by, pair


class Appeal(models.Model):
    """`body` is not the one that decided. `was` keeps the measure that stood before the outcome changed it. What is decided outside is appealed
    outside: then the appeal is passed on, and its outcome comes back as a record."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="appeals")
    state = models.CharField(_("状态"), max_length=12, choices=AppealState.choices(), default=AppealState.FILED)
    text = models.TextField(_("申诉理由"))
    how = models.CharField(_("方式"), max_length=16, choices=Heard.choices(), default=Heard.HIMSELF)
    filed_on = models.DateField(_("提出日期"))
    filed_at = models.DateTimeField(_("登记时间"))
    filed_by = by(_("登记人"))
    body = models.ForeignKey(DecisionBody, models.PROTECT, null=True, blank=True, related_name="appeals", verbose_name=_("受理机构"))
    passed_to = models.CharField(_("转往机关"), max_length=120, blank=True)
    answer_on = models.DateField(_("答复期限"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("受理时间"), null=True, blank=True)
    accepted_by = by(_("受理人"))
    was = models.CharField(_("原措施"), max_length=100, blank=True)
    outcome = models.TextField(_("处理意见"), blank=True)
    document = models.CharField(_("文号"), max_length=80, blank=True)
    over_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    over_by = by(_("办结人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("申诉")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["state", "answer_on"], name="appeals_due"),)
        constraints = (
            models.UniqueConstraint(fields=["handling"], condition=models.Q(state__in=("filed", "accepted")), name="one_appeal_at_a_time"),
            pair("filed", "appeal_filed_pair"),
            pair("accepted", "appeal_accepted_pair"),
            pair("over", "appeal_over_pair"),
        )

    def __str__(self) -> str:
        return f"{self.handling_id} {self.pk}"
