"""Who holds which key, what is unlocked just now, and how what an ended key opens goes over to another."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.clues.vocabulary.keys import HandoverState, KeyPurpose, KeyState
from bihuan.foundation.audit.hands import by, pair


class KeyHolder(models.Model):
    """An age key of one account for one purpose. The secret half lies here locked by a passphrase that is kept nowhere (`rules.locks`), and in
    `recovery` sealed so that two custodians together, none of them its holder, can hand it over."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("账号"))
    purpose = models.CharField(_("用途"), max_length=12, choices=KeyPurpose.choices())
    public = models.CharField(_("公钥"), max_length=80, unique=True)
    wrapped = models.TextField()
    recovery = models.BinaryField(default=b"")
    recovery_for = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=KeyState.choices(), default=KeyState.ACTIVE)
    made_at = models.DateTimeField(_("生成时间"))
    made_by = by(_("生成人"))
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    ended_by = by(_("停用人"))
    wrong = models.PositiveSmallIntegerField(_("口令输错次数"), default=0)
    shut_until = models.DateTimeField(_("暂停解锁至"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("受理密钥")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["user", "purpose"], condition=models.Q(state=KeyState.ACTIVE), name="clue_key_held_once"),
            pair("ended", "clue_key_ended_pair"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.get_purpose_display()}"

    @property
    def bound(self) -> str:
        """What the lock of its secret half is bound to."""
        return f"{self.user_id} {self.purpose} {self.public}"


class UnlockedKey(models.Model):
    """A key unlocked for one session: locked again by a secret that lies in the browser's cookie alone, gone after half an hour without use.
    A row and not the memory of a process, for a session meets several processes."""

    place = models.CharField(max_length=32, primary_key=True)
    holder = models.ForeignKey(KeyHolder, models.CASCADE, related_name="+")
    lent = models.BinaryField()
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("已解锁的密钥")
        indexes = (models.Index(fields=["until"], name="clue_keys_to_lock"),)

    def __str__(self) -> str:
        return str(self.holder_id)


class KeyHandover(models.Model):
    """What an ended key opens goes over to another holder: one custodian opens the outer seal, another the inner, and what he finds is sealed to
    the heir at once. `half` is kept until the second came, `sealed` for as long as something is sealed to the old key."""

    old = models.ForeignKey(KeyHolder, models.PROTECT, related_name="handovers", verbose_name=_("原密钥"))
    heir = models.ForeignKey(KeyHolder, models.PROTECT, related_name="inherited", verbose_name=_("接收的密钥"))
    state = models.CharField(_("状态"), max_length=12, choices=HandoverState.choices(), default=HandoverState.ASKED)
    asked_at = models.DateTimeField(_("申请时间"))
    asked_by = by(_("申请人"))
    begun_at = models.DateTimeField(_("第一名保管人开启时间"), null=True, blank=True)
    begun_by = by(_("第一名保管人"))
    finished_at = models.DateTimeField(_("第二名保管人开启时间"), null=True, blank=True)
    finished_by = by(_("第二名保管人"))
    half = models.BinaryField(default=b"")
    sealed = models.BinaryField(default=b"")
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("密钥交接")
        ordering = ("-pk",)
        constraints = (
            pair("begun", "clue_handover_begun_pair"),
            pair("finished", "clue_handover_finished_pair"),
            models.CheckConstraint(
                condition=models.Q(finished_by=None) | ~models.Q(finished_by=models.F("begun_by")), name="clue_handover_takes_two"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
