"""What belongs to one handling: its facts, what the person said to them, how somebody looked after him later."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.handling import Handling
from bihuan.accountability.vocabulary.handling import Heard
from bihuan.foundation.audit.hands import by, pair
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Person
from bihuan.problems.models import Problem


class Fact(models.Model):
    """One fact with what it rests on, verified by somebody else than who wrote it (P06). `problem` is the item of the ledger that tells it, where it
    stands there: who found it first is that item's, and stays (M55)."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="facts")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("台账问题"))
    text = models.TextField(_("事实"))
    evidence = models.CharField(_("依据"), max_length=500)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("依据材料"))
    written_at = models.DateTimeField(_("写入时间"))
    written_by = by(_("写入人"))
    verified_how = models.CharField(_("怎样核实"), max_length=500, blank=True)
    verified_at = models.DateTimeField(_("核实时间"), null=True, blank=True)
    verified_by = by(_("核实人"))

    class Meta:
        verbose_name = _("处理所依据的事实")
        ordering = ("handling_id", "pk")
        constraints = (
            pair("written", "fact_written_pair"),
            pair("verified", "fact_verified_pair"),
            models.CheckConstraint(
                condition=models.Q(verified_by=None) | ~models.Q(verified_by=models.F("written_by")), name="a_fact_is_verified_by_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.handling_id} {self.pk}"


class Statement(models.Model):
    """What the person said (P02), in his words or as they were taken down, and the written answer to it."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="statements")
    text = models.TextField(_("陈述"))
    how = models.CharField(_("方式"), max_length=16, choices=Heard.choices())
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("证明材料"))
    stated_on = models.DateField(_("陈述日期"))
    stated_at = models.DateTimeField(_("登记时间"))
    stated_by = by(_("登记人"))
    answer = models.TextField(_("书面答复"), blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = by(_("答复人"))

    class Meta:
        verbose_name = _("陈述申辩")
        ordering = ("handling_id", "pk")
        constraints = (pair("stated", "statement_stated_pair"), pair("answered", "statement_answered_pair"))

    def __str__(self) -> str:
        return f"{self.handling_id} {self.pk}"


class FollowUp(models.Model):
    """How somebody looked after a person under a measure (M170)."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="follow_ups")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("跟踪人"))
    text = models.TextField(_("情况"))
    followed_on = models.DateField(_("日期"))
    followed_at = models.DateTimeField(_("登记时间"))
    followed_by = by(_("登记人"))

    class Meta:
        verbose_name = _("跟踪了解")
        ordering = ("handling_id", "pk")
        constraints = (pair("followed", "follow_up_pair"),)

    def __str__(self) -> str:
        return f"{self.handling_id} {self.pk}"
