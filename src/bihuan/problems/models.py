"""What a problem and its parts are. One `Problem` is one finding about one owner: one ledger entry."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign, Category, Manifestation, Stage
from bihuan.foundation.audit.models import ReplacedRow, VersionRow
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Person, Unit
from bihuan.problems.vocabulary import CauseKind, EditKind, Held, OwnerLevel, Path, Ruling, Source, State, Strata, VoidKind, Weight

_User = settings.AUTH_USER_MODEL


def _by(label: Any) -> models.ForeignKey:
    # nobody looks rows up by the hand that moved them: no index
    return models.ForeignKey(_User, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=label)


def _person(label: Any) -> models.ForeignKey:
    # the person whose account it was at that moment: an account tied to somebody else later does not change whose hand it was
    return models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=label)


class Batch(models.Model):
    """Corrections that a unit head confirmed together; the group verifies a drawn sample, and a failed sample returns the batch.

    `seed` and `pool` (the ids, in order) let anyone repeat the draw."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="batches")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("确认时间"))
    confirmed_by = _by(_("确认人"))
    seed = models.CharField(max_length=64)
    pool = models.JSONField(default=list)
    failed_at = models.DateTimeField(_("退回时间"), null=True, blank=True)
    failed_by = _by(_("退回人"))

    class Meta:
        verbose_name = _("立改批次")

    def __str__(self) -> str:
        return f"{self.unit} {self.confirmed_at:%m-%d}"


