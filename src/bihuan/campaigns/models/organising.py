"""Organisation at work: secondments, deputy heads and their units, the key few, goals, linked campaigns, what units add of their own."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models.bodies import Group
from bihuan.campaigns.models.campaign import Campaign
from bihuan.campaigns.models.catalogue import Category, Manifestation
from bihuan.campaigns.models.work import Task
from bihuan.campaigns.vocabulary.organising import LOW_LEVELS, Level, LinkKind
from bihuan.foundation.audit.hands import pair
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Person, Unit


def _by(label: Any, *, ends: bool = False) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=ends, db_index=False, related_name="+", verbose_name=label
    )


class Secondment(models.Model):
    """Somebody lent to a body of the campaign from a home unit, from a day to a day: his access ends with it (M08).

    From county level or below it rests on an approval with number and file (domain.md E1.8)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="secondments")
    group = models.ForeignKey(Group, models.PROTECT, related_name="secondments", verbose_name=_("借调到"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="secondments", verbose_name=_("借调人员"))
    home = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("原单位"))
    level = models.CharField(_("原单位层级"), max_length=12, choices=Level.choices())
    from_on = models.DateField(_("借调开始"))
    to_on = models.DateField(_("借调截止"))
    approval_number = models.CharField(_("批件文号"), max_length=80, blank=True)
    approval = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批件"))
    seconded_at = models.DateTimeField(_("登记时间"))
    seconded_by = _by(_("登记人"))
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    ended_by = _by(_("办理结束的人"), ends=True)

    class Meta:
        verbose_name = _("借调")
        ordering = ("-from_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=["group", "person"], condition=models.Q(ended_at=None), name="seconded_once_a_body"),
            models.CheckConstraint(condition=models.Q(to_on__gte=models.F("from_on")), name="secondment_ends_after_it_began"),
            models.CheckConstraint(
                condition=~models.Q(level__in=[one.value for one in LOW_LEVELS])
                | (~models.Q(approval_number="") & models.Q(approval__isnull=False)),
                name="a_low_level_lends_with_an_approval",
            ),
            pair("ended", "secondment_ended_pair"),
        )

    def __str__(self) -> str:
        return f"{self.person}"


class Portfolio(models.Model):
    """A covered unit in the charge of one deputy head of the leading group (M04)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="portfolios")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="portfolios", verbose_name=_("单位"))
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="portfolios", verbose_name=_("分管副组长"))
    attached_at = models.DateTimeField(_("明确时间"))
    attached_by = _by(_("明确人"))
    detached_at = models.DateTimeField(_("调整时间"), null=True, blank=True)
    detached_by = _by(_("调整人"), ends=True)

    class Meta:
        verbose_name = _("分管单位")
        ordering = ("campaign_id", "deputy_id", "unit_id")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "unit"], condition=models.Q(detached_at=None), name="one_deputy_head_a_unit"),
            pair("detached", "portfolio_detached_pair"),
        )

    def __str__(self) -> str:
        return f"{self.deputy} {self.unit}"


class KeyFew(models.Model):
    """Somebody marked as one of the key few in a campaign (关键少数, M15): a mark to look closely, never a measure."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="key_few")
    person = models.ForeignKey(Person, models.PROTECT, related_name="key_marks", verbose_name=_("干部"))
    first_hand = models.BooleanField(_("一把手"), default=False)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    marked_at = models.DateTimeField(_("列入时间"))
    marked_by = _by(_("列入人"))
    unmarked_at = models.DateTimeField(_("移出时间"), null=True, blank=True)
    unmarked_by = _by(_("移出人"), ends=True)

    class Meta:
        verbose_name = _("关键少数")
        ordering = ("campaign_id", "person__sort_key")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "person"], condition=models.Q(unmarked_at=None), name="marked_as_key_once"),
            pair("unmarked", "key_unmarked_pair"),
        )

    def __str__(self) -> str:
        return f"{self.person}"


