"""Papers of a handling that left the house, and how its measure was carried out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.appeals import Appeal
from bihuan.accountability.models.handling import Handling
from bihuan.accountability.vocabulary.papers import PaperKind, PaperPurpose
from bihuan.foundation.audit.hands import by, pair


class HandlingPaper(models.Model):
    """One paper as it was taken out: `content` as plain values, `figures` the list of its numbers, `seal` the signature over it, by which a file that
    somebody holds is checked later. It stands in no register of documents: whoever may not know of the handling does not know of its papers."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="papers")
    appeal = models.ForeignKey(Appeal, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("申诉"))
    kind = models.CharField(_("文书"), max_length=20, choices=PaperKind.choices())
    purpose = models.CharField(_("用途"), max_length=12, choices=PaperPurpose.choices())
    number = models.CharField(_("文号"), max_length=120, blank=True)
    content = models.JSONField(_("内容"), default=dict, blank=True)
    figures = models.JSONField(_("数据清单"), default=dict, blank=True)
    figures_digest = models.CharField(_("数据清单摘要"), max_length=64, blank=True)
    seal = models.JSONField(_("数据清单签名"), null=True, blank=True)
    taken_at = models.DateTimeField(_("输出时间"))
    taken_by = by(_("输出人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("处理文书")
        ordering = ("-pk",)
        constraints = (pair("taken", "handling_paper_taken_pair"),)

    def __str__(self) -> str:
        return f"{self.handling_id} {self.pk}"


class MeasureRecord(models.Model):
    """How a measure was carried out: a talk held, a self-examination handed in, a notice read out, a suspension that ended (`outcome`, M140). `reply`
    is what the person said. He reads it, and may say that he did (M130)."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="records")
    held_on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    present = models.CharField(_("参加人"), max_length=300)
    text = models.TextField(_("情况"))
    reply = models.TextField(_("本人意见"), blank=True)
    outcome = models.TextField(_("结果"), blank=True)
    written_at = models.DateTimeField(_("登记时间"))
    written_by = by(_("登记人"))
    read_at = models.DateTimeField(_("本人确认时间"), null=True, blank=True)
    read_by = by(_("确认人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("措施执行情况")
        ordering = ("handling_id", "pk")
        constraints = (pair("written", "measure_record_written_pair"), pair("read", "measure_record_read_pair"))

    def __str__(self) -> str:
        return f"{self.handling_id} {self.pk}"
