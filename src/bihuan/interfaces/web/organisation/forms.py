"""Forms of the organisation."""

from datetime import date

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.shell.units import UnitField
from bihuan.organisation.rules.days import check_not_ahead
from bihuan.organisation.vocabulary import PostRole, Rank, UnitKind

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class UnitForm(forms.Form):
    """A unit: its name, nature and parent."""

    name = forms.CharField(label=_("名称"), max_length=120)
    kind = forms.ChoiceField(label=_("性质"), choices=lambda: [(one.value, _(one.label)) for one in UnitKind])
    parent = UnitField(label=_("上级单位"), required=False, help_text=_("输入名称从列表里选；留空的是最上一级。"))


class EndForm(forms.Form):
    """The day something ends, and why."""

    on = forms.DateField(label=_("撤销日期"), widget=_DAY)
    reason = forms.CharField(label=_("理由"), max_length=200)


class PersonForm(forms.Form):
    """Somebody."""

    name = forms.CharField(label=_("姓名"), max_length=64)
    phone = forms.CharField(label=_("手机"), max_length=32, required=False)


class NewPersonForm(PersonForm):
    """Somebody, with a first post."""

    title = forms.CharField(label=_("职务"), max_length=120)
    rank = forms.CharField(label=_("职级"), max_length=32, required=False, widget=forms.TextInput(attrs={"list": "ranks"}))
    from_on = forms.DateField(label=_("任职日期"), widget=_DAY)


class PostForm(forms.Form):
    """A post from a day on."""

    unit = UnitField(label=_("单位"))
    title = forms.CharField(label=_("职务"), max_length=120)
    rank = forms.CharField(label=_("职级"), max_length=32, required=False, widget=forms.TextInput(attrs={"list": "ranks"}))
    role = forms.ChoiceField(
        label=_("身份"), choices=lambda: [("", _("按职务判断")), *((one.value, _(one.label)) for one in PostRole)], required=False
    )
    from_on = forms.DateField(label=_("任职日期"), widget=_DAY)


class DayForm(forms.Form):
    """The day a post ends."""

    on = forms.DateField(label=_("免职日期"), widget=_DAY)


class AccountForm(forms.Form):
    """The account that signs in for somebody; empty: none."""

    username = forms.CharField(label=_("登录名"), max_length=64, required=False, help_text=_("账号由系统管理员开通；留空则解除关联。"))


class UploadForm(forms.Form):
    """A roster sheet, and the day it tells about."""

    file = forms.FileField(label=_("名册文件"))
    on = forms.DateField(label=_("名册日期"), widget=_DAY, help_text=_("职务变动从这一天算起。"))

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        try:
            check_not_ahead(day, localdate())
        except BadInput as refused:
            raise forms.ValidationError(str(refused)) from refused
        return day


RANKS = [rank.label for rank in Rank if rank is not Rank.OTHER]
