"""The pages for Django."""

from django import forms
from django.apps import AppConfig
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


class Web(AppConfig):
    name = "bihuan.interfaces.web"
    label = "web"
    verbose_name = "页面"

    def ready(self) -> None:
        for field, fault, words in PLAIN:
            field.default_error_messages = {**field.default_error_messages, fault: words}
