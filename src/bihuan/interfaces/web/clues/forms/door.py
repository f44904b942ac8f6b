"""Forms about the public door. A form with a preview is sent twice: to be looked at, then to be published."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.foundation.sealedbox.vocabulary import Purpose
from bihuan.interfaces.web.shell.units import UnitField


def _text(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text)


def _long(label: Any, most: int, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}))


class EntryForm(forms.Form):
    """What a code is for: a campaign, a unit, one counter, any of them together."""

    purpose = forms.ChoiceField(label=_("扫码后做什么"), choices=[(one.value, _(one.label)) for one in Purpose], widget=forms.RadioSelect)
    campaign = forms.ChoiceField(label=_("专项"), required=False, help_text=_("选了的，会问一句“属于哪一类”（取自这个专项的问题目录）。"))
    unit = UnitField(label=_("单位"), required=False)
    place = _text(_("张贴位置"), 80, _("例如：政务大厅 3 号窗口。会显示在公众页面上。"))
    questions = _long(
        _("另外问的问题"),
        2000,
        _("一行一个，都可以不答。要给选项的写成“办事要跑几趟：一趟、两趟、三趟以上”，答案按选项计数。不写的就不问。"),
    )

    def __init__(self, *args: Any, campaigns: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["campaign"]
        field.choices = [("", "—"), *((str(pk), label) for pk, label in campaigns)]


class ChannelForm(forms.Form):
    """How a unit can be reached besides the door."""

    phone = _text(_("监督电话"), 60)
    mail = _text(_("举报邮箱"), 120)
    post = _text(_("来信、来访地址"), 200)
    hours = _text(_("接待时间"), 120)


class UnitForm(forms.Form):
    """Whose channels."""

    unit = UnitField(label=_("单位"))


class WordsForm(forms.Form):
    """The body's own words; empty ones are said in the shipped words."""

    welcome = _long(_("首页开头"), 2000, _("留空的，显示系统自带的说明。"))
    anonymity = _long(
        _("匿名能做到什么"), 2000, _("留空的，显示系统自带的说明。前面有解开 TLS 的代理的，必须在这里如实写明谁看得到内容。"), 6
    )
    false_report = _long(_("说错了会怎样"), 2000, _("留空的，显示系统自带的说明。"))
    emergency = _long(_("紧急情况"), 500, _("留空的，提示拨打 110。"), 2)


class PauseForm(forms.Form):
    """Why the door takes nothing for the moment."""

    reason = forms.CharField(
        label=_("原因"), max_length=200, help_text=_("只记在审计里，公众看到的是“暂停受理”和其他渠道。不要写举报的内容。")
    )
