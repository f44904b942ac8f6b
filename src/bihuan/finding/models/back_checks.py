"""Back-checks: what happened, the problem behind it, who answers for it, and how one was traced to the other (M109)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.finding.models.columns import person
from bihuan.finding.vocabulary.back_checks import BackCheckState, Body, NodeKind, Start, Verdict
from bihuan.foundation.audit.hands import by, pair
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem


class BackCheck(models.Model):
    """One back-check: it begins at an event or a problem and ends in a conclusion about responsibility, in the words of whoever draws it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="back_checks")
    number = models.PositiveIntegerField(_("编号"))
    title = models.CharField(_("倒查事由"), max_length=120)
    start = models.CharField(_("从什么查起"), max_length=8, choices=Start.choices())
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("单位"))
    bodies = models.JSONField(_("参加的机构"), default=list)
    state = models.CharField(_("状态"), max_length=10, choices=BackCheckState.choices(), default=BackCheckState.OPEN)
    opened_at = models.DateTimeField(_("开始时间"))
    opened_by = by(_("开始人"))
    conclusion = models.TextField(_("倒查结论"), blank=True)
    concluded_at = models.DateTimeField(_("作出结论时间"), null=True, blank=True)
    concluded_by = by(_("作出结论的人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("倒查")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="back_check_number_once"),
            pair("concluded", "back_check_concluded_pair"),
        )

    def __str__(self) -> str:
        return self.title


class Node(models.Model):
    """One piece of the chain: an event, a problem, a responsibility. A problem that was recorded stands on list 4 (M78)."""

    back_check = models.ForeignKey(BackCheck, models.PROTECT, related_name="nodes")
    kind = models.CharField(_("种类"), max_length=16, choices=NodeKind.choices())
    text = models.TextField(_("内容"))
    happened_on = models.DateField(_("发生日期"), null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("单位"))
    person = person(_("责任人"))
    body = models.CharField(_("提出的机构"), max_length=20, choices=Body.choices())
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("台账里的问题"))
    added_at = models.DateTimeField(_("补充时间"))
    added_by = by(_("补充人"))

    class Meta:
        verbose_name = _("倒查的一环")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.pk}"


class Link(models.Model):
    """One step from a piece to the next: how it was traced, what was found of it, on what evidence, by which body."""

    back_check = models.ForeignKey(BackCheck, models.PROTECT, related_name="links")
    one = models.ForeignKey(Node, models.PROTECT, related_name="onward", verbose_name=_("从"))
    other = models.ForeignKey(Node, models.PROTECT, related_name="backward", verbose_name=_("到"))
    step = models.TextField(_("怎么查的"))
    body = models.CharField(_("查证的机构"), max_length=20, choices=Body.choices())
    traced_at = models.DateTimeField(_("记录时间"))
    traced_by = by(_("记录人"))
    verdict = models.CharField(_("认定"), max_length=12, choices=Verdict.choices(), default=Verdict.OPEN)
    finding = models.TextField(_("认定意见"), blank=True)
    evidence = models.TextField(_("证据"), blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("证据材料"))
    judged_at = models.DateTimeField(_("认定时间"), null=True, blank=True)
    judged_by = by(_("认定人"))

    class Meta:
        verbose_name = _("倒查的一步")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="link_once"),
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="no_link_to_itself"),
            pair("judged", "link_judged_pair"),
            # no verdict without its evidence
            models.CheckConstraint(condition=models.Q(verdict="open") | ~models.Q(evidence=""), name="a_verdict_has_evidence"),
        )

    def __str__(self) -> str:
        return f"{self.one_id} → {self.other_id}"
