"""The pages for Django."""

from datetime import date

from django import forms
from django.apps import AppConfig
from django.core import validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

PLAIN = (
    (forms.Field, "required", _("请填写这一项。")),
    (forms.ChoiceField, "required", _("请选一项。")),
    (forms.ChoiceField, "invalid_choice", _("没有这一项，请重新选择。")),
    (forms.MultipleChoiceField, "invalid_choice", _("没有这一项，请重新选择。")),
    (forms.DateField, "invalid", _("这不是日期，请写成 2026-03-01 的样子。")),
    (forms.IntegerField, "invalid", _("请填整数。")),
    (forms.FileField, "required", _("请选择文件。")),
    (forms.FileField, "empty", _("文件是空的，里面没有内容。请重新选择。")),
)  # fmt: skip
"""What a field says that cannot take what was typed, in the words of an office instead of those of a framework."""

LIMITS = (
    (validators.MaxLengthValidator, _("最多写 %(limit_value)d 个字，现在有 %(show_value)d 个，请删减。")),
    (validators.MinValueValidator, _("不能小于 %(limit_value)s。")),
    (validators.MaxValueValidator, _("不能大于 %(limit_value)s。")),
)
"""The same of what goes beyond a limit."""

_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)


def refuse_no_ones_day(day: date) -> None:
    """A slip of the hand: there must be room for years before and after a day, on every page that reckons from it."""
    if not _FIRST <= day <= _LAST:
        raise ValidationError(gettext("这一天不对，请填 1900 年到 2100 年之间的日期。"))


class Web(AppConfig):
    name = "bihuan.interfaces.web"
    label = "web"
    verbose_name = "页面"

    def ready(self) -> None:
        from bihuan.interfaces.web.clues import leaving

        leaving.watch()
        for field, fault, words in PLAIN:
            field.default_error_messages = {**field.default_error_messages, fault: words}
        for validator, said in LIMITS:
            validator.message = said
        forms.DateField.default_validators = [refuse_no_ones_day]
