"""What lies before the Party group of a campaign, and what it decided (M95)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.bodies import DecisionBody
from bihuan.accountability.vocabulary.party import PartyMeans, PartyState
from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem


class PartyDecision(models.Model):
    """An item marked serious or frequent (`problem`), or a unit as such where it is empty. What was decided speaks to `unit`: whatever concerns a
    person goes by a handling, with notice and hearing."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="party_decisions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("台账问题"))
    state = models.CharField(_("状态"), max_length=16, choices=PartyState.choices(), default=PartyState.LAID)
    reason = models.TextField(_("提交理由"))
    laid_at = models.DateTimeField(_("提交时间"))
    laid_by = by(_("提交人"))
    body = models.ForeignKey(DecisionBody, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定机构"))
    means = models.CharField(_("方式"), max_length=12, choices=PartyMeans.choices(), blank=True)
    text = models.TextField(_("指出的问题和要求"), blank=True)
    document = models.CharField(_("文号"), max_length=80, blank=True)
    talk_on = models.DateField(_("约谈日期"), null=True, blank=True)
    talk_place = models.CharField(_("约谈地点"), max_length=120, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    decided_by = by(_("决定登记人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("党组研究")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["campaign", "state", "-id"], name="party_matters_latest"),)
        constraints = (
            models.UniqueConstraint(fields=["problem"], condition=models.Q(state="laid"), name="an_item_lies_there_once"),
            pair("laid", "party_laid_pair"),
            pair("decided", "party_decided_pair"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.pk}"


class PartyPaper(models.Model):
    """The notice, reminder or summons as it left the house: a file that somebody holds is checked against it later. It stands in no register of
    documents: whoever may not know of the decision does not know of its papers."""

    decision = models.ForeignKey(PartyDecision, models.PROTECT, related_name="papers")
    content = models.JSONField(_("内容"), default=dict)
    figures = models.JSONField(_("数据清单"), default=dict)
    figures_digest = models.CharField(_("数据清单摘要"), max_length=64)
    seal = models.JSONField(_("数据清单签名"), null=True, blank=True)
    taken_at = models.DateTimeField(_("输出时间"))
    taken_by = by(_("输出人"))

    class Meta:
        verbose_name = _("党组文书")
        ordering = ("-pk",)
        constraints = (pair("taken", "party_paper_taken_pair"),)

    def __str__(self) -> str:
        return f"{self.decision_id} {self.pk}"
