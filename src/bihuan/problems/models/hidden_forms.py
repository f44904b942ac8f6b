"""The mark that a finding is an old fault in a hidden or mutated form."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.foundation.audit.hands import by
from bihuan.problems.models.problem import Problem


class HiddenForm(models.Model):
    """That a problem is a hidden or mutated form, and which: “一桌餐”、吃老板 … (M46). Taken back, the row stays and says when."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="hidden_forms")
    text = models.CharField(_("隐形变异的表现"), max_length=500)
    marked_at = models.DateTimeField(_("标记时间"))
    marked_by = by(_("标记人"))
    unmarked_at = models.DateTimeField(_("取消时间"), null=True, blank=True)
    unmarked_by = by(_("取消人"))

    class Meta:
        verbose_name = _("隐形变异")
        ordering = ("problem_id", "pk")
        constraints = (
            models.UniqueConstraint(fields=["problem"], condition=models.Q(unmarked_at=None), name="one_standing_hidden_form"),
            models.CheckConstraint(condition=~models.Q(text=""), name="a_hidden_form_is_described"),
        )

    def __str__(self) -> str:
        return f"{self.problem_id}"
