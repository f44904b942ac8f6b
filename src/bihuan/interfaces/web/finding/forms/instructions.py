"""Forms of leaders' instructions."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.finding.operations import Ink, Share
from bihuan.interfaces.web.shell.units import UnitField
from bihuan.interfaces.web.shell.uploads import name_and_content

if TYPE_CHECKING:
    from bihuan.organisation.models import Unit

_ROWS = 5


def _a_day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class SharesForm(forms.Form):
    """Which units do what, until when: as many rows as are filled in."""

    def __init__(self, *args: Any, units: Iterable["Unit"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(units)
        for at in range(1, _ROWS + 1):
            first = at == 1
            field = UnitField(label=gettext("承办单位 %(n)d") % {"n": at}, required=first)
            field.offer(offered)
            self.fields[f"unit{at}"] = field
            self.fields[f"text{at}"] = forms.CharField(
                label=_("承办事项"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )
            self.fields[f"due{at}"] = _a_day(_("办理时限"), required=False)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        for at in range(1, _ROWS + 1):
            if answers.get(f"unit{at}") and not (answers.get(f"text{at}") and answers.get(f"due{at}")):
                self.add_error(f"unit{at}", gettext("请写明这个单位的承办事项和办理时限。"))
        return answers

    def shares(self) -> list[Share]:
        """The rows that are filled in."""
        told = self.cleaned_data
        return [Share(told[f"unit{at}"], told[f"text{at}"], told[f"due{at}"]) for at in range(1, _ROWS + 1) if told.get(f"unit{at}")]


class InstructionForm(SharesForm):
    """What the paper shows, with its scan, and who carries it out."""

    leader = forms.CharField(label=_("批示领导"), max_length=80, help_text=_("姓名和职务，例如：县长×××。"))
    words = forms.CharField(label=_("批示原文"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("照抄，一字不改。"))
    given_on = _a_day(_("批示日期"))
    about = forms.CharField(label=_("批示在哪份材料上"), max_length=200, required=False)
    scan = forms.FileField(label=_("批示扫描件"), help_text=_("扫描件或照片。"))

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        told = self.cleaned_data
        scan = name_and_content(told["scan"]) or ("", b"")
        ink = Ink(leader=told["leader"], words=told["words"], given_on=told["given_on"], about=told["about"], scan=scan)
        return {"ink": ink, "shares": self.shares()}


class ReportForm(forms.Form):
    """What a unit has done about its part."""

    text = forms.CharField(label=_("办了什么、结果怎样"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    done = forms.BooleanField(label=_("已经落实"), required=False)


class ReplyForm(forms.Form):
    """The joint reply, drafted from the units' progress, as the office settles it."""

    report = forms.CharField(label=_("办理情况"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12}))


class SeenForm(forms.Form):
    """That the leader has seen the reply."""

    on = _a_day(_("阅示日期"))
    note = forms.CharField(label=_("阅示意见"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class BackForm(forms.Form):
    """Why a part goes back to its unit."""

    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class FailForm(forms.Form):
    """The finding that an unfulfilled part becomes, and why."""

    text = forms.CharField(label=_("发现的问题"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    reason = forms.CharField(label=_("由谁决定、为什么"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
