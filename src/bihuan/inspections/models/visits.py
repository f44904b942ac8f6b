"""Plans of supervision, draws for them, checklists, visits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign, Group, Manifestation
from bihuan.foundation.audit.hands import by, pair
from bihuan.foundation.draws.models import Draw
from bihuan.inspections.vocabulary import PlaceKind, PlanKind, PlanState, VisitKind, VisitState
from bihuan.organisation.models import Person, Unit


class InspectionPlan(models.Model):
    """A written plan of supervision (督查方案): by whose authority, under which filed yearly plan, which units, what is looked at, when.

    Approved it is not changed: another scope is another plan (政府督查工作条例 第七条、第十五条)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="inspection_plans")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("督导组"))
    title = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("种类"), max_length=10, choices=PlanKind.choices(), default=PlanKind.SPECIAL)
    authority = models.CharField(_("督查授权"), max_length=200)
    filing = models.CharField(_("年度督查计划备案"), max_length=200)
    content = models.TextField(_("督查内容"))
    method = models.TextField(_("督查方式"), blank=True)
    from_on = models.DateField(_("开始"))
    to_on = models.DateField(_("结束"))
    units = models.ManyToManyField(Unit, related_name="inspection_plans", verbose_name=_("督查对象"))
    state = models.CharField(_("状态"), max_length=10, choices=PlanState.choices(), default=PlanState.DRAFTED)
    drafted_at = models.DateTimeField(_("拟定时间"))
    drafted_by = by(_("拟定人"))
    approved_at = models.DateTimeField(_("批准时间"), null=True, blank=True)
    approved_by = by(_("批准人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("督查方案")
        ordering = ("-from_on", "-pk")
        indexes = (models.Index(fields=["campaign", "-from_on", "-id"], name="inspection_plans_latest"),)
        constraints = (
            pair("approved", "inspection_plan_approved_pair"),
            models.CheckConstraint(condition=models.Q(to_on__gte=models.F("from_on")), name="inspection_plan_ends_after_it_began"),
        )

    def __str__(self) -> str:
        return self.title


class PlanDraw(models.Model):
    """A draw of units, people or times made for a plan."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="inspection_draws")
    plan = models.ForeignKey(InspectionPlan, models.PROTECT, related_name="draws")
    draw = models.OneToOneField(Draw, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("封存时间"))
    made_by = by(_("封存人"))

    class Meta:
        verbose_name = _("督查抽取")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["campaign", "-id"], name="plan_draws_latest"),)

    def __str__(self) -> str:
        return f"{self.draw_id}"


class Checklist(models.Model):
    """What to look at, point by point: given out with a visit, filled in at the spot (M108, M116)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="checklists")
    title = models.CharField(_("名称"), max_length=120)
    made_at = models.DateTimeField(_("制定时间"))
    made_by = by(_("制定人"))
    retired_on = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("检查单")
        ordering = ("campaign_id", "pk")
        constraints = (models.UniqueConstraint(fields=["campaign", "title"], name="checklist_title_once"),)

    def __str__(self) -> str:
        return self.title


class ChecklistLine(models.Model):
    """One point of a checklist: its subject, what to look for, the manifestation of the catalogue that it is."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="lines")
    order = models.PositiveSmallIntegerField(_("次序"))
    subject = models.CharField(_("方面"), max_length=60)
    text = models.CharField(_("看什么"), max_length=400)
    manifestation = models.ForeignKey(Manifestation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("具体表现"))

    class Meta:
        verbose_name = _("检查单的一项")
        ordering = ("checklist_id", "order")
        constraints = (models.UniqueConstraint(fields=["checklist", "order"], name="checklist_line_once"),)

    def __str__(self) -> str:
        return self.text


class Visit(models.Model):
    """One going there (明察暗访, M113): under which plan, whom, what for, where, when, who goes, who approved it; later what was found in sum.

    A covert one exists for office, group and whoever approves it alone until it is reported."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="visits")
    plan = models.ForeignKey(InspectionPlan, models.PROTECT, related_name="visits", verbose_name=_("督查方案"))
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="visits", verbose_name=_("被检查单位"))
    kind = models.CharField(_("方式"), max_length=8, choices=VisitKind.choices())
    purpose = models.TextField(_("目的"))
    place_kind = models.CharField(_("场所性质"), max_length=8, choices=PlaceKind.choices())
    place = models.CharField(_("地点"), max_length=120)
    visit_on = models.DateField(_("检查日期"))
    hour = models.CharField(_("时间"), max_length=20)
    inspectors = models.ManyToManyField(Person, related_name="visits", verbose_name=_("检查人员"))
    checklist = models.ForeignKey(Checklist, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("检查单"))
    state = models.CharField(_("状态"), max_length=10, choices=VisitState.choices(), default=VisitState.PROPOSED)
    proposed_at = models.DateTimeField(_("提出时间"))
    proposed_by = by(_("提出人"))
    approved_at = models.DateTimeField(_("批准时间"), null=True, blank=True)
    approved_by = by(_("批准人"))
    reported_at = models.DateTimeField(_("报告时间"), null=True, blank=True)
    reported_by = by(_("报告人"))
    summary = models.TextField(_("检查情况"), blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("检查")
        ordering = ("-visit_on", "-pk")
        indexes = (
            models.Index(fields=["campaign", "-visit_on", "-id"], name="visits_latest"),
            models.Index(fields=["unit", "visit_on"], name="visits_of_a_unit"),
        )
        constraints = (
            pair("approved", "visit_approved_pair"),
            pair("reported", "visit_reported_pair"),
            models.CheckConstraint(condition=~models.Q(place_kind="private"), name="no_visit_in_private_places"),
        )

    def __str__(self) -> str:
        return f"{self.pk}"
