"""What other bodies found already: their reports, what was taken from them, the quarterly lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.finding.models.columns import person
from bihuan.finding.vocabulary.feedback import Level, Quarter, ReportKind, Side
from bihuan.foundation.audit.hands import by, pair
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem


class SourceReport(models.Model):
    """A report, feedback or naming by another body that the joint check combs through (M60, M62, M64, M65)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="source_reports")
    kind = models.CharField(_("种类"), max_length=16, choices=ReportKind.choices())
    issuer = models.CharField(_("出具机构"), max_length=120)
    level = models.CharField(_("点名层级"), max_length=12, choices=Level.choices(), blank=True)
    reference = models.CharField(_("文号或编号"), max_length=80, blank=True)
    title = models.CharField(_("标题"), max_length=200)
    matter = models.TextField(_("点名事项"), blank=True)
    dated_on = models.DateField(_("日期"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("附件"))
    registered_at = models.DateTimeField(_("登记时间"))
    registered_by = by(_("登记人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("反馈材料")
        ordering = ("-dated_on", "-pk")
        indexes = (models.Index(fields=["campaign", "-dated_on", "-id"], name="source_reports_latest"),)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "kind", "reference"], condition=~models.Q(reference=""), name="source_report_once"),
            models.CheckConstraint(condition=~models.Q(kind="naming", level=""), name="a_naming_says_its_level"),
        )

    def __str__(self) -> str:
        return self.title


class JointFinding(models.Model):
    """One instance found by the joint check, in the words of its source; `matter` is what instances of one kind are gathered under (N19).

    Without a report it came by an instruction, a black list or straight from the ledger, and was gathered under a matter here."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="joint_findings")
    report = models.ForeignKey(SourceReport, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("反馈材料"))
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+", verbose_name=_("单位"))
    person = person(_("责任人"))
    matter = models.CharField(_("事项"), max_length=120)
    text = models.TextField(_("问题"))
    number = models.CharField(_("材料中的编号"), max_length=60, blank=True)
    problem = models.OneToOneField(Problem, models.PROTECT, related_name="+", verbose_name=_("台账里的问题"))
    noted_at = models.DateTimeField(_("列入时间"))
    noted_by = by(_("列入人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("组织联查问题")
        ordering = ("pk",)
        indexes = (models.Index(fields=["campaign", "matter", "unit"], name="joint_findings_by_matter"),)
        constraints = (
            models.UniqueConstraint(fields=["report", "number"], condition=~models.Q(number=""), name="number_in_a_report_once"),
        )

    def __str__(self) -> str:
        return f"{self.pk}"


class RedBlackList(models.Model):
    """The quarterly list of the best and the worst units, with the criteria and the decision behind it (M63)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="red_black_lists")
    year = models.PositiveSmallIntegerField(_("年份"))
    quarter = models.CharField(_("季度"), max_length=1, choices=Quarter.choices())
    publisher = models.CharField(_("发布机构"), max_length=120)
    criteria = models.TextField(_("评定标准"))
    decision = models.CharField(_("研究决定"), max_length=300)
    decided_on = models.DateField(_("决定日期"))
    published_on = models.DateField(_("发布日期"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("附件"))
    kept_at = models.DateTimeField(_("登记时间"))
    kept_by = by(_("登记人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("红黑榜")
        ordering = ("-year", "-quarter", "-pk")
        indexes = (models.Index(fields=["campaign", "-year", "-quarter", "-id"], name="red_black_lists_latest"),)
        constraints = (models.UniqueConstraint(fields=["campaign", "year", "quarter", "publisher"], name="red_black_list_once"),)

    def __str__(self) -> str:
        return f"{self.year} {self.get_quarter_display()}"


class RedBlackEntry(models.Model):
    """A unit on one side of a list, and why. An entry on the black side can be turned into a finding, once. One that was wrong is withdrawn;
    `withdrawn_in_public` says that the list had been published by then, so that everybody who may read the list still reads what became of it."""

    list = models.ForeignKey(RedBlackList, models.PROTECT, related_name="entries")
    side = models.CharField(_("榜别"), max_length=5, choices=Side.choices())
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+", verbose_name=_("单位"))
    grounds = models.TextField(_("上榜理由"))
    problem = models.OneToOneField(Problem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("台账里的问题"))
    entered_at = models.DateTimeField(_("登记时间"))
    entered_by = by(_("登记人"))
    turned_at = models.DateTimeField(_("转为问题时间"), null=True, blank=True)
    turned_by = by(_("转为问题的人"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_by = by(_("撤回人"))
    withdrawn_why = models.TextField(_("撤回原因"), blank=True)
    withdrawn_in_public = models.BooleanField(_("撤回时已发布"), default=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("上榜单位")
        ordering = ("list_id", "-side", "pk")
        constraints = (
            models.UniqueConstraint(fields=["list", "unit"], condition=models.Q(withdrawn_at=None), name="unit_on_a_list_once"),
            pair("turned", "red_black_turned_pair"),
            pair("withdrawn", "red_black_withdrawn_pair"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_in_public=False) | ~models.Q(withdrawn_at=None), name="only_withdrawn_entries_in_public"
            ),
            models.CheckConstraint(condition=models.Q(problem=None) | models.Q(side="black"), name="only_black_entries_turn"),
        )

    def __str__(self) -> str:
        return f"{self.pk}"
