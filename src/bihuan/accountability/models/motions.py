"""What is proposed about a rating or a card, what was said to it, and the appeal against what came of it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.bodies import DecisionBody
from bihuan.accountability.models.cards import Card
from bihuan.accountability.models.ratings import LocalRule, Rating
from bihuan.accountability.vocabulary.handling import Asked, Heard, Served
from bihuan.accountability.vocabulary.motions import MotionKind, MotionState, ReviewState, SayingKind
from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by, pair
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Person, Unit


def _moment(label: Any) -> models.DateTimeField[Any, Any]:
    return models.DateTimeField(label, null=True, blank=True)


class Motion(models.Model):
    """`handler` proposes, `body` decides by the local rule. `card` or `rating` is what it is about; of a first motion it is what came of it. Of the
    votes only the numbers are kept. Words about the person never enter the book."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="motions")
    number = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(_("事项"), max_length=8, choices=MotionKind.choices())
    state = models.CharField(_("状态"), max_length=12, choices=MotionState.choices(), default=MotionState.DRAFT)
    person = models.ForeignKey(Person, models.PROTECT, related_name="motions", verbose_name=_("对象"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    rule = models.ForeignKey(LocalRule, models.PROTECT, related_name="motions", verbose_name=_("本地制度"))
    handler = models.ForeignKey(DecisionBody, models.PROTECT, related_name="+", verbose_name=_("提出机构"))
    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="+", verbose_name=_("决定机构"))
    card = models.ForeignKey(Card, models.PROTECT, null=True, blank=True, related_name="motions", verbose_name=_("牌"))
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True, related_name="motions", verbose_name=_("评定"))
    opened_at = models.DateTimeField(_("提出时间"))
    opened_by = by(_("提出人"))
    text = models.TextField(_("事实"))
    evidence = models.CharField(_("依据材料"), max_length=500)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("证明材料"))
    clause = models.CharField(_("所依据的条款"), max_length=200, blank=True)
    health = models.CharField(_("身体状况"), max_length=12, choices=Asked.choices(), blank=True)
    workload = models.CharField(_("工作负担"), max_length=12, choices=Asked.choices(), blank=True)
    orders = models.CharField(_("指令冲突"), max_length=12, choices=Asked.choices(), blank=True)
    verified_how = models.CharField(_("怎样核实"), max_length=500, blank=True)
    verified_at = _moment(_("核实时间"))
    verified_by = by(_("核实人"))
    noticed_at = _moment(_("告知时间"))
    noticed_by = by(_("告知人"))
    respond_on = models.DateField(_("陈述和异议期限"), null=True, blank=True)
    waived_at = _moment(_("表示不陈述的时间"))
    waived_by = by(_("表示不陈述的人"))
    submitted_at = _moment(_("提请时间"))
    submitted_by = by(_("提请人"))
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    document = models.CharField(_("决定文号"), max_length=80, blank=True)
    decision = models.TextField(_("决定理由"), blank=True)
    heard_text = models.TextField(_("对意见的采纳情况"), blank=True)
    present = models.CharField(_("集体研究人员"), max_length=300, blank=True)
    for_count = models.PositiveSmallIntegerField(_("同意票"), null=True, blank=True)
    against_count = models.PositiveSmallIntegerField(_("不同意票"), null=True, blank=True)
    abstained_count = models.PositiveSmallIntegerField(_("弃权票"), null=True, blank=True)
    decided_at = _moment(_("决定登记时间"))
    decided_by = by(_("决定登记人"))
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    served_how = models.CharField(_("送达方式"), max_length=12, choices=Served.choices(), blank=True)
    served_at = _moment(_("送达登记时间"))
    served_by = by(_("送达登记人"))
    appeal_until_on = models.DateField(_("申诉期限"), null=True, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    over_at = _moment(_("结束时间"))
    over_by = by(_("结束人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("评定和亮牌的建议")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["campaign", "state", "-id"], name="motions_latest"),
            models.Index(fields=["person", "-id"], name="motions_of_a_person"),
        )
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="motion_number_once"),
            models.CheckConstraint(
                condition=models.Q(verified_by=None) | ~models.Q(verified_by=models.F("opened_by")), name="a_motion_is_verified_by_another"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="granted")
                | models.Q(decided_on__isnull=False) & ~models.Q(document="") & ~models.Q(decision="") & ~models.Q(present=""),
                name="granted_only_with_reasons",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("opened_by")), name="a_motion_is_decided_by_another"
            ),
            *(
                pair(one, f"motion_{one}_pair")
                for one in ("opened", "verified", "noticed", "waived", "submitted", "decided", "served", "over")
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class Saying(models.Model):
    """What the person said, or what others object in the period for it; with the written answer. Of who objected no name is kept."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="sayings")
    kind = models.CharField(_("性质"), max_length=10, choices=SayingKind.choices(), default=SayingKind.PERSON)
    text = models.TextField(_("意见"))
    how = models.CharField(_("方式"), max_length=16, choices=Heard.choices())
    said_on = models.DateField(_("日期"))
    said_at = models.DateTimeField(_("登记时间"))
    said_by = by(_("登记人"))
    answer = models.TextField(_("书面答复"), blank=True)
    answered_at = _moment(_("答复时间"))
    answered_by = by(_("答复人"))

    class Meta:
        verbose_name = _("对建议的意见")
        ordering = ("motion_id", "pk")
        constraints = (pair("said", "saying_said_pair"), pair("answered", "saying_answered_pair"))

    def __str__(self) -> str:
        return f"{self.motion_id} {self.pk}"


class CardReview(models.Model):
    """An appeal against a rating or a card, by the person, to a body that neither proposed nor decided (P03)."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="reviews")
    state = models.CharField(_("状态"), max_length=12, choices=ReviewState.choices(), default=ReviewState.FILED)
    text = models.TextField(_("申诉理由"))
    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="+", verbose_name=_("受理机构"))
    filed_on = models.DateField(_("提出日期"))
    filed_at = models.DateTimeField(_("登记时间"))
    filed_by = by(_("登记人"))
    answer_on = models.DateField(_("答复期限"), null=True, blank=True)
    accepted_at = _moment(_("受理时间"))
    accepted_by = by(_("受理人"))
    outcome = models.TextField(_("处理意见"), blank=True)
    document = models.CharField(_("文号"), max_length=80, blank=True)
    over_at = _moment(_("办结时间"))
    over_by = by(_("办结人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("对评定和亮牌的申诉")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=["motion"], condition=models.Q(state__in=("filed", "accepted")), name="one_review_at_a_time"),
            pair("filed", "card_review_filed_pair"),
            pair("accepted", "card_review_accepted_pair"),
            pair("over", "card_review_over_pair"),
        )

    def __str__(self) -> str:
        return f"{self.motion_id} {self.pk}"
