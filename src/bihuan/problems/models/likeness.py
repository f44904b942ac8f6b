"""Findings that tell of the same thing in nearly the same words: what texts are looked up by, the pairs that were found, what was decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by
from bihuan.problems.models.problem import Problem


class Imprint(models.Model):
    """What a problem's text is found by: `digest` of its plain text, and its rarest runs of characters (`ImprintMark`, again in `marks` as whole
    numbers, so that they can be taken away). Made in the background from the text; `stale` when the text has changed since."""

    problem = models.OneToOneField(Problem, models.PROTECT, primary_key=True, related_name="imprint")
    digest = models.BigIntegerField()
    marks = models.BinaryField()
    stale = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("文字印记")
        indexes = (
            models.Index(fields=["digest"], name="equal_texts"),  # the same words, however often they were written
            models.Index(fields=["stale"], name="texts_changed_since", condition=models.Q(stale=True)),
        )

    def __str__(self) -> str:
        return str(self.problem_id)


class ImprintMark(models.Model):
    """One rare run of characters of one problem's text. Its key serves the one question: who has one of these marks?"""

    pk = models.CompositePrimaryKey("mark", "problem")
    mark = models.IntegerField()
    problem = models.ForeignKey(Problem, models.PROTECT, db_index=False, related_name="+")

    class Meta:
        verbose_name = _("印记")

    def __str__(self) -> str:
        return str(self.mark)


class Likeness(models.Model):
    """Two problems of a campaign whose texts are alike by `degree` percent; `one` was recorded before `other`. Found in the background, found
    anew when a text changes: what people decide about it stands in `SetApart`."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="+")
    one = models.ForeignKey(Problem, models.PROTECT, db_index=False, related_name="later_likes")
    other = models.ForeignKey(Problem, models.PROTECT, related_name="earlier_likes")
    degree = models.PositiveSmallIntegerField(_("相似度"))

    class Meta:
        verbose_name = _("疑似重复")
        constraints = (models.UniqueConstraint(fields=["one", "other"], name="one_likeness_of_two"),)
        indexes = (models.Index(fields=["campaign", "-other", "degree"], name="likenesses_of_a_campaign"),)  # the page, latest first

    def __str__(self) -> str:
        return f"{self.one_id} ~ {self.other_id}"


class SetApart(models.Model):
    """Somebody of the office looked at two problems that are alike and said: not the same. They are not shown again until that is withdrawn."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    one = models.ForeignKey(Problem, models.PROTECT, db_index=False, related_name="+")
    other = models.ForeignKey(Problem, models.PROTECT, db_index=False, related_name="+")
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("判定时间"))
    decided_by = by(_("判定人"))
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    withdrawn_by = by(_("撤销人"))

    class Meta:
        verbose_name = _("不是同一件")
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["one", "other"], condition=models.Q(withdrawn_at=None), name="set_apart_once"),)

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"

    @property
    def both(self) -> tuple[Problem, Problem]:
        """The earlier one and the later one."""
        return self.one, self.other
