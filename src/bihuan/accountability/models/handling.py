"""One matter of one person or unit, from the facts to the end of what followed."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.bodies import DecisionBody
from bihuan.accountability.vocabulary.handling import Asked, HandlingState, Origin, Served
from bihuan.accountability.vocabulary.measures import CaseClass, Level
from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Person, Unit


def _pairs(*whats: str) -> tuple[models.CheckConstraint, ...]:
    return tuple(pair(what, f"handling_{what}_pair") for what in whats)


def _moment(label: Any) -> models.DateTimeField[Any, Any]:
    return models.DateTimeField(label, null=True, blank=True)


class Handling(models.Model):
    """`person` is whom it is about, empty where it is about `unit`; `unit` is where he served when it was opened. Words about him never enter the
    book. `measure` is an id of the rule pack or of the plan; `step` the rung of the campaign's ladder. `parent` is the typical case whose inquiry on
    leadership this one is (M126); `earlier` the education that did not help (M136)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="handlings")
    number = models.PositiveIntegerField(_("序号"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="handlings", verbose_name=_("对象"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    matter = models.CharField(_("事由"), max_length=200)
    state = models.CharField(_("状态"), max_length=12, choices=HandlingState.choices(), default=HandlingState.DRAFT)
    handler = models.ForeignKey(DecisionBody, models.PROTECT, related_name="+", verbose_name=_("承办机构"))
    opened_at = models.DateTimeField(_("提出时间"))
    opened_by = by(_("提出人"))
    typical = models.BooleanField(_("典型案件"), default=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="inquiries", verbose_name=_("领导责任核查所对应的案件")
    )
    level = models.CharField(_("领导责任"), max_length=12, choices=Level.choices(), blank=True)
    earlier = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("此前的教育"))
    unchanged = models.TextField(_("经教育仍不改正的依据"), blank=True)
    # sorted and weighed
    case_class = models.CharField(_("分类"), max_length=12, choices=CaseClass.choices(), blank=True)
    class_reason = models.TextField(_("分类理由"), blank=True)
    health = models.CharField(_("身体状况"), max_length=12, choices=Asked.choices(), blank=True)
    workload = models.CharField(_("工作负担"), max_length=12, choices=Asked.choices(), blank=True)
    orders = models.CharField(_("指令冲突"), max_length=12, choices=Asked.choices(), blank=True)
    circumstances = models.TextField(_("情节轻重"), blank=True)
    effect = models.TextField(_("影响程度"), blank=True)
    origin = models.CharField(_("发现来源的考虑"), max_length=8, choices=Origin.choices(), blank=True)
    origin_text = models.TextField(_("怎样考虑"), blank=True)
    tolerance = models.JSONField(_("容错审查"), default=dict, blank=True)
    # proposed
    step = models.PositiveSmallIntegerField(_("阶梯级次"), null=True, blank=True)
    measure = models.CharField(_("措施"), max_length=100, blank=True)
    rule = models.CharField(_("依据的规定"), max_length=300, blank=True)
    weight_reason = models.TextField(_("轻重理由"), blank=True)
    mend_on = models.DateField(_("整改期限"), null=True, blank=True)
    until_on = models.DateField(_("期限至"), null=True, blank=True)
    after_training = models.TextField(_("已安排的学习培训"), blank=True)
    proposed_at = _moment(_("建议时间"))
    proposed_by = by(_("建议人"))
    # heard
    noticed_at = _moment(_("告知时间"))
    noticed_by = by(_("告知人"))
    respond_on = models.DateField(_("陈述期限"), null=True, blank=True)
    waived_at = _moment(_("表示不陈述的时间"))
    waived_by = by(_("表示不陈述的人"))
    # decided
    body = models.ForeignKey(DecisionBody, models.PROTECT, null=True, blank=True, related_name="handlings", verbose_name=_("决定机构"))
    submitted_at = _moment(_("提请时间"))
    submitted_by = by(_("提请人"))
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    document = models.CharField(_("决定文号"), max_length=80, blank=True)
    outside_body = models.CharField(_("作出决定的机关"), max_length=120, blank=True)
    decision = models.TextField(_("决定理由"), blank=True)
    heard_text = models.TextField(_("对陈述的采纳情况"), blank=True)
    present = models.CharField(_("集体研究人员"), max_length=300, blank=True)
    decided_at = _moment(_("决定登记时间"))
    decided_by = by(_("决定登记人"))
    # in effect
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    served_how = models.CharField(_("送达方式"), max_length=12, choices=Served.choices(), blank=True)
    served_at = _moment(_("送达登记时间"))
    served_by = by(_("送达登记人"))
    ends_on = models.DateField(_("影响期至"), null=True, blank=True)
    follow_on = models.DateField(_("跟踪日期"), null=True, blank=True)
    appeal_until_on = models.DateField(_("申诉期限"), null=True, blank=True)
    appeal_waived_at = _moment(_("表示不申诉的时间"))
    appeal_waived_by = by(_("表示不申诉的人"))
    reason = models.TextField(_("理由"), blank=True)  # of the last step that asks for one: sent back, dropped, lifted, undone
    over_at = _moment(_("结束时间"))
    over_by = by(_("结束人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("处理")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["campaign", "state", "-id"], name="handlings_latest"),
            models.Index(fields=["person", "-id"], name="handlings_of_a_person"),
            models.Index(fields=["state", "ends_on"], name="handlings_that_end"),
            models.Index(fields=["body", "state"], name="handlings_of_a_body"),
        )
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="handling_number_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=("in_force", "ended", "lifted"))
                | (models.Q(decided_on__isnull=False, served_on__isnull=False, follow_on__isnull=False) & ~models.Q(measure="")),
                name="in_force_only_what_was_decided_and_served",
            ),
            *_pairs("opened", "proposed", "noticed", "waived", "submitted", "decided", "served", "appeal_waived", "over"),
        )

    def __str__(self) -> str:
        return f"{self.number}"
