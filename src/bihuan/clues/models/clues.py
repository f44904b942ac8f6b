"""A registered clue: what statistics and routing need in plain columns, everything that says what it is about sealed."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.clues.models.columns import by, random_number
from bihuan.clues.models.keys import KeyHolder
from bihuan.clues.models.tips import Tip
from bihuan.clues.vocabulary.clues import ClueSource, ClueState
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
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("问题线索")
        ordering = ("-received_on", "pk")
        indexes = (models.Index(fields=["state", "-received_on"], name="clue_ledger"),)

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
