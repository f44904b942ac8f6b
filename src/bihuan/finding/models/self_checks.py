"""A person's own list: its items, and its rounds as they were handed in and returned (M48–M54)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign, Category, Manifestation
from bihuan.finding.vocabulary.self_checks import Dimension, HeldAgainst, PutIn, RoundEnd, SelfCheckState
from bihuan.foundation.audit.hands import by
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Problem


class SelfCheck(models.Model):
    """The list of one subject in one campaign; `unit` answers for him. `code` stands on his printed form.

    `on_paper`: written by hand, entered by the liaison with a scan, and his own only when he has confirmed it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="self_checks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="self_checks", verbose_name=_("本人"))
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+", verbose_name=_("单位"))
    state = models.CharField(_("状态"), max_length=12, choices=SelfCheckState.choices(), default=SelfCheckState.DRAFTING)
    code = models.CharField(_("表码"), max_length=12, unique=True)
    round = models.PositiveSmallIntegerField(_("轮次"), default=0)
    due_on = models.DateField(_("提交期限"), null=True, blank=True)
    on_paper = models.BooleanField(_("纸质填写"), default=False)
    written_on = models.DateField(_("纸面日期"), null=True, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("纸质表扫描件"))
    entered_at = models.DateTimeField(_("代录时间"), null=True, blank=True)
    entered_by = by(_("代录人"))
    handed_in_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    handed_in_by = by(_("提交人"))
    reviewed_at = models.DateTimeField(_("初审时间"), null=True, blank=True)
    reviewed_by = by(_("初审人"))
    reviewer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("审核人"))
    dealt_at = models.DateTimeField(_("分发时间"), null=True, blank=True)
    dealt_by = by(_("分发人"))
    accepted_at = models.DateTimeField(_("认可时间"), null=True, blank=True)
    accepted_by = by(_("认可人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("自查清单")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "person"], name="one_self_check_a_person"),
            models.CheckConstraint(condition=~models.Q(scan=None) | models.Q(entered_at=None), name="what_was_entered_has_its_scan"),
        )
        indexes = (
            models.Index(fields=["campaign", "unit", "state"], name="self_checks_of_a_unit"),
            models.Index(fields=["campaign", "state", "id"], name="self_checks_by_state"),
            models.Index(fields=["reviewer", "state"], name="self_checks_to_review", condition=models.Q(reviewer__isnull=False)),
        )

    def __str__(self) -> str:
        return self.code


class SelfCheckItem(models.Model):
    """One thing that somebody writes of himself. From the first handing-in on it stands on the ledger (`problem`): who found it first and
    when is kept for ever (M55). `task`, `due_on`, `doer` are its task book, timetable and responsible person (M85)."""

    self_check = models.ForeignKey(SelfCheck, models.PROTECT, related_name="items")
    put_in = models.CharField(_("摆进去"), max_length=8, choices=PutIn.choices())
    dimension = models.CharField(_("方面"), max_length=8, choices=Dimension.choices(), blank=True, default="")
    against = models.CharField(_("对照的种类"), max_length=12, choices=HeldAgainst.choices(), blank=True, default="")
    against_what = models.CharField(_("对照什么"), max_length=300, blank=True, default="")
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("类别"))
    manifestation = models.ForeignKey(Manifestation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("具体表现"))
    text = models.TextField(_("问题"))
    task = models.TextField(_("整改任务"), blank=True, default="")
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    doer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("责任人"))
    problem = models.OneToOneField(Problem, models.PROTECT, null=True, blank=True, related_name="self_check_item", verbose_name=_("台账"))
    written_at = models.DateTimeField(_("写下时间"))
    written_by = by(_("写下人"))
    found_at = models.DateTimeField(_("首次提交时间"), null=True, blank=True)
    found_by = by(_("首次提交人"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_by = by(_("撤回人"))
    withdrawn_why = models.CharField(_("撤回理由"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("自查问题")
        ordering = ("self_check_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(problem=None) | models.Q(found_at__isnull=False), name="an_entry_says_when_it_was_found"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_by=None) | ~models.Q(withdrawn_at=None), name="self_check_item_withdrawn_pair"
            ),
            models.CheckConstraint(
                condition=models.Q(against="", against_what="") | (~models.Q(against="") & ~models.Q(against_what="")),
                name="held_against_says_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.self_check_id}-{self.pk}"

    @property
    def planned(self) -> bool:
        """Has it task, date and responsible person (M85)?"""
        return bool(self.task.strip()) and self.due_on is not None and self.doer_id is not None


class SelfCheckRound(models.Model):
    """A list as it was handed in, and how that round ended: the phrases, what was good, the new date (M54). Never changed afterwards.

    `items` are the texts as they stood; a pledge handed in instead is told by `pledged`."""

    self_check = models.ForeignKey(SelfCheck, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("轮次"))
    items = models.JSONField(_("当时的内容"), default=list)
    pledged = models.BooleanField(_("签了承诺书"), default=False)
    handed_in_at = models.DateTimeField(_("提交时间"))
    handed_in_by = by(_("提交人"))
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("签名核对单")
    )
    end = models.CharField(_("结果"), max_length=12, choices=RoundEnd.choices(), blank=True, default="")
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    ended_by = by(_("办理人"))
    phrases = models.JSONField(_("退回的理由"), default=list)
    remark = models.TextField(_("具体说明"), blank=True, default="")
    good = models.TextField(_("写得好的地方"), blank=True, default="")
    new_due_on = models.DateField(_("新的期限"), null=True, blank=True)

    class Meta:
        verbose_name = _("自查清单的一轮")
        ordering = ("self_check_id", "number")
        constraints = (models.UniqueConstraint(fields=["self_check", "number"], name="self_check_round_once"),)

    def __str__(self) -> str:
        return f"{self.self_check_id}/{self.number}"
