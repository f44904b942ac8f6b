"""What a campaign and its parts are. Lists that nobody filters by are JSON; whatever a figure counts is a row."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.rules.settings import settings_of
from bihuan.campaigns.vocabulary import CampaignState, Duty, GroupKind, GroupPost, Origin, RosterChange, RosterRole, TaskState, ViewScope
from bihuan.foundation.audit.models import VersionRow
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Person, Unit

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
            models.CheckConstraint(condition=models.Q(started_by=None) | ~models.Q(started_at=None), name="campaign_started_pair"),
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
        return Category.objects.filter(catalogue__campaign=self).count()

    @property
    def manifestation_count(self) -> int:
        """Manifestations of its catalogue (N10)."""
        return Manifestation.objects.filter(category__catalogue__campaign=self).count()

    @property
    def head_count(self) -> int:
        """Heads of its leading group (N03)."""
        return GroupMember.objects.filter(group__campaign=self, group__kind=GroupKind.LEADING, post=GroupPost.HEAD).count()

    @property
    def supervision_count(self) -> int:
        """Supervision groups in charge of a unit (N05)."""
        charged = GroupUnit.objects.filter(campaign=self, group__kind=GroupKind.SUPERVISION)
        return charged.values("group").distinct().count()


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


class Catalogue(models.Model):
    """What counts as a problem in this campaign, in two levels. `umbrella` may be shared by several campaigns (M34)."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="catalogue")
    name = models.CharField(_("名称"), max_length=120)
    umbrella = models.CharField(_("总称"), max_length=120, blank=True)
    extra = models.JSONField(_("其他"), default=dict, blank=True)  # {words, study}

    class Meta:
        verbose_name = _("问题目录")

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """A category of the catalogue; it may carry responsible unit, time limit and measures (M40)."""

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="categories")
    order = models.PositiveSmallIntegerField(_("次序"))
    name = models.CharField(_("类别"), max_length=200)
    raises = models.CharField(_("提升"), max_length=200, blank=True)
    dimension = models.CharField(_("维度"), max_length=60, blank=True)
    responsible_units = models.JSONField(_("责任单位"), default=list, blank=True)  # [text]
    deadline = models.CharField(_("完成时限"), max_length=200, blank=True)
    measures = models.JSONField(_("整治措施"), default=list, blank=True)  # [text]
    extra = models.JSONField(_("其他"), default=dict, blank=True)  # {words, due_on, origin, origin_note}

    class Meta:
        verbose_name = _("问题类别")
        ordering = ("catalogue_id", "order")
        constraints = (models.UniqueConstraint(fields=["catalogue", "order"], name="category_order_once"),)

    def __str__(self) -> str:
        return self.name


