"""A unit's own screening against a category of the catalogue (M73)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign, Category
from bihuan.finding.vocabulary.screening import ScreeningState
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem


class Screening(models.Model):
    """One unit looks itself through against one category: how, and what came of it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="screenings")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+", verbose_name=_("单位"))
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("类别"))
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=ScreeningState.choices(), default=ScreeningState.ASKED)
    begun_at = models.DateTimeField(_("开始时间"))
    begun_by = by(_("开始人"))
    how = models.TextField(_("怎么排查的"), blank=True)
    ended_at = models.DateTimeField(_("报结果时间"), null=True, blank=True)
    ended_by = by(_("报结果的人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("单位排查")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["campaign", "-id"], name="screenings_latest"),
            models.Index(fields=["campaign", "category", "unit"], name="screenings_by_category"),
            models.Index(fields=["unit", "state", "due_on"], name="screenings_of_a_unit"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "unit", "category"], condition=models.Q(state="asked"), name="one_open_screening_of_a_category"
            ),
            pair("ended", "screening_ended_pair"),
        )

    def __str__(self) -> str:
        return f"{self.pk}"


class ScreenedItem(models.Model):
    """A problem that a screening found."""

    screening = models.ForeignKey(Screening, models.PROTECT, related_name="items")
    problem = models.OneToOneField(Problem, models.PROTECT, related_name="+", verbose_name=_("台账里的问题"))
    added_at = models.DateTimeField(_("列入时间"))
    added_by = by(_("列入人"))

    class Meta:
        verbose_name = _("排查问题")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.pk}"