class GoalTie(models.Model):
    """A goal of the plan (its words) tied to a figure or to a task with its result (M19): what the final report says under that goal."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="goal_ties")
    goal = models.CharField(_("目标"), max_length=1000)
    figure = models.CharField(_("指标"), max_length=16, blank=True)
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("任务"))
    note = models.CharField(_("怎样算达到"), max_length=300, blank=True)
    tied_at = models.DateTimeField(_("挂接时间"))
    tied_by = _by(_("挂接人"))
    untied_at = models.DateTimeField(_("取消时间"), null=True, blank=True)
    untied_by = _by(_("取消人"), ends=True)

    class Meta:
        verbose_name = _("目标挂接")
        ordering = ("campaign_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=(~models.Q(figure="") & models.Q(task=None)) | (models.Q(figure="") & models.Q(task__isnull=False)),
                name="a_goal_is_tied_to_one_thing",
            ),
            pair("untied", "goal_untied_pair"),
        )

    def __str__(self) -> str:
        return self.goal[:60]


class CampaignLink(models.Model):
    """This campaign belongs to other work: another campaign here (`other`), or work outside that has a name only (M30).

    `inside`: `other` has its own plan and runs inside this one (M211)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="links")
    other = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="linked_from", verbose_name=_("专项"))
    label = models.CharField(_("工作名称"), max_length=200, blank=True)
    kind = models.CharField(_("关系"), max_length=12, choices=LinkKind.choices(), default=LinkKind.TIED.value)
    note = models.CharField(_("怎样贯通"), max_length=300, blank=True)
    linked_at = models.DateTimeField(_("关联时间"))
    linked_by = _by(_("关联人"))
    parted_at = models.DateTimeField(_("取消时间"), null=True, blank=True)
    parted_by = _by(_("取消人"), ends=True)

    class Meta:
        verbose_name = _("关联专项")
        ordering = ("campaign_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "other"], condition=models.Q(parted_at=None) & ~models.Q(other=None), name="linked_once"
            ),
            models.CheckConstraint(condition=~models.Q(other=models.F("campaign")), name="linked_to_another"),
            models.CheckConstraint(condition=~models.Q(other=None, label=""), name="a_link_says_to_what"),
            models.CheckConstraint(condition=~models.Q(other=None) | models.Q(kind="tied"), name="inside_is_a_campaign"),
            pair("parted", "link_parted_pair"),
        )

    def __str__(self) -> str:
        return self.label or str(self.other)


class LocalManifestation(models.Model):
    """What a unit found to be its own form of an item of the catalogue; what is recorded under it counts under the item (M44)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="local_manifestations")
    parent = models.ForeignKey(Manifestation, models.PROTECT, related_name="local", verbose_name=_("对应的具体表现"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="local_manifestations", verbose_name=_("单位"))
    text = models.CharField(_("本单位的具体表现"), max_length=300)
    added_at = models.DateTimeField(_("细化时间"))
    added_by = _by(_("细化人"))
    dropped_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    dropped_by = _by(_("停用人"), ends=True)

    class Meta:
        verbose_name = _("细化的具体表现")
        ordering = ("parent__category__order", "parent__order", "id")
        indexes = (models.Index(fields=["campaign", "unit"], name="local_forms_of_a_unit"),)
        constraints = (pair("dropped", "local_dropped_pair"),)

    def __str__(self) -> str:
        return self.text


class UnitMeasure(models.Model):
    """What a unit does to carry out a measure of the campaign, in its own words; the measure itself stays as the plan has it (M32)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="unit_measures")
    category = models.ForeignKey(Category, models.PROTECT, related_name="unit_measures", verbose_name=_("类别"))
    measure = models.CharField(_("专项的整治措施"), max_length=500)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="unit_measures", verbose_name=_("单位"))
    text = models.CharField(_("本单位的措施"), max_length=1000)
    added_at = models.DateTimeField(_("细化时间"))
    added_by = _by(_("细化人"))
    dropped_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    dropped_by = _by(_("停用人"), ends=True)

    class Meta:
        verbose_name = _("细化的整治措施")
        ordering = ("category__order", "unit_id", "id")
        indexes = (models.Index(fields=["campaign", "unit"], name="measures_of_a_unit"),)
        constraints = (pair("dropped", "unit_measure_dropped_pair"),)

    def __str__(self) -> str:
        return self.text[:60]
