"""What an account is."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.foundation.accounts.vocabulary import Administrator


class Users(BaseUserManager["User"]):
    """Lookup by sign-in name, as Django's backends ask for it. Accounts are opened by an operation."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """An account. `administrator` is empty for everybody who works in the business."""

    username = models.CharField(
        _("登录名"),
        max_length=64,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("这个登录名已经有人用了。")},
    )
    name = models.CharField(_("姓名"), max_length=64)
    administrator = models.CharField(_("三员"), max_length=16, blank=True, default="", choices=Administrator.choices())
    is_active = models.BooleanField(_("在用"), default=True)
    is_system = models.BooleanField(_("系统自身"), default=False)
    must_change_password = models.BooleanField(_("首次登录须改口令"), default=False)
    password_set_on = models.DateField(_("口令启用日期"), null=True, blank=True)  # a password ages; empty: none was ever set
    language = models.CharField(_("界面语言"), max_length=16, blank=True, default="")
    opened_at = models.DateTimeField(_("开通时间"))
    opened_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("开通人"))

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = Users()

    class Meta:
        verbose_name = _("账号")
        constraints = (
            # 三员 exclude each other by having one field for the three; each of them is one person at a time.
            models.UniqueConstraint(
                fields=["administrator"],
                condition=models.Q(is_active=True) & ~models.Q(administrator=""),
                name="one_active_administrator_each",
            ),
            models.UniqueConstraint(fields=["is_system"], condition=models.Q(is_system=True), name="one_system_user"),
        )

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def waits_for_activation(self) -> bool:
        """In use, and still without a password that only its holder knows."""
        return self.is_active and self.must_change_password and not self.administrator and not self.is_system

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class ActivationCode(models.Model):
    """A one-time code with which somebody sets his first password. Only its digest is kept; a newer one ends it (`ended_at`).

    It opens until the end of `expires_on`, once, and only while the account waits for a password of its own."""

    user = models.ForeignKey(User, models.PROTECT, related_name="activation_codes", verbose_name=_("账号"))
    digest = models.CharField(_("摘要"), max_length=64)
    issued_at = models.DateTimeField(_("打印时间"))
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("打印人"))
    expires_on = models.DateField(_("有效期至"))
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)
    used_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("使用人"))
    ended_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("作废人"))

    class Meta:
        verbose_name = _("激活码")
        constraints = (
            models.UniqueConstraint(fields=["user"], condition=models.Q(used_at=None, ended_at=None), name="one_open_code_an_account"),
            models.CheckConstraint(condition=models.Q(used_by=None) | ~models.Q(used_at=None), name="code_used_pair"),
            models.CheckConstraint(condition=models.Q(ended_by=None) | ~models.Q(ended_at=None), name="code_ended_pair"),
        )

    def __str__(self) -> str:
        return f"{self.user.name}（{self.user.username}）"
