"""What a password must be, said in our own words. Django calls these when somebody sets one (settings, AUTH_PASSWORD_VALIDATORS)."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """At least so many characters."""

    def get_error_message(self) -> str:
        return _("口令至少要 %(count)d 个字符。") % {"count": self.min_length}


class NotCommon(CommonPasswordValidator):
    """None of the twenty thousand that everybody tries first."""

    def get_error_message(self) -> str:
        return _("这个口令太常见，容易被猜中，请换一个。")


class NotTheName(UserAttributeSimilarityValidator):
    """Nothing close to the sign-in name or the name."""

    def get_error_message(self) -> str:
        return _("口令和登录名或姓名太像，请换一个。")


class NotOnlyDigits(NumericPasswordValidator):
    """No telephone number, no birthday."""

    def get_error_message(self) -> str:
        return _("口令不能全是数字。")


class NotTheSame:
    """A new password is another one; otherwise one that somebody else set would stay in use."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Refused: the password that the account has now."""
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(_("新口令不能和现在的相同。"), code="password_same")

    def get_help_text(self) -> str:
        """For forms that list what a password must be."""
        return _("新口令不能和现在的相同。")
