"""举一反三: one common problem, and what other units answer to whether they have it too (M96)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by, pair
from bihuan.institutions.vocabulary.checks import AnswerState
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem


class CheckOrder(models.Model):
    """Units are asked by a day whether they have what was found elsewhere. `text` is what they are told; the problem itself they do not see."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="check_orders")
    number = models.PositiveIntegerField(_("序号"))
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+", verbose_name=_("由哪一件引起"))
    text = models.TextField(_("查什么"))
    due_on = models.DateField(_("答复期限"))
    ordered_at = models.DateTimeField(_("布置时间"))
    ordered_by = by(_("布置人"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_by = by(_("撤回人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("举一反三")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["campaign", "-id"], name="check_orders_latest"),)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="check_order_number_once"),
            pair("ordered", "check_ordered_pair"),
            pair("withdrawn", "check_withdrawn_pair"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class CheckAnswer(models.Model):
    """What one unit answers: none, or problems, with how it looked."""

    order = models.ForeignKey(CheckOrder, models.PROTECT, related_name="answers")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+", verbose_name=_("单位"))
    state = models.CharField(_("答复"), max_length=12, choices=AnswerState.choices(), default=AnswerState.ASKED)
    asked_at = models.DateTimeField(_("布置时间"))
    asked_by = by(_("布置人"))
    how = models.TextField(_("怎么查的"), blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = by(_("答复人"))
    problems = models.ManyToManyField(Problem, through="SiblingFinding", related_name="+", verbose_name=_("发现的问题"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("举一反三的答复")
        ordering = ("order_id", "unit__order", "pk")
        indexes = (models.Index(fields=["unit", "state"], name="check_answers_of_a_unit"),)
        constraints = (
            models.UniqueConstraint(fields=["order", "unit"], name="a_unit_is_asked_once"),
            pair("asked", "answer_asked_pair"),
            pair("answered", "answer_answered_pair"),
        )

    def __str__(self) -> str:
        return f"{self.order_id} {self.unit_id}"


class SiblingFinding(models.Model):
    """A problem that a unit found in itself by such a check."""

    answer = models.ForeignKey(CheckAnswer, models.PROTECT, related_name="findings")
    problem = models.OneToOneField(Problem, models.PROTECT, related_name="+", verbose_name=_("台账里的问题"))

    class Meta:
        verbose_name = _("举一反三发现的问题")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.problem_id}"