class Sharing(models.Model):
    """Problems that have causes, measures, progress or evidence in common: what is typed on one of them stands on each that is still open.

    `parts` are the words of `SharedPart` that they share. Each problem keeps its own copy, and is closed by itself."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    parts = models.JSONField(_("共用内容"), default=list)
    made_at = models.DateTimeField(_("设立时间"))
    made_by = _by(_("设立人"))

    class Meta:
        verbose_name = _("共用")

    def __str__(self) -> str:
        return f"{self.pk}"


class Problem(models.Model):
    """One ledger entry. `unit` answers for it; `person` owns it where the level is a person; `doer` puts it right, `leader` answers above him.

    `measures_text` and `progress_text` repeat the child rows for lists and exports; operations keep them."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="problems")
    number = models.PositiveIntegerField(_("序号"))
    stage = models.ForeignKey(
        Stage, models.PROTECT, db_index=False, null=True, blank=True, related_name="problems", verbose_name=_("发现阶段")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="problems", verbose_name=_("责任单位"))
    section = models.ForeignKey(Unit, models.PROTECT, db_index=False, null=True, blank=True, related_name="+", verbose_name=_("责任科室"))
    owner_level = models.CharField(_("问题层面"), max_length=16, choices=OwnerLevel.choices(), default=OwnerLevel.PERSON)
    owner_name = models.CharField(_("问题主体"), max_length=120, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, db_index=False, null=True, blank=True, related_name="problems", verbose_name=_("责任人")
    )
    of_unit_head = models.BooleanField(_("涉及单位主要负责人"), default=False)
    source = models.CharField(_("来源"), max_length=20, choices=Source.choices())
    category = models.ForeignKey(
        Category, models.PROTECT, db_index=False, null=True, blank=True, related_name="problems", verbose_name=_("类别")
    )
    manifestation = models.ForeignKey(
        Manifestation, models.PROTECT, null=True, blank=True, related_name="problems", verbose_name=_("具体表现")
    )
    text = models.TextField(_("问题"))
    weight = models.CharField(_("程度"), max_length=16, choices=Weight.choices(), default=Weight.GENERAL)
    path = models.CharField(_("流程"), max_length=8, choices=Path.choices(), default=Path.FULL)
    priority = models.BooleanField(_("重点"), default=False)
    origin_kind = models.CharField(_("来路"), max_length=32, blank=True)
    origin_reference = models.CharField(_("来路编号"), max_length=64, blank=True)
    origin_label = models.CharField(_("来路名称"), max_length=200, blank=True)
    external_number = models.CharField(_("外部编号"), max_length=64, blank=True)
    state = models.CharField(_("环节"), max_length=16, choices=State.choices(), default=State.RECORDED)
    found_on = models.DateField(_("发现日期"))
    recorded_at = models.DateTimeField(_("建账时间"))
    recorded_by = _by(_("建账人"))
    cause = models.TextField(_("原因剖析"), blank=True)
    cause_kind = models.CharField(_("原因性质"), max_length=16, choices=CauseKind.choices(), blank=True, default="")
    leader = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="led_problems", verbose_name=_("责任领导"))
    doer = models.ForeignKey(
        Person, models.PROTECT, db_index=False, null=True, blank=True, related_name="done_problems", verbose_name=_("整改责任人")
    )
    measures_text = models.TextField(_("整改措施"), blank=True)
    measures_approved_at = models.DateTimeField(_("措施批准时间"), null=True, blank=True)
    measures_approved_by = _by(_("措施批准人"))
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    planned_due_on = models.DateField(_("原定时限"), null=True, blank=True)
    progress_text = models.TextField(_("整改进展"), blank=True)
    how = models.CharField(_("怎么改的"), max_length=500, blank=True)
    corrected_at = models.DateTimeField(_("立改时间"), null=True, blank=True)
    corrected_by = _by(_("立改人"))
    corrected_person = _person(_("立改人"))
    corrected_for_person = _person(_("立改委托人"))
    no_evidence_reason = models.CharField(_("不需佐证的理由"), max_length=300, blank=True)
    own = models.JSONField(_("自设栏目"), default=dict, blank=True)  # column number → value; OwnValue holds the same by kind, and its past
    evidence_count = models.PositiveSmallIntegerField(_("佐证"), default=0)
    asked_at = models.DateTimeField(_("申请时间"), null=True, blank=True)
    asked_by = _by(_("申请人"))
    asked_person = _person(_("申请人"))
    asked_for_person = _person(_("申请委托人"))
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    confirmed_by = _by(_("确认人"))
    confirmed_person = _person(_("确认人"))
    confirmed_for_person = _person(_("确认委托人"))
    verified_at = models.DateTimeField(_("核验时间"), null=True, blank=True)
    verified_by = _by(_("核验人"))
    verified_person = _person(_("核验人"))
    verified_for_person = _person(_("核验委托人"))
    published_on = models.DateField(_("公示开始"), null=True, blank=True)
    publicity_ends_on = models.DateField(_("公示截止"), null=True, blank=True)
    published_by = _by(_("公示人"))
    open_objections = models.PositiveSmallIntegerField(_("待答复的异议"), default=0)
    closed_at = models.DateTimeField(_("销号时间"), null=True, blank=True)
    closed_by = _by(_("销号人"))
    closed_person = _person(_("销号人"))
    closed_for_person = _person(_("销号委托人"))
    looked_back_at = models.DateTimeField(_("回头看时间"), null=True, blank=True)
    looked_back_by = _by(_("回头看人"))
    looked_back_person = _person(_("回头看人"))
    looked_back_for_person = _person(_("回头看委托人"))
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="problems")
    sampled = models.BooleanField(_("抽中核验"), default=False)
    awaits_sample = models.BooleanField(_("抽查待核"), default=False)
    awaits_look_back = models.BooleanField(_("待回头看"), default=False)
    returned = models.PositiveSmallIntegerField(_("退回次数"), default=0)
    reopened = models.PositiveSmallIntegerField(_("返回整改次数"), default=0)
    extended = models.PositiveSmallIntegerField(_("延期次数"), default=0)
    state_before = models.CharField(_("原环节"), max_length=16, blank=True, default="", choices=State.choices())
    told_on = models.DateField(_("改派之日"), null=True, blank=True)
    ruled = models.BooleanField(_("归属已裁定"), default=False)
    merged = models.PositiveSmallIntegerField(_("并入件数"), default=0)
    sharing = models.ForeignKey(Sharing, models.PROTECT, null=True, blank=True, db_index=False, related_name="problems", verbose_name=_("共用"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("问题")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="problem_number_once"),
            models.UniqueConstraint(
                fields=["campaign", "external_number"], condition=~models.Q(external_number=""), name="external_number_once"
            ),
            models.CheckConstraint(condition=models.Q(cause="") | ~models.Q(cause_kind=""), name="a_cause_has_its_kind"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["closed", "looked_back"]) | models.Q(closed_at__isnull=False),
                name="a_closed_problem_says_when",
            ),
        )
        indexes = (
            # each order the ledger offers ends in number, so that a page is one range of one index
            models.Index(fields=["campaign", "-number", "state"], name="ledger_by_number"),  # with the state: what is out is not counted
            models.Index(fields=["campaign", "unit", "-number"], name="ledger_of_a_unit"),
            models.Index(fields=["campaign", "due_on", "-number"], name="ledger_by_due_day"),
            models.Index(fields=["campaign", "unit", "due_on", "-number"], name="ledger_of_a_unit_by_due_day"),
            models.Index(fields=["campaign", "state", "-number"], name="ledger_by_state"),
            models.Index(fields=["campaign", "source", "-number"], name="ledger_by_source"),
            models.Index(fields=["campaign", "category", "-number"], name="ledger_by_category"),
            models.Index(fields=["person", "-number"], name="problems_of_a_person"),
            models.Index(fields=["doer", "state"], name="problems_to_put_right"),
            models.Index(fields=["leader", "state"], name="problems_led", condition=models.Q(leader__isnull=False)),
            # the page 抄送我: what somebody answers for, latest first
            models.Index(fields=["leader", "-number"], name="problems_answered_for", condition=models.Q(leader__isnull=False)),
            models.Index(fields=["sharing"], name="problems_that_share", condition=models.Q(sharing__isnull=False)),
            models.Index(fields=["campaign", "unit"], name="drawn_and_not_verified", condition=models.Q(awaits_sample=True)),
            models.Index(fields=["campaign", "unit"], name="drawn_and_not_looked_at", condition=models.Q(awaits_look_back=True)),
            # counts of the cockpit read this index alone
            models.Index(fields=["campaign", "unit", "state", "due_on", "source"], name="counts_of_a_campaign"),
        )

    def __str__(self) -> str:
        return f"{self.number:04d}"

    @property
    def proposed(self) -> bool:
        """Measures lie before the leader and wait for his approval."""
        return bool(self.measures_text) and self.measures_approved_at is None


