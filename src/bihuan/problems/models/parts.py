"""What belongs to one problem: measures, progress, evidence, days moved, clocks stopped, objections."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.foundation.audit.hands import by
from bihuan.foundation.files.models import StoredFile
from bihuan.problems.models.problem import Problem


class Measure(models.Model):
    """One thing that will be done about a problem."""

    problem = models.ForeignKey(Problem, models.PROTECT, db_index=False, related_name="measures")  # their order has an index
    order = models.PositiveSmallIntegerField(_("次序"))
    text = models.TextField(_("整改措施"))

    class Meta:
        verbose_name = _("整改措施")
        ordering = ("problem_id", "order")
        constraints = (models.UniqueConstraint(fields=["problem", "order"], name="measure_order_once"),)

    def __str__(self) -> str:
        return self.text


class Progress(models.Model):
    """What has been done so far, appended and never rewritten."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="progress")
    text = models.TextField(_("整改进展"))
    reported_at = models.DateTimeField(_("填报时间"))
    reported_by = by(_("填报人"))

    class Meta:
        verbose_name = _("整改进展")
        ordering = ("problem_id", "id")

    def __str__(self) -> str:
        return self.text


class Evidence(models.Model):
    """A file that proves a measure was carried out."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    label = models.CharField(_("说明"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("上传时间"))
    added_by = by(_("上传人"))

    class Meta:
        verbose_name = _("佐证材料")
        ordering = ("problem_id", "id")

    def __str__(self) -> str:
        return self.label or str(self.file)


class Extension(models.Model):
    """A due day that was moved, by whom and why."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="extensions")
    from_on = models.DateField(_("原时限"))
    to_on = models.DateField(_("延至"))
    reason = models.TextField(_("理由"))
    approved_at = models.DateTimeField(_("批准时间"))
    approved_by = by(_("批准人"))
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批件"))

    class Meta:
        verbose_name = _("延期")
        ordering = ("problem_id", "id")
        constraints = (models.CheckConstraint(condition=models.Q(to_on__gt=models.F("from_on")), name="problem_extension_goes_forward"),)

    def __str__(self) -> str:
        return f"{self.from_on} → {self.to_on}"


class Suspension(models.Model):
    """Days on which the clock of a problem stands still: until it is started again, or by itself on the day `until_on`."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="suspensions")
    from_on = models.DateField(_("停表日"))
    to_on = models.DateField(_("复表日"), null=True, blank=True)
    reason = models.TextField(_("理由"))
    until_on = models.DateField(_("到期日"), null=True, blank=True)
    approved_at = models.DateTimeField(_("批准时间"), null=True, blank=True)
    approved_by = by(_("批准人"))
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批件"))

    class Meta:
        verbose_name = _("中止")
        ordering = ("problem_id", "id")
        constraints = (models.UniqueConstraint(fields=["problem"], condition=models.Q(to_on=None), name="one_open_suspension"),)

    def __str__(self) -> str:
        return f"{self.from_on}"


class Objection(models.Model):
    """What somebody said against closing a problem while it was published; open until it is answered."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="objections")
    text = models.TextField(_("异议"))
    raised_at = models.DateTimeField(_("提出时间"))
    raised_by = by(_("登记人"))
    answer = models.TextField(_("答复"), blank=True)
    upheld = models.BooleanField(_("成立"), default=False)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = by(_("答复人"))

    class Meta:
        verbose_name = _("公示异议")
        ordering = ("problem_id", "id")

    def __str__(self) -> str:
        return self.text
