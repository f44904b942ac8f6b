"""Draws of closed problems that are looked at again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by
from bihuan.foundation.files.models import StoredFile
from bihuan.problems.models.problem import Problem
from bihuan.problems.vocabulary import Held, Strata


class LookBackDraw(models.Model):
    """Closed problems drawn to be looked at again (M193). `seed` and `pool` (ids by stratum, in order) let anyone repeat the draw."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="look_backs")
    number = models.PositiveIntegerField(_("批次"))
    share = models.PositiveSmallIntegerField(_("比例"))
    strata = models.CharField(_("分层"), max_length=12, choices=Strata.choices(), default=Strata.UNIT.value)
    closed_from_on = models.DateField(_("销号日期起"), null=True, blank=True)
    closed_to_on = models.DateField(_("销号日期止"), null=True, blank=True)
    reason = models.TextField(_("抽取事由"))
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    seed = models.CharField(_("种子"), max_length=64)
    pool = models.JSONField(_("候选"), default=dict)
    first = models.JSONField(_("先抽的"), default=list)
    drawn_at = models.DateTimeField(_("抽取时间"))
    drawn_by = by(_("抽取人"))

    class Meta:
        verbose_name = _("回头看抽取")
        ordering = ("-campaign_id", "-number")
        constraints = (models.UniqueConstraint(fields=["campaign", "number"], name="look_back_number_once"),)

    def __str__(self) -> str:
        return f"{self.number}"


class LookBackItem(models.Model):
    """One drawn problem: whether it held, in words, by whom. Open until that is recorded."""

    draw = models.ForeignKey(LookBackDraw, models.PROTECT, related_name="items")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="look_backs")
    stratum = models.CharField(_("层"), max_length=24, blank=True)
    result = models.CharField(_("结果"), max_length=12, choices=Held.choices(), blank=True, default="")
    text = models.TextField(_("回头看情况"), blank=True)
    recorded_at = models.DateTimeField(_("记录时间"), null=True, blank=True)
    recorded_by = by(_("记录人"))

    class Meta:
        verbose_name = _("回头看的一件")
        ordering = ("draw_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["draw", "problem"], name="drawn_once_a_look_back"),
            models.UniqueConstraint(fields=["problem"], condition=models.Q(result=""), name="one_open_look_back"),
        )

    def __str__(self) -> str:
        return f"{self.problem}"


class LookBackEvidence(models.Model):
    """A file that shows what a look-back found."""

    item = models.ForeignKey(LookBackItem, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("上传时间"))
    added_by = by(_("上传人"))

    class Meta:
        verbose_name = _("回头看佐证")
        ordering = ("item_id", "id")

    def __str__(self) -> str:
        return str(self.file)
