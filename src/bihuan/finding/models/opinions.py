"""Opinions, the letters that ask for them, what was gathered from many sides, and what somebody pointed out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign, Manifestation
from bihuan.documents.models import Document
from bihuan.finding.models.columns import person
from bihuan.finding.vocabulary.letters import LetterState, ReplyWay
from bihuan.finding.vocabulary.opinions import OpinionForm, OpinionState, PeopleGroup, PointingState
from bihuan.foundation.audit.hands import by, pair
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem


class OpinionLetter(models.Model):
    """A numbered letter that asks one addressee for opinions on the units in his charge (M58). Number, text and day stand in the register of
    documents. `code` is the digest of the one-time code by which somebody without an account replies; a reply ends it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+", verbose_name=_("函"))
    addressee = models.CharField(_("收函人"), max_length=80)
    person = person(_("收函人账号"), index=True)
    units = models.ManyToManyField(Unit, related_name="+", verbose_name=_("征求意见的单位"))
    reply_by_on = models.DateField(_("回复时限"))
    state = models.CharField(_("状态"), max_length=12, choices=LetterState.choices(), default=LetterState.DRAFTED)
    code = models.CharField(_("回复码摘要"), max_length=64, blank=True)
    sent_at = models.DateTimeField(_("发出时间"), null=True, blank=True)
    sent_by = by(_("发出人"))
    reminded_at = models.DateTimeField(_("提醒时间"), null=True, blank=True)
    reminded_by = by(_("提醒人"))
    way = models.CharField(_("回复方式"), max_length=8, choices=ReplyWay.choices(), blank=True, default="")
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回复扫描件"))
    replied_at = models.DateTimeField(_("回复时间"), null=True, blank=True)
    replied_by = by(_("登记回复的人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("征求意见函")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["campaign", "state", "reply_by_on"], name="letters_by_due_day"),  # what waits, the list and N15
            models.Index(fields=["campaign", "-id"], name="letters_latest"),
            models.Index(fields=["code"], name="letter_of_a_code", condition=~models.Q(code="")),
        )
        constraints = (
            pair("sent", "letter_sent_pair"),
            pair("reminded", "letter_reminded_pair"),
            pair("replied", "letter_replied_pair"),
            models.CheckConstraint(
                condition=(models.Q(state="replied", replied_at__isnull=False) & ~models.Q(way=""))
                | (~models.Q(state="replied") & models.Q(replied_at=None, way="")),
                name="letter_reply_says_how",
            ),
        )

    def __str__(self) -> str:
        return self.addressee


class Gathering(models.Model):
    """Opinions asked for at a seminar, on a visit to the public, by a questionnaire or by opinion forms (M59): when, where, which group of
    people. Nobody who spoke is named."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="+")
    form = models.CharField(_("形式"), max_length=16, choices=OpinionForm.choices())
    title = models.CharField(_("名称"), max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("开展单位"))
    group = models.CharField(_("听取意见的人群"), max_length=16, choices=PeopleGroup.choices())
    held_on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    noted_at = models.DateTimeField(_("登记时间"))
    noted_by = by(_("登记人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("征求意见活动")
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=["campaign", "-held_on", "-id"], name="gatherings_latest"),)

    def __str__(self) -> str:
        return self.title


class Opinion(models.Model):
    """One opinion about one unit (and perhaps about somebody there), in the words in which it was heard. It ends on the ledger, `problem`, or
    as no action with its reason (M86). Whoever said it is nowhere."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+", verbose_name=_("涉及单位"))
    person = person(_("涉及的人"), index=True)
    text = models.TextField(_("意见内容"))
    root = models.TextField(_("思想根源"), blank=True)
    form = models.CharField(_("来源形式"), max_length=16, choices=OpinionForm.choices())
    group = models.CharField(_("来自的人群"), max_length=16, choices=PeopleGroup.choices())
    heard_on = models.DateField(_("听取日期"))
    letter = models.ForeignKey(OpinionLetter, models.PROTECT, null=True, blank=True, related_name="opinions", verbose_name=_("征求意见函"))
    gathering = models.ForeignKey(Gathering, models.PROTECT, null=True, blank=True, related_name="opinions", verbose_name=_("活动"))
    origin_kind = models.CharField(_("来路"), max_length=32, blank=True)
    origin_reference = models.CharField(_("来路编号"), max_length=64, blank=True)
    origin_label = models.CharField(_("来路名称"), max_length=200, blank=True)
    manifestation = models.ForeignKey(
        Manifestation, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("具体表现")
    )
    resented = models.BooleanField(_("群众反映强烈"), default=False)
    state = models.CharField(_("状态"), max_length=12, choices=OpinionState.choices(), default=OpinionState.OPEN)
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("台账问题"))
    reason = models.TextField(_("不列入的理由"), blank=True)
    heard_at = models.DateTimeField(_("登记时间"))
    heard_by = by(_("登记人"))
    settled_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    settled_by = by(_("处理人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("意见建议")
        ordering = ("-resented", "-pk")
        indexes = (
            models.Index(fields=["campaign", "-resented", "-id"], name="opinions_resented_first"),  # the list (M33)
            models.Index(fields=["campaign", "unit", "state"], name="opinions_of_a_unit"),
            models.Index(fields=["campaign", "state"], name="opinions_by_state"),  # what waits
        )
        constraints = (
            pair("settled", "opinion_settled_pair"),
            models.CheckConstraint(
                condition=models.Q(state="open", problem=None, settled_at=None)
                | models.Q(state="entered", problem__isnull=False)
                | (models.Q(state="no_action", problem=None) & ~models.Q(reason="")),
                name="opinion_ends_on_the_ledger_or_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}"


class PointingOut(models.Model):
    """What somebody pointed out about another person: leader, colleague or public (M57). It lies here until the office takes all that lie, in
    an order drawn at random; then its words stand in an opinion without a hand, and this row says nothing any more."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    form = models.CharField(_("由谁指出"), max_length=16, choices=OpinionForm.choices())
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("单位"))
    person = person(_("对谁"))
    manifestation = models.ForeignKey(
        Manifestation, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("具体表现")
    )
    text = models.TextField(_("问题"), blank=True)
    root = models.TextField(_("思想根源"), blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=PointingState.choices(), default=PointingState.WRITTEN)
    written_at = models.DateTimeField(_("写的时间"))
    written_by = by(_("写的人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("指出的问题")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="written")
                | models.Q(written_by=None, unit=None, person=None, manifestation=None, text="", root=""),
                name="a_taken_pointing_says_nothing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}"
