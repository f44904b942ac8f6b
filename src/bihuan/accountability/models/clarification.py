"""The clearing of a name (A4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.bodies import DecisionBody
from bihuan.accountability.models.handling import Handling
from bihuan.accountability.vocabulary.clarification import ClarificationState, Outcome, Way, Wish
from bihuan.accountability.vocabulary.publicity import Audience
from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Problem


class Clarification(models.Model):
    """One point about one person or unit, found untrue. `paper` is the number of the clue desk's paper, copied by hand: nothing here is tied to a
    clue. `handling` is the case that ended without anything, `problem` the item of the ledger that goes. `audience` and `channels` answer those of
    the announcement. Words about a person never enter the book."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="clarifications")
    number = models.PositiveIntegerField(_("序号"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("对象"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    handling = models.ForeignKey(Handling, models.PROTECT, null=True, blank=True, related_name="clarifications", verbose_name=_("处理"))
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("台账问题"))
    paper = models.CharField(_("线索办理文书编号"), max_length=80, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=ClarificationState.choices())
    matter = models.TextField(_("需要澄清的具体问题"))
    outcome = models.CharField(_("核实结论"), max_length=14, choices=Outcome.choices(), blank=True)
    grounds = models.TextField(_("核实情况和依据"), blank=True)
    document = models.CharField(_("认定文号"), max_length=80, blank=True)
    handler = models.ForeignKey(DecisionBody, models.PROTECT, related_name="+", verbose_name=_("承办机构"))
    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="+", verbose_name=_("审批机构"))
    opened_at = models.DateTimeField(_("提出时间"))
    opened_by = by(_("提出人"))
    verified_at = models.DateTimeField(_("核实时间"), null=True, blank=True)
    verified_by = by(_("核实人"))
    wish = models.CharField(_("本人意愿"), max_length=14, choices=Wish.choices(), blank=True)
    wish_text = models.TextField(_("本人意见"), blank=True)
    wished_at = models.DateTimeField(_("征求意愿时间"), null=True, blank=True)
    wished_by = by(_("意愿登记人"))
    ways = models.JSONField(_("澄清方式"), default=list, blank=True)
    audience = models.CharField(_("澄清范围"), max_length=10, choices=Audience.choices(), blank=True)
    channels = models.JSONField(_("澄清渠道"), default=list, blank=True)
    approval = models.TextField(_("审批意见"), blank=True)
    approved_at = models.DateTimeField(_("审批时间"), null=True, blank=True)
    approved_by = by(_("审批人"))
    follow_on = models.DateField(_("回访日期"), null=True, blank=True)
    follow_text = models.TextField(_("回访情况"), blank=True)
    followed_at = models.DateTimeField(_("回访登记时间"), null=True, blank=True)
    followed_by = by(_("回访登记人"))
    over_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    over_by = by(_("办结人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("澄清正名")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["campaign", "state", "-id"], name="clarifications_latest"),)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="clarification_number_once"),
            *(pair(one, f"clarification_{one}_pair") for one in ("opened", "verified", "wished", "approved", "followed", "over")),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class Clearing(models.Model):
    """One way in which it was done: where, before whom, with which document."""

    clarification = models.ForeignKey(Clarification, models.PROTECT, related_name="clearings")
    way = models.CharField(_("方式"), max_length=10, choices=Way.choices())
    text = models.TextField(_("情况"))
    done_on = models.DateField(_("日期"))
    done_at = models.DateTimeField(_("登记时间"))
    done_by = by(_("登记人"))

    class Meta:
        verbose_name = _("澄清的实施")
        ordering = ("clarification_id", "pk")
        constraints = (
            models.UniqueConstraint(fields=["clarification", "way"], name="cleared_once_a_way"),
            pair("done", "clearing_done_pair"),
        )

    def __str__(self) -> str:
        return f"{self.clarification_id} {self.way}"
