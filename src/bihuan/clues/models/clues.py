"""A registered clue: what statistics and routing need in plain columns, everything that says what it is about sealed."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.clues.models.columns import random_number
from bihuan.clues.models.keys import KeyHolder
from bihuan.clues.models.tips import Tip
from bihuan.clues.vocabulary.clues import ClueAction, ClueSource, ClueState, Conclusion, Disposal, Way
from bihuan.clues.vocabulary.links import Arrival, AwayAction
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Unit

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def random_label() -> str:
    """A number that tells neither order nor how many there are: in a running one a gap would tell that something is hidden."""
    return "".join(secrets.choice(_SIGNS) for _sign in range(8))


class Clue(models.Model):
    """A clue. Whoever may not read it does not learn that it is there; its key is random, and so is its number."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    number = models.CharField(_("线索编号"), max_length=12, unique=True, default=random_label, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("专项"))
    tip = models.ForeignKey(Tip, models.PROTECT, null=True, blank=True, related_name="clues")
    source = models.CharField(_("来源"), max_length=12, choices=ClueSource.choices())
    named = models.BooleanField(_("实名"), default=False)
    received_on = models.DateField(_("收到日期"))
    registered_at = models.DateTimeField(_("登记时间"))
    registered_by = by(_("登记人"))
    state = models.CharField(_("状态"), max_length=16, choices=ClueState.choices(), default=ClueState.REGISTERED)
    sealed = models.BinaryField(default=b"")
    urgent = models.BooleanField(_("紧急"), default=False)
    triaged_at = models.DateTimeField(_("分办时间"), null=True, blank=True)
    triaged_by = by(_("分办人"))
    disposal = models.CharField(_("处置方式"), max_length=12, choices=Disposal.choices(), blank=True)
    met_on = models.DateField(_("集体研究日期"), null=True, blank=True)
    proposed_at = models.DateTimeField(_("提出处置意见时间"), null=True, blank=True)
    proposed_by = by(_("提出人"))
    approved_at = models.DateTimeField(_("批准时间"), null=True, blank=True)
    approved_by = by(_("批准人"))
    conclusion = models.CharField(_("核查结论"), max_length=12, choices=Conclusion.choices(), blank=True)
    concluded_at = models.DateTimeField(_("结论时间"), null=True, blank=True)
    concluded_by = by(_("作出结论的人"))
    answered_at = models.DateTimeField(_("反馈时间"), null=True, blank=True)
    answered_by = by(_("反馈人"))
    transferred_at = models.DateTimeField(_("移送时间"), null=True, blank=True)
    transferred_by = by(_("移送人"))
    petition = models.BooleanField(_("转信访部门"), default=False)
    listed_on = models.DateField(_("列入信访事项清单的日期"), null=True, blank=True)
    receipt = models.CharField(_("移送回执号"), max_length=60, blank=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    closed_by = by(_("办结人"))
    arrival = models.CharField(_("来件方式"), max_length=12, choices=Arrival.choices(), default=Arrival.DIRECT)
    strict = models.BooleanField(_("严查事项"), default=False)
    reported_at = models.DateTimeField(_("通报办结时间"), null=True, blank=True)
    reported_by = by(_("通报人"))
    listed_at = models.DateTimeField(_("列入清单时间"), null=True, blank=True)
    listed_by = by(_("列入清单的人"))
    malice_at = models.DateTimeField(_("诬告陷害认定登记时间"), null=True, blank=True)
    malice_by = by(_("登记认定的人"))
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("并入的线索"))
    stale = models.BooleanField(_("等待重新密封"), default=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("问题线索")
        ordering = ("-received_on", "pk")
        indexes = (models.Index(fields=["state", "-received_on"], name="clue_ledger"),)
        constraints = (
            *(
                pair(what, f"clue_{what}_pair")
                for what in (
                    "triaged",
                    "proposed",
                    "approved",
                    "concluded",
                    "answered",
                    "transferred",
                    "closed",
                    "reported",
                    "listed",
                    "malice",
                )
            ),
            models.CheckConstraint(condition=models.Q(conclusion="") | ~models.Q(concluded_at=None), name="clue_concluded_on_a_day"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(state=ClueState.MERGED), name="clue_merged_into_another"
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def bound(self) -> str:
        """What its sealed text is bound to."""
        return f"clue {self.pk}"


class ClueParty(models.Model):
    """Whom a clue is about, for routing: a unit, and a token of a person that only this installation can tell (`policy.lines`)."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    clue = models.ForeignKey(Clue, models.CASCADE, related_name="parties")
    token = models.CharField(max_length=32, blank=True, db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("被反映的单位"))

    class Meta:
        verbose_name = _("被反映的单位和人")
        constraints = (models.CheckConstraint(condition=~models.Q(token="", unit=None), name="clue_party_is_somebody"),)  # noqa: S106

    def __str__(self) -> str:
        return str(self.pk)


class ClueSeal(models.Model):
    """The key of a clue, sealed to one reader."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    clue = models.ForeignKey(Clue, models.CASCADE, related_name="seals")
    holder = models.ForeignKey(KeyHolder, models.PROTECT, related_name="+", verbose_name=_("可以查看的密钥"))
    body = models.BinaryField()

    class Meta:
        verbose_name = _("线索的密封")
        constraints = (models.UniqueConstraint(fields=["clue", "holder"], name="clue_sealed_once_to_each"),)

    def __str__(self) -> str:
        return str(self.pk)


class CluePiece(models.Model):
    """A piece of a file of a clue, sealed under the clue's key; the clue's text tells its name and digest."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    clue = models.ForeignKey(Clue, models.CASCADE, related_name="pieces")
    file = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta:
        verbose_name = _("线索附件")
        constraints = (models.UniqueConstraint(fields=["clue", "file", "number"], name="clue_piece_once"),)

    def __str__(self) -> str:
        return str(self.pk)


class ClueAddition(models.Model):
    """What the reporter added: sealed to the readers of the clue by whoever opened it, who need not be one of them. Joined to the text of the clue
    when a reader seals it anew."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    clue = models.ForeignKey(Clue, models.CASCADE, related_name="additions")
    day = models.DateField()
    body = models.BinaryField()

    class Meta:
        verbose_name = _("补充材料")

    def __str__(self) -> str:
        return str(self.pk)


class UpperReport(models.Model):
    """A report that belongs to the level above (检举控告工作规则 第十五条): not copied, not excerpted, not entered; only the number of the receipt for
    it, by which it can be shown that it was passed on in time (T1)."""

    receipt = models.CharField(_("上级回执号"), max_length=60, unique=True)
    received_on = models.DateField(_("收到日期"))
    passed_on = models.DateField(_("报送日期"))
    noted_at = models.DateTimeField(_("登记时间"))
    noted_by = by(_("登记人"))

    class Meta:
        verbose_name = _("报送上级的举报")
        ordering = ("-passed_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(passed_on__gte=models.F("received_on")), name="upper_report_passed_after_received"),
        )

    def __str__(self) -> str:
        return self.receipt


class ClueNote(models.Model):
    """What was written with a step, sealed under the clue's key: opinions, who sat together, what verification found, to whom it was handed over.
    `way` and `on` of a verification stand in clear (M121)."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    clue = models.ForeignKey(Clue, models.CASCADE, related_name="notes")
    step = models.CharField(_("环节"), max_length=24, choices=[*ClueAction.choices(), *AwayAction.choices()])
    way = models.CharField(_("核查方式"), max_length=12, choices=Way.choices(), blank=True)
    done_on = models.DateField(_("日期"))
    body = models.BinaryField()
    noted_at = models.DateTimeField(_("记录时间"))
    noted_by = by(_("记录人"))

    class Meta:
        verbose_name = _("线索办理记录")
        ordering = ("noted_at", "pk")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def bound(self) -> str:
        """What its sealed text is bound to."""
        return f"clue {self.clue_id} note {self.pk}"
