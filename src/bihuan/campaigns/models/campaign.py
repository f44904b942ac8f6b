"""A campaign and its stages."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.rules.settings import settings_of
from bihuan.campaigns.vocabulary import CampaignState, GroupKind, GroupPost
from bihuan.foundation.audit.hands import pair
from bihuan.foundation.audit.models import VersionRow
from bihuan.organisation.models import Unit

_A_CODE = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9-]{1,30}$", _("代码用字母、数字和短横，2 到 31 位。"))


class Campaign(models.Model):
    """One special rectification, from plan to summary.

    `file` holds the parts of the campaign file that nothing filters or counts by (scope, principles, channels, ladders, organisation,
    settings, switches …) in their plain form; stages and catalogue are rows. `queries.file_of` puts the whole together again."""

    code = models.CharField(_("代码"), max_length=32, unique=True, validators=[_A_CODE])
    title = models.CharField(_("名称"), max_length=200)
    state = models.CharField(_("状态"), max_length=16, choices=CampaignState.choices(), default=CampaignState.PREPARED)
    root = models.ForeignKey(Unit, models.PROTECT, related_name="campaigns", verbose_name=_("所在单位"))
    start_on = models.DateField(_("开始"), null=True, blank=True)
    end_on = models.DateField(_("结束"), null=True, blank=True)
    planned_end_on = models.DateField(_("原定结束"), null=True, blank=True)
    basis = models.JSONField(_("依据"), default=list, blank=True)  # [text]
    doc_numbers = models.JSONField(_("文号"), default=list, blank=True)  # [text]
    decided_by = models.CharField(_("决定机关"), max_length=200, blank=True)
    file = models.JSONField(_("专项文件"), default=dict, blank=True)
    roster_frozen_on = models.DateField(_("名册确定日"), null=True, blank=True)
    threshold_settled_at = models.DateTimeField(_("职级界线确认时间"), null=True, blank=True)
    threshold_settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("职级界线确认人")
    )
    prepared_at = models.DateTimeField(_("建立时间"))
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("建立人"))
    started_at = models.DateTimeField(_("启动时间"), null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("启动人")
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("专项")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(end_on=None) | models.Q(start_on=None) | models.Q(end_on__gte=models.F("start_on")),
                name="campaign_ends_after_start",
            ),
            pair("started", "campaign_started_pair"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def near_days(self) -> int:
        """So many working days before its time limit a problem counts as near."""
        return settings_of(self.file).near_days

    @property
    def stage_count(self) -> int:
        """Stages it has (N08)."""
        return self.stages.count()

    @property
    def category_count(self) -> int:
        """Categories of its catalogue (N09)."""
        return Campaign.objects.filter(pk=self.pk, catalogue__categories__isnull=False).count()

    @property
    def manifestation_count(self) -> int:
        """Manifestations of its catalogue (N10)."""
        return Campaign.objects.filter(pk=self.pk, catalogue__categories__manifestations__isnull=False).count()

    @property
    def head_count(self) -> int:
        """Heads of its leading group (N03)."""
        return self.groups.filter(kind=GroupKind.LEADING, members__post=GroupPost.HEAD).count()

    @property
    def supervision_count(self) -> int:
        """Supervision groups in charge of a unit (N05)."""
        return self.groups.filter(kind=GroupKind.SUPERVISION, charges__isnull=False).distinct().count()


class CampaignVersion(VersionRow):
    """What figures tell of a campaign itself over time: settings that lists are coloured by, sizes of its plan, its bodies (F8)."""

    columns = ("near_days", "stage_count", "category_count", "manifestation_count", "head_count", "supervision_count")

    row = models.ForeignKey(Campaign, models.PROTECT, related_name="versions")
    near_days = models.PositiveSmallIntegerField()
    stage_count = models.PositiveSmallIntegerField()
    category_count = models.PositiveIntegerField()
    manifestation_count = models.PositiveIntegerField()
    head_count = models.PositiveIntegerField()
    supervision_count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("专项的历史版本")
        constraints = (models.UniqueConstraint(fields=["row"], condition=models.Q(valid_to=None), name="one_open_version_a_campaign"),)

    def __str__(self) -> str:
        return f"{self.row_id} {self.valid_from:%Y-%m-%d}"


class Stage(models.Model):
    """A dated part of a campaign. `start_on` and `end_on` are the days in force; `planned_*` those of the plan, which stay.

    `finished_at`: it was declared over, which matters where the campaign has gates between its stages."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="stages")
    order = models.PositiveSmallIntegerField(_("次序"))
    name = models.CharField(_("阶段"), max_length=120)
    start_on = models.DateField(_("开始"), null=True, blank=True)
    end_on = models.DateField(_("结束"), null=True, blank=True)
    planned_start_on = models.DateField(_("原定开始"), null=True, blank=True)
    planned_end_on = models.DateField(_("原定结束"), null=True, blank=True)
    finished_at = models.DateTimeField(_("宣布结束时间"), null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("宣布人")
    )
    finished_reason = models.TextField(_("未达条件而结束的理由"), blank=True)
    as_written = models.CharField(_("时间（原文）"), max_length=200, blank=True)
    aims = models.JSONField(_("阶段任务"), default=list, blank=True)  # [text]

    class Meta:
        verbose_name = _("阶段")
        ordering = ("campaign_id", "order")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "order"], name="stage_order_once"),
            models.CheckConstraint(
                condition=models.Q(end_on=None) | models.Q(start_on=None) | models.Q(end_on__gte=models.F("start_on")),
                name="stage_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return self.name


class StageExtension(models.Model):
    """A recorded prolongation (or, for the stages after a prolonged one, a shift): who decided, why, from which end to which (M25)."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="extensions")
    from_on = models.DateField(_("原结束日"))
    to_on = models.DateField(_("延至"))
    decision = models.CharField(_("决定"), max_length=200)
    reason = models.TextField(_("理由"))
    decided_at = models.DateTimeField(_("登记时间"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = _("阶段延期")
        ordering = ("stage_id", "id")
        constraints = (models.CheckConstraint(condition=models.Q(to_on__gt=models.F("from_on")), name="extension_goes_forward"),)

    def __str__(self) -> str:
        return f"{self.stage} → {self.to_on}"
