"""Forms of the consoles and of the first start."""

from types import SimpleNamespace
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bihuan.foundation.accounts.queries import is_sign_in_name
from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.organisation.vocabulary import StandingDutyKind

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class AccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(label=_("登录名"), max_length=64, help_text=_("字母、数字和 @ . + - _，以后不能改。"))
    name = forms.CharField(label=_("姓名"), max_length=64)


class ReasonForm(forms.Form):
    """A step that asks why."""

    reason = forms.CharField(label=_("理由"), max_length=200)


class DayForm(forms.Form):
    """A day out of the ordinary."""

    day = forms.DateField(label=_("日期"), widget=_DAY)
    works = forms.TypedChoiceField(
        label=_("安排"), choices=[("rest", _("放假（工作日休息）")), ("work", _("上班（周末调休）"))], coerce=lambda one: one == "work"
    )
    name = forms.CharField(label=_("节日"), max_length=40)
    source = forms.CharField(label=_("依据"), max_length=200, required=False)


class NoticeForm(forms.Form):
    """A whole notice of holidays, pasted as it is or as lines; `days` are those that were read out of it."""

    days: Any = ()

    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("通知的名称和文号。"))
    lines = forms.CharField(
        label=_("日期"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "可以把通知原文整段贴进来；也可以一行一天或一段，例如“2027-01-01 休 元旦”“2027-02-05 至 2027-02-11 休 春节”“2027-02-06 班 春节”。"
        ),
    )


class RuleForm(forms.Form):
    """A value of our own for a rule."""

    value = forms.IntegerField(label=_("取值"), min_value=0, max_value=3660)
    from_on = forms.DateField(label=_("从哪天起"), widget=_DAY)
    reason = forms.CharField(label=_("理由"), max_length=200)


class DutyForm(forms.Form):
    """A standing duty for an account."""

    username = forms.CharField(label=_("登录名"), max_length=64)
    duty = forms.ChoiceField(label=_("职责"), choices=lambda: [(one.value, _(one.label)) for one in StandingDutyKind])


class FactorForm(forms.Form):
    """Whose second factor is dropped, and why."""

    username = forms.CharField(label=_("登录名"), max_length=64)
    reason = forms.CharField(label=_("理由"), max_length=200, help_text=_("怎样核实是本人的，也请写上。"))


class BookFilter(forms.Form):
    """What an auditor looks for."""

    who = forms.CharField(label=_("经办人"), max_length=64, required=False)
    kind = forms.ChoiceField(label=_("对象"), required=False)
    action = forms.ChoiceField(label=_("事项"), required=False)
    from_on = forms.DateField(label=_("从"), widget=_DAY, required=False)
    until_on = forms.DateField(label=_("到"), widget=_DAY, required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], actions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("kind", kinds), ("action", actions)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
            field.choices = [("", _("全部")), *((key, _(word)) for key, word in choices)]


def _fit_to_sign_in(name: str) -> None:
    if not is_sign_in_name(name):
        raise ValidationError(_("只能有文字、数字和 @ . + - _，不能有空格，最多 64 个字。"))


def _password(label: Any, help_text: Any = "") -> forms.CharField:
    hidden = forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, max_length=128, widget=hidden, help_text=help_text)


class SetUpForm(forms.Form):
    """The three administrators of a new installation: three people."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Administrator:
            self.fields[f"{kind}_name"] = forms.CharField(label=_("姓名"), max_length=64)
            self.fields[f"{kind}_username"] = forms.CharField(label=_("登录名"), max_length=64, validators=[_fit_to_sign_in])
            self.fields[f"{kind}_password"] = _password(_("口令"), _("不少于 10 位，不要用生日、电话和姓名。"))
            self.fields[f"{kind}_again"] = _password(_("再输一遍口令"))

    def clean(self) -> dict[str, Any]:
        """Everything that is wrong at once, each at its field: typed passwords are not shown again, so one round should do."""
        told = dict(super().clean() or {})
        for kind in Administrator:
            self._check_password(kind, told)
        self._no_two(told, "name", _("三员须由三个不同的人担任。"))
        self._no_two(told, "username", _("三员的登录名不能相同。"))
        self._no_two(told, "password", _("三员的口令不能相同，请各自设定。"))
        return told

    def _check_password(self, kind: Administrator, told: dict[str, Any]) -> None:
        whose = SimpleNamespace(pk=None, username=told.get(f"{kind}_username", ""), name=told.get(f"{kind}_name", ""), _meta=None)
        if password := told.get(f"{kind}_password"):
            try:
                validate_password(password, cast(Any, whose))
            except ValidationError as wrong:
                self.add_error(f"{kind}_password", wrong)
            if told.get(f"{kind}_again", password) != password:
                self.add_error(f"{kind}_again", _("两遍输入的口令不一样，请重新输入。"))

    def _no_two(self, told: dict[str, Any], what: str, sentence: Any) -> None:
        seen: set[str] = set()
        for kind in Administrator:
            value = "".join(str(told.get(f"{kind}_{what}", "")).split())
            if value and value in seen:
                self.add_error(f"{kind}_{what}", sentence)
            seen.add(value)

    def people(self) -> dict[str, tuple[str, str, str]]:
        """Kind → (sign-in name, name, password)."""
        told = self.cleaned_data
        return {kind.value: (told[f"{kind}_username"], told[f"{kind}_name"], told[f"{kind}_password"]) for kind in Administrator}

    def parts(self) -> list[dict[str, Any]]:
        """The fields of each of the three, for the page."""
        return [
            {"kind": kind, "fields": [self[f"{kind}_{name}"] for name in ("name", "username", "password", "again")]}
            for kind in Administrator
        ]