class Manifestation(models.Model):
    """A concrete manifestation. `needs_text` marks the catch-all, under which a finding must describe itself (M38)."""

    category = models.ForeignKey(Category, models.PROTECT, related_name="manifestations")
    order = models.PositiveSmallIntegerField(_("次序"))
    number = models.CharField(_("编号"), max_length=16, blank=True)
    text = models.TextField(_("具体表现"))
    strict_check = models.BooleanField(_("严查项"), default=False)
    needs_text = models.BooleanField(_("须另行描述"), default=False)
    origin = models.CharField(_("出处"), max_length=16, choices=Origin.choices(), default=Origin.OWN)
    origin_note = models.CharField(_("出处说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("具体表现")
        ordering = ("category_id", "order")
        constraints = (models.UniqueConstraint(fields=["category", "order"], name="manifestation_order_once"),)

    def __str__(self) -> str:
        return self.text


class Group(models.Model):
    """Leading group, office or supervision group of a campaign. A dissolved one stays for the duties and tasks of its time."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="groups")
    kind = models.CharField(_("性质"), max_length=16, choices=GroupKind.choices())
    order = models.PositiveSmallIntegerField(_("次序"), default=0)
    name = models.CharField(_("名称"), max_length=120)
    note = models.TextField(_("组成（原文）"), blank=True)
    dissolved_on = models.DateField(_("撤销日期"), null=True, blank=True)
    units = models.ManyToManyField(Unit, through="GroupUnit", related_name="supervised_by", verbose_name=_("督导单位"))

    class Meta:
        verbose_name = _("工作机构")
        ordering = ("campaign_id", "kind", "order", "id")
        constraints = (models.UniqueConstraint(fields=["campaign", "name"], condition=models.Q(dissolved_on=None), name="group_name_once"),)

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A seat in a group. Two heads are allowed; each one's sign-offs are recorded under his own name (M03)."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("人员"))
    as_written = models.CharField(_("原文写法"), max_length=200, blank=True)
    post = models.CharField(_("组内职务"), max_length=16, choices=GroupPost.choices(), default=GroupPost.MEMBER)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("机构成员")
        ordering = ("group_id", "order", "id")
        constraints = (models.UniqueConstraint(fields=["group", "person"], condition=~models.Q(person=None), name="one_seat_a_person"),)

    def __str__(self) -> str:
        return f"{self.person or self.as_written} {self.get_post_display()}"


class GroupUnit(models.Model):
    """A unit that a supervision group is in charge of: one group a unit and campaign."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="charges")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="charges")

    class Meta:
        verbose_name = _("督导分工")
        constraints = (models.UniqueConstraint(fields=["campaign", "unit"], name="one_supervision_group_a_unit"),)

    def __str__(self) -> str:
        return f"{self.group} {self.unit}"


class CoveredUnit(models.Model):
    """A unit on the frozen roster of a campaign."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="covered_units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="coverings")
    from_on = models.DateField(_("列入日期"))
    to_on = models.DateField(_("移出日期"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("整治单位")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "unit"], condition=models.Q(to_on=None), name="unit_covered_once"),
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")), name="covering_ends_after_it_began"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}"


class CoveredUnitVersion(VersionRow):
    """A covered unit as it was registered over time: what the roster of a past moment tells, whatever was registered later."""

    columns = ("campaign_id", "unit_id", "from_on", "to_on")

    row = models.ForeignKey(CoveredUnit, models.PROTECT, related_name="versions")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("整治单位的历史版本")
        constraints = (models.UniqueConstraint(fields=["row"], condition=models.Q(valid_to=None), name="one_open_version_a_covering"),)

    def __str__(self) -> str:
        return f"{self.row_id} {self.valid_from:%Y-%m-%d}"


class RosterEntry(models.Model):
    """A person on the roster from a day to a day; `unit` is the covered unit that answers, `post` and `rank` are snapshots (M18)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="roster")
    person = models.ForeignKey(Person, models.PROTECT, related_name="roster_entries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roster_entries")
    role = models.CharField(_("身份"), max_length=16, choices=RosterRole.choices())
    post = models.CharField(_("职务"), max_length=120, blank=True)
    rank = models.CharField(_("职级"), max_length=32, blank=True)
    from_on = models.DateField(_("列入日期"))
    began_by = models.CharField(_("列入方式"), max_length=16, choices=RosterChange.choices(), default=RosterChange.FROZEN)
    to_on = models.DateField(_("变更日期"), null=True, blank=True)
    ended_by = models.CharField(_("变更方式"), max_length=16, choices=RosterChange.choices(), blank=True, default="")
    reason = models.CharField(_("理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("名册")
        indexes = (models.Index(fields=["campaign", "unit", "role"], name="roster_of_a_unit"),)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "person", "unit"], condition=models.Q(to_on=None), name="person_on_roster_once_a_unit"
            ),
            models.CheckConstraint(
                condition=(models.Q(to_on=None) & models.Q(ended_by="")) | (~models.Q(to_on=None) & ~models.Q(ended_by="")),
                name="roster_end_says_how",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.post}"


class RosterVersion(VersionRow):
    """An entry of the roster as it was registered over time: what the roster of a past moment tells, whatever was registered later."""

    columns = ("campaign_id", "person_id", "unit_id", "role", "from_on", "to_on", "ended_by")

    row = models.ForeignKey(RosterEntry, models.PROTECT, related_name="versions")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    role = models.CharField(max_length=16)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        verbose_name = _("名册的历史版本")
        constraints = (models.UniqueConstraint(fields=["row"], condition=models.Q(valid_to=None), name="one_open_version_an_entry"),)

    def __str__(self) -> str:
        return f"{self.row_id} {self.valid_from:%Y-%m-%d}"


class Grant(models.Model):
    """A duty granted to a person for one campaign, towards a unit (its branch) where the duty has one."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    duty = models.CharField(_("职责"), max_length=24, choices=Duty.choices())
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name=_("对应单位"))
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name=_("所在机构"))
    granted_at = models.DateTimeField(_("授予时间"))
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("授予人"))
    ended_at = models.DateTimeField(_("收回时间"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("收回人")
    )

    class Meta:
        verbose_name = _("职责")
        indexes = (models.Index(fields=["person", "ended_at"], name="duties_of_a_person"),)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "person", "duty", "unit"],
                condition=models.Q(ended_at=None) & ~models.Q(unit=None),
                name="duty_for_a_unit_held_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "person", "duty"], condition=models.Q(ended_at=None, unit=None), name="duty_for_the_campaign_held_once"
            ),
            models.CheckConstraint(condition=models.Q(ended_by=None) | ~models.Q(ended_at=None), name="grant_ended_pair"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.get_duty_display()}"


class Delegation(models.Model):
    """A duty handed over for dates: the deputy acts for its holder, “甲 代 乙”, from a day to a day, both included.

    Without `unit` it is the duty towards every unit that the holder has. One that the office hands over rests on a scanned order."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="delegations")
    principal = models.ForeignKey(Person, models.PROTECT, related_name="delegations_given", verbose_name=_("委托人"))
    duty = models.CharField(_("职责"), max_length=24, choices=Duty.choices())
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("对应单位"))
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="delegations_taken", verbose_name=_("代办人"))
    from_on = models.DateField(_("开始"))
    to_on = models.DateField(_("截止"))
    reason = models.CharField(_("理由"), max_length=200)
    order_number = models.CharField(_("批件文号"), max_length=80, blank=True)
    order = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批件"))
    given_at = models.DateTimeField(_("委托时间"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("办理人"))
    ended_at = models.DateTimeField(_("提前结束时间"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("结束人")
    )

    class Meta:
        verbose_name = _("委托")
        ordering = ("-from_on", "-id")
        indexes = (
            models.Index(fields=["deputy", "to_on"], name="duties_of_a_deputy"),
            models.Index(fields=["principal", "to_on"], name="duties_handed_over"),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(to_on__gte=models.F("from_on")), name="delegation_ends_after_it_began"),
            models.CheckConstraint(condition=~models.Q(deputy=models.F("principal")), name="delegation_to_somebody_else"),
            models.CheckConstraint(condition=models.Q(ended_by=None) | ~models.Q(ended_at=None), name="delegation_ended_pair"),
        )

    def __str__(self) -> str:
        return f"{self.deputy} 代 {self.principal} {self.get_duty_display()}"


class Handover(models.Model):
    """Open work that went from somebody who leaves to his successors in one step; what is printed and signed by both.

    `lines` are snapshots: {what, successor, count, numbers}. Each changed row has its own record in the book."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="handovers")
    leaver = models.ForeignKey(Person, models.PROTECT, related_name="handovers", verbose_name=_("移交人"))
    reason = models.CharField(_("理由"), max_length=200)
    lines = models.JSONField(_("移交清单"), default=list)
    handed_at = models.DateTimeField(_("移交时间"))
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("办理人"))

    class Meta:
        verbose_name = _("工作移交")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.leaver}"


class Task(models.Model):
    """Work of a stage given to a body. Done only with a proof of the result; a document or a meeting alone is none (M213)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="tasks")
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="tasks")
    title = models.CharField(_("任务"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("承办单位"))
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("承办机构"))
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=TaskState.choices(), default=TaskState.OPEN)
    result = models.TextField(_("完成结果"), blank=True)
    proof = models.TextField(_("结果凭据"), blank=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("办结人")
    )

    class Meta:
        verbose_name = _("任务")
        ordering = ("campaign_id", "due_on", "id")
        indexes = (models.Index(fields=["unit", "state", "due_on"], name="tasks_due_of_a_unit"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(finished_by=None) | ~models.Q(finished_at=None), name="task_finished_pair"),
        )

    def __str__(self) -> str:
        return self.title


