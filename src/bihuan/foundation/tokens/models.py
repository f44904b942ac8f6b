"""What a token is, and what was answered to a request with a key."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Token(models.Model):
    """A way in for a program, in the name of one account. `mark` finds it, `digest` is all that is kept of its secret.

    `last_used_on` is a day and no moment: it tells which tokens are forgotten, not what somebody does all day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("账号"))
    name = models.CharField(_("用途"), max_length=80)
    mark = models.CharField(_("标识"), max_length=12, unique=True)
    digest = models.CharField(_("摘要"), max_length=64)
    scopes = models.JSONField(_("权限范围"), default=list)  # [Scope]
    issued_at = models.DateTimeField(_("生成时间"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("生成人"))
    expires_on = models.DateField(_("有效期至"))
    last_used_on = models.DateField(_("最近使用"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("作废人")
    )

    class Meta:
        verbose_name = _("接口令牌")
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=models.Q(revoked_by=None) | ~models.Q(revoked_at=None), name="token_revoked_pair"),)

    def __str__(self) -> str:
        return f"{self.name}（{self.mark}）"


class Answer(models.Model):
    """What a request with a key was answered, kept for a day: the same request again gets the same answer and is not done again."""

    token = models.ForeignKey(Token, models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)  # digest of method, address and content
    status = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=120, blank=True)  # content type
    body = models.BinaryField(default=b"")
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("接口答复")
        constraints = (models.UniqueConstraint(fields=["token", "key"], name="answer_once_a_key"),)

    def __str__(self) -> str:
        return self.key