class ProblemVersion(VersionRow):
    """A problem's list and figure columns over time (M88): what any list or count at a past moment is chosen by."""

    columns = (
        "campaign_id", "number", "unit_id", "source", "category_id", "manifestation_id", "weight", "path", "owner_level", "person_id", "doer_id",
        "state", "due_on", "priority", "reopened", "returned", "found_on", "awaits_sample", "leader_id", "of_unit_head", "stage_id", "batch_id",
        "closed_at", "publicity_ends_on", "open_objections", "proposed", "awaits_look_back",
    )  # fmt: skip

    # What is copied from the row was checked there when it was written; checking six keys again is a third of an import's work on
    # PostgreSQL. PROTECT still keeps whatever a version names from being deleted.
    row = models.ForeignKey(Problem, models.PROTECT, db_index=False, related_name="versions")
    campaign = models.ForeignKey(Campaign, models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    number = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    source = models.CharField(max_length=20)
    category = models.ForeignKey(Category, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    manifestation = models.ForeignKey(Manifestation, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    weight = models.CharField(max_length=16)
    path = models.CharField(max_length=8)
    owner_level = models.CharField(max_length=16)
    person = models.ForeignKey(Person, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    doer = models.ForeignKey(Person, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    state = models.CharField(max_length=16)
    due_on = models.DateField(null=True)
    priority = models.BooleanField()
    reopened = models.PositiveSmallIntegerField()
    returned = models.PositiveSmallIntegerField()
    found_on = models.DateField()
    awaits_sample = models.BooleanField(default=False)
    leader = models.ForeignKey(Person, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    of_unit_head = models.BooleanField(default=False)
    stage = models.ForeignKey(Stage, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    publicity_ends_on = models.DateField(null=True)
    open_objections = models.PositiveSmallIntegerField(default=0)
    proposed = models.BooleanField(default=False)
    awaits_look_back = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("问题的历史版本")
        constraints = (models.UniqueConstraint(fields=["row"], condition=models.Q(valid_to=None), name="one_open_version_a_problem"),)
        indexes = (
            models.Index(fields=["campaign", "valid_from", "valid_to"], name="versions_at_a_moment"),
            models.Index(fields=["row"], name="versions_of_a_problem"),  # one problem, or the fifty of a page, as they stood
        )

    def __str__(self) -> str:
        return f"{self.number:04d} {self.valid_from:%Y-%m-%d}"


class ProblemReplaced(ReplacedRow):
    """Texts, dates and hands of a problem that a step replaced: with its version it tells the whole entry as it stood (M88)."""

    row = models.ForeignKey(Problem, models.PROTECT, db_index=False, related_name="+")

    class Meta:
        verbose_name = _("问题被替换的内容")
        indexes = (models.Index(fields=["row", "until"], name="replaced_of_a_problem"),)

    def __str__(self) -> str:
        return f"{self.row_id} {self.until:%Y-%m-%d}"


class OwnValue(models.Model):
    """What a column of the campaign's own (`column`, its number) held for a problem from a moment until just before another (empty: still).

    One of the four values is filled, by the kind of the column. Lists are filtered and figures counted by these rows, for now and for any
    past moment; a problem repeats its present ones in `own`. Nothing sorts by them."""

    problem = models.ForeignKey(Problem, models.PROTECT, db_index=False, related_name="own_values")
    campaign = models.ForeignKey(Campaign, models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    column = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500, blank=True)
    word = models.CharField(max_length=30, blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    day = models.DateField(null=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("自设栏目的值")
        constraints = (
            models.UniqueConstraint(fields=["problem", "column"], condition=models.Q(valid_to=None), name="one_open_own_value_a_column"),
        )
        indexes = (
            models.Index(fields=["campaign", "column", "word", "problem"], condition=models.Q(valid_to=None), name="own_words"),
            models.Index(fields=["campaign", "column", "number", "problem"], condition=models.Q(valid_to=None), name="own_numbers"),
            models.Index(fields=["campaign", "column", "day", "problem"], condition=models.Q(valid_to=None), name="own_days"),
            models.Index(fields=["campaign", "column", "valid_from", "valid_to"], name="own_values_at_a_moment"),
            models.Index(fields=["problem", "valid_from"], name="own_values_of_a_problem"),
        )

    def __str__(self) -> str:
        return f"{self.problem_id} {self.column}"


class Measure(models.Model):
    """One thing that will be done about a problem."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="measures")
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
    reported_by = _by(_("填报人"))

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
    added_by = _by(_("上传人"))

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
    approved_by = _by(_("批准人"))

    class Meta:
        verbose_name = _("延期")
        ordering = ("problem_id", "id")
        constraints = (models.CheckConstraint(condition=models.Q(to_on__gt=models.F("from_on")), name="problem_extension_goes_forward"),)

    def __str__(self) -> str:
        return f"{self.from_on} → {self.to_on}"


class Suspension(models.Model):
    """Days on which the clock of a problem stands still."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="suspensions")
    from_on = models.DateField(_("停表日"))
    to_on = models.DateField(_("复表日"), null=True, blank=True)
    reason = models.TextField(_("理由"))

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
    raised_by = _by(_("登记人"))
    answer = models.TextField(_("答复"), blank=True)
    upheld = models.BooleanField(_("成立"), default=False)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = _by(_("答复人"))

    class Meta:
        verbose_name = _("公示异议")
        ordering = ("problem_id", "id")

    def __str__(self) -> str:
        return self.text


class Void(models.Model):
    """Why an entry does not count, and, where it was a mistake, why it counts again."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="voids")
    kind = models.CharField(_("作废原因"), max_length=16, choices=VoidKind.choices())
    repeats = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("重复于"))
    reason = models.TextField(_("理由"))
    voided_at = models.DateTimeField(_("作废时间"))
    voided_by = _by(_("作废人"))
    restored_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    restored_by = _by(_("撤销人"))

    class Meta:
        verbose_name = _("作废")
        ordering = ("problem_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["problem"], condition=models.Q(restored_at=None), name="one_standing_void"),
            models.CheckConstraint(
                condition=models.Q(kind="duplicate", repeats__isnull=False) | (~models.Q(kind="duplicate") & models.Q(repeats=None)),
                name="a_duplicate_says_of_what",
            ),
        )

    def __str__(self) -> str:
        return str(self.kind)


class Dispute(models.Model):
    """A unit's objection that a problem is not its own, and the office's ruling; open until it is ruled."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="disputes")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+", verbose_name=_("提出单位"))
    text = models.TextField(_("异议"))
    raised_at = models.DateTimeField(_("提出时间"))
    raised_by = _by(_("提出人"))
    ruling = models.CharField(_("裁定"), max_length=16, choices=Ruling.choices(), blank=True, default="")
    answer = models.TextField(_("理由"), blank=True)
    ruled_at = models.DateTimeField(_("裁定时间"), null=True, blank=True)
    ruled_by = _by(_("裁定人"))

    class Meta:
        verbose_name = _("归属异议")
        ordering = ("problem_id", "id")
        constraints = (models.UniqueConstraint(fields=["problem"], condition=models.Q(ruled_at=None), name="one_open_dispute"),)

    def __str__(self) -> str:
        return self.text


class Division(models.Model):
    """A part of a problem that somebody else answers for: an entry of its own, made from the whole."""

    whole = models.ForeignKey(Problem, models.PROTECT, related_name="divided_into")
    part = models.OneToOneField(Problem, models.PROTECT, related_name="divided_from")
    divided_at = models.DateTimeField(_("分解时间"))
    divided_by = _by(_("分解人"))

    class Meta:
        verbose_name = _("分解")
        ordering = ("whole_id", "id")

    def __str__(self) -> str:
        return f"{self.part_id}"


class Merger(models.Model):
    """Two findings of one problem: `main` counts, `member` stands behind it with its source, origin, external number and evidence."""

    main = models.ForeignKey(Problem, models.PROTECT, related_name="mergers")
    member = models.ForeignKey(Problem, models.PROTECT, related_name="merged_into")
    reason = models.TextField(_("理由"))
    merged_at = models.DateTimeField(_("并入时间"))
    merged_by = _by(_("合并人"))
    parted_at = models.DateTimeField(_("拆出时间"), null=True, blank=True)
    parted_by = _by(_("拆出人"))

    class Meta:
        verbose_name = _("合并")
        ordering = ("main_id", "id")
        constraints = (models.UniqueConstraint(fields=["member"], condition=models.Q(parted_at=None), name="merged_into_one"),)

    def __str__(self) -> str:
        return f"{self.member_id} → {self.main_id}"


class Numbering(models.Model):
    """The next ledger number of a campaign; taken under a row lock, so numbers are neither doubled nor skipped."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="+", primary_key=True)
    next = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("台账编号")

    def __str__(self) -> str:
        return str(self.next)


class Edit(models.Model):
    """What somebody changed in the grid in one go: a cell, a pasted block, many rows. Kept for some days so that he can take it back; what was
    done and taken back stands in the book. `rows`: by the key of each problem the step that changed it, and each field before and after."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(_("方式"), max_length=8, choices=EditKind.choices())
    count = models.PositiveIntegerField(_("件数"))
    fields = models.CharField(_("栏目"), max_length=200)
    rows = models.JSONField(default=dict)
    made_at = models.DateTimeField(_("修改时间"))
    made_by = _by(_("修改人"))
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    undone_by = _by(_("撤销人"))

    class Meta:
        verbose_name = _("网格修改")
        indexes = (models.Index(fields=["made_by", "campaign", "-id"], name="edits_of_somebody"),)

    def __str__(self) -> str:
        return f"{self.made_at:%m-%d %H:%M}"


class SheetLayout(models.Model):
    """What the columns of sheets with a head of this shape mean in a campaign: told once, remembered for next month's sheet.

    `titles` are the heads from left to right, `layout` what `rules.sheet.layout.Layout` keeps."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="+")
    shape = models.CharField(_("表头"), max_length=16)
    titles = models.JSONField(default=list)
    layout = models.JSONField(default=dict)
    kept_at = models.DateTimeField(_("记住时间"))
    kept_by = _by(_("记住人"))

    class Meta:
        verbose_name = _("表头对应")
        constraints = (models.UniqueConstraint(fields=["campaign", "shape"], name="a_head_means_one_thing"),)

    def __str__(self) -> str:
        return self.shape


class TakeOver(models.Model):
    """A campaign that was half done in a sheet when it came here (接续导入): once, by the office, on a decision. The sheet is kept.

    `digest` is the sheet's sha256: the same sheet again goes on where it was cut off, another one is refused."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="take_over")
    decision = models.TextField(_("决定"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("原台账"))
    digest = models.CharField(_("摘要"), max_length=64)
    taken_at = models.DateTimeField(_("接续时间"))
    taken_by = _by(_("接续人"))

    class Meta:
        verbose_name = _("接续导入")

    def __str__(self) -> str:
        return f"{self.campaign} {self.taken_at:%Y-%m-%d}"


class LookBackDraw(models.Model):
    """Closed problems drawn to be looked at again (M193). `seed` and `pool` (ids by stratum, in order) let anyone repeat the draw."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="look_backs")
    number = models.PositiveIntegerField(_("批次"))
    share = models.PositiveSmallIntegerField(_("比例"))
    strata = models.CharField(_("分层"), max_length=12, choices=Strata.choices(), default=Strata.UNIT.value)
    closed_from_on = models.DateField(_("销号日期起"), null=True, blank=True)
    closed_to_on = models.DateField(_("销号日期止"), null=True, blank=True)
    reason = models.TextField(_("抽取事由"))
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    seed = models.CharField(_("种子"), max_length=64)
    pool = models.JSONField(_("候选"), default=dict)
    first = models.JSONField(_("先抽的"), default=list)
    drawn_at = models.DateTimeField(_("抽取时间"))
    drawn_by = _by(_("抽取人"))

    class Meta:
        verbose_name = _("回头看抽取")
        ordering = ("-campaign_id", "-number")
        constraints = (models.UniqueConstraint(fields=["campaign", "number"], name="look_back_number_once"),)

    def __str__(self) -> str:
        return f"{self.number}"


class LookBackItem(models.Model):
    """One drawn problem: whether it held, in words, by whom. Open until that is recorded."""

    draw = models.ForeignKey(LookBackDraw, models.PROTECT, related_name="items")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="look_backs")
    stratum = models.CharField(_("层"), max_length=24, blank=True)
    result = models.CharField(_("结果"), max_length=12, choices=Held.choices(), blank=True, default="")
    text = models.TextField(_("回头看情况"), blank=True)
    recorded_at = models.DateTimeField(_("记录时间"), null=True, blank=True)
    recorded_by = _by(_("记录人"))

    class Meta:
        verbose_name = _("回头看的一件")
        ordering = ("draw_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["draw", "problem"], name="drawn_once_a_look_back"),
            models.UniqueConstraint(fields=["problem"], condition=models.Q(result=""), name="one_open_look_back"),
        )

    def __str__(self) -> str:
        return f"{self.problem}"


class LookBackEvidence(models.Model):
    """A file that shows what a look-back found."""

    item = models.ForeignKey(LookBackItem, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("上传时间"))
    added_by = _by(_("上传人"))

    class Meta:
        verbose_name = _("回头看佐证")
        ordering = ("item_id", "id")

    def __str__(self) -> str:
        return str(self.file)