class Commendation(models.Model):
    """A unit, or somebody in it, held up as an example of one standard of the code of conduct (M43). Never a count of anybody."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="commendations")
    standard = models.CharField(_("准则"), max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="commendations", verbose_name=_("单位"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="commendations", verbose_name=_("个人"))
    deed = models.TextField(_("事迹"))
    on_date = models.DateField(_("表扬日期"))
    commended_at = models.DateTimeField(_("登记时间"))
    commended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("撤销人")
    )

    class Meta:
        verbose_name = _("表扬")
        ordering = ("-on_date", "-id")
        indexes = (models.Index(fields=["campaign", "-on_date", "-id"], name="commendations_latest"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(withdrawn_by=None) | ~models.Q(withdrawn_at=None), name="commendation_withdrawn_pair"
            ),
        )

    def __str__(self) -> str:
        return self.standard


class SavedView(models.Model):
    """A kept filter of somebody's: the query string of a list under a name, for himself, for a unit or for the whole campaign.

    The one without a name is how he likes the list to look: its columns, nothing else."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="saved_views")
    name = models.CharField(_("视图"), max_length=60, blank=True)
    query = models.CharField(_("条件"), max_length=2000)
    scope = models.CharField(_("谁能用"), max_length=10, choices=ViewScope.choices(), default=ViewScope.PRIVATE)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位"))

    class Meta:
        verbose_name = _("视图")
        ordering = ("user_id", "name")
        constraints = (
            models.UniqueConstraint(fields=["user", "campaign", "name"], name="view_name_once"),
            models.CheckConstraint(
                condition=models.Q(scope="unit", unit__isnull=False) | (~models.Q(scope="unit") & models.Q(unit=None)),
                name="a_unit_view_names_it",
            ),
        )

    def __str__(self) -> str:
        return self.name
