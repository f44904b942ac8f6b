"""The problem itself, the batch in which it was confirmed, what it shares with others."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign, Category, Manifestation, Stage
from bihuan.foundation.audit.hands import by
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models.columns import hand_of
from bihuan.problems.vocabulary import CauseKind, OwnerLevel, Path, Source, State, Weight


class Batch(models.Model):
    """Corrections that a unit head confirmed together; the group verifies a drawn sample, and a failed sample returns the batch.

    `seed` and `pool` (the ids, in order) let anyone repeat the draw."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="batches")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("确认时间"))
    confirmed_by = by(_("确认人"))
    seed = models.CharField(max_length=64)
    pool = models.JSONField(default=list)
    failed_at = models.DateTimeField(_("退回时间"), null=True, blank=True)
    failed_by = by(_("退回人"))

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
    made_by = by(_("设立人"))

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
    recorded_by = by(_("建账人"))
    cause = models.TextField(_("原因剖析"), blank=True)
    cause_kind = models.CharField(_("原因性质"), max_length=16, choices=CauseKind.choices(), blank=True, default="")
    leader = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="led_problems", verbose_name=_("责任领导")
    )
    doer = models.ForeignKey(
        Person, models.PROTECT, db_index=False, null=True, blank=True, related_name="done_problems", verbose_name=_("整改责任人")
    )
    measures_text = models.TextField(_("整改措施"), blank=True)
    measures_approved_at = models.DateTimeField(_("措施批准时间"), null=True, blank=True)
    measures_approved_by = by(_("措施批准人"))
    proposed_at = models.DateTimeField(_("措施提请批准时间"), null=True, blank=True)  # while they lie before the leader
    proposed_by = by(_("措施提出人"))
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    planned_due_on = models.DateField(_("原定时限"), null=True, blank=True)
    progress_text = models.TextField(_("整改进展"), blank=True)
    how = models.CharField(_("怎么改的"), max_length=500, blank=True)
    corrected_at = models.DateTimeField(_("立改时间"), null=True, blank=True)
    corrected_by = by(_("立改人"))
    corrected_person = hand_of(_("立改人"))
    corrected_for_person = hand_of(_("立改委托人"))
    no_evidence_reason = models.CharField(_("不需佐证的理由"), max_length=300, blank=True)
    own = models.JSONField(_("自设栏目"), default=dict, blank=True)  # column number → value; OwnValue holds the same by kind, and its past
    evidence_count = models.PositiveSmallIntegerField(_("佐证"), default=0)
    asked_at = models.DateTimeField(_("申请时间"), null=True, blank=True)
    asked_by = by(_("申请人"))
    asked_person = hand_of(_("申请人"))
    asked_for_person = hand_of(_("申请委托人"))
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    confirmed_by = by(_("确认人"))
    confirmed_person = hand_of(_("确认人"))
    confirmed_for_person = hand_of(_("确认委托人"))
    verified_at = models.DateTimeField(_("核验时间"), null=True, blank=True)
    verified_by = by(_("核验人"))
    verified_person = hand_of(_("核验人"))
    verified_for_person = hand_of(_("核验委托人"))
    published_on = models.DateField(_("公示开始"), null=True, blank=True)
    publicity_ends_on = models.DateField(_("公示截止"), null=True, blank=True)
    published_by = by(_("公示人"))
    open_objections = models.PositiveSmallIntegerField(_("待答复的异议"), default=0)
    closed_at = models.DateTimeField(_("销号时间"), null=True, blank=True)
    closed_by = by(_("销号人"))
    closed_person = hand_of(_("销号人"))
    closed_for_person = hand_of(_("销号委托人"))
    looked_back_at = models.DateTimeField(_("回头看时间"), null=True, blank=True)
    looked_back_by = by(_("回头看人"))
    looked_back_person = hand_of(_("回头看人"))
    looked_back_for_person = hand_of(_("回头看委托人"))
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, db_index=False, related_name="problems")
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
    sharing = models.ForeignKey(
        Sharing, models.PROTECT, null=True, blank=True, db_index=False, related_name="problems", verbose_name=_("共用")
    )
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
            # each order the ledger offers ends in number, so that a page is one range of one index; that of numbers is `problem_number_once`
            # numbers rise: what is new stands at the end of an index and fills its pages; read backwards it is the latest first
            models.Index(fields=["campaign", "unit", "number"], name="ledger_of_a_unit"),
            models.Index(fields=["campaign", "due_on", "-number"], name="ledger_by_due_day"),
            models.Index(fields=["campaign", "unit", "due_on", "-number"], name="ledger_of_a_unit_by_due_day"),
            models.Index(fields=["campaign", "state", "-number"], name="ledger_by_state"),
            models.Index(fields=["campaign", "source", "-number", "state"], name="ledger_by_source"),
            models.Index(fields=["campaign", "category", "-number", "state"], name="ledger_by_category"),
            models.Index(fields=["person", "number"], name="problems_of_a_person"),
            models.Index(fields=["doer", "state"], name="problems_to_put_right"),
            models.Index(fields=["leader", "state"], name="problems_led", condition=models.Q(leader__isnull=False)),
            # the page 抄送我: what somebody answers for, latest first
            models.Index(fields=["leader", "number"], name="problems_answered_for", condition=models.Q(leader__isnull=False)),
            models.Index(fields=["batch"], name="problems_of_a_batch", condition=models.Q(batch__isnull=False)),
            models.Index(fields=["sharing"], name="problems_that_share", condition=models.Q(sharing__isnull=False)),
            models.Index(fields=["campaign", "unit"], name="drawn_and_not_verified", condition=models.Q(awaits_sample=True)),
            models.Index(fields=["campaign", "unit"], name="drawn_and_not_looked_at", condition=models.Q(awaits_look_back=True)),
            # what is overdue and near in a whole campaign is a small range of this index
            models.Index(fields=["campaign", "state", "due_on", "unit"], name="clocks_of_a_campaign"),
            # counts of the cockpit read this index alone, those by week too
            models.Index(fields=["campaign", "unit", "state", "due_on", "source", "found_on", "closed_at"], name="counts_of_a_campaign"),
        )

    def __str__(self) -> str:
        return f"{self.number:04d}"

    @property
    def proposed(self) -> bool:
        """Measures lie before the leader and wait for his approval."""
        return self.proposed_at is not None
