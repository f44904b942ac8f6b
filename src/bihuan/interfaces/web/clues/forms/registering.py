"""Forms of the intake: whom a report is about, what came by phone, letter or visit, what belongs to the level above."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.clues.operations import About, Slip
from bihuan.clues.vocabulary.clues import ClueSource
from bihuan.foundation.sealedbox.contents import Identity
from bihuan.interfaces.web.shell.units import UnitField
from bihuan.organisation.queries import find_people, place_of

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.organisation.models import Person, Unit

_BETWEEN = re.compile(r"[\s、，,；;]+")
MOST_PEOPLE = 10
ENTERED = (ClueSource.PHONE, ClueSource.LETTER, ClueSource.VISIT, ClueSource.MAIL)


def a_day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, by the browser's own date picker."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def told(person: Person) -> str:
    """Somebody with unit and post, so that people of one name can be told apart."""
    posts = getattr(person, "posts_now", ())
    return f"{person.name}　{'；'.join(map(place_of, posts)) or gettext('没有现任职务')}"


class AboutForm(forms.Form):
    """Whom it is about: names typed, those of whom there are several picked when the form comes back; units from the list."""

    people = forms.CharField(
        label=_("被反映的人"), required=False, max_length=200,
        help_text=_("姓名，几个人用顿号隔开。选定后，本人、其领导和下属、代为履职的人都看不到这条线索，也不知道有这条线索。"),
    )  # fmt: skip
    picked = forms.MultipleChoiceField(label=_("是哪一位"), required=False, widget=forms.CheckboxSelectMultiple)
    unit = UnitField(label=_("被反映的单位"), required=False, help_text=_("不在名册里的人，选他所在或者主管的单位。"))
    unit_2 = UnitField(label=_("另一个单位"), required=False)
    campaign = forms.ChoiceField(label=_("专项"), required=False)
    named = forms.BooleanField(label=_("实名举报"), required=False, help_text=_("留了姓名和联系方式，优先办理并且反馈结果。"))
    note = forms.CharField(label=_("受理备注"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, campaigns: Iterable[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaigns = {one.code: one for one in campaigns}
        offered = [("", gettext("不属于专项")), *((code, one.title) for code, one in self.campaigns.items())]
        self.fields["campaign"].choices = offered  # type: ignore[attr-defined]
        self.persons: list[Person] = []
        self._candidates = self._several()
        self.fields["picked"].choices = [(str(one.pk), told(one)) for one in self._candidates]  # type: ignore[attr-defined]
        if not self._candidates:
            del self.fields["picked"]

    def _typed(self) -> list[str]:
        typed = self.data.get(self.add_prefix("people"), "") if self.is_bound else ""
        return [one for one in _BETWEEN.split(typed[:200]) if one][:MOST_PEOPLE]

    def _several(self) -> list[Person]:
        """Those of whom it must be said which is meant."""
        found: list[Person] = []
        self._sure: dict[str, list[Person]] = {}
        for name in self._typed():
            bearing = [one for one in find_people(name, 50) if one.name == name]
            self._sure[name] = bearing
            found += bearing if len(bearing) > 1 else []
        return found

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        chosen = set(answers.get("picked") or ())
        for name, bearing in self._sure.items():
            meant = bearing if len(bearing) == 1 else [one for one in bearing if str(one.pk) in chosen]
            if not bearing:
                sorry = gettext("名册里没有“%(name)s”。请核对姓名；不在名册里的，选他所在或者主管的单位，姓名写在备注里。")
                self.add_error("people", sorry % {"name": name})
            elif not meant:
                self.add_error("picked", gettext("叫“%(name)s”的有 %(count)d 位，请选是哪一位。") % {"name": name, "count": len(bearing)})
            self.persons += meant
        return answers

    @property
    def units(self) -> list[Unit]:
        """The units that were named, each once."""
        named = [self.cleaned_data.get(name) for name in ("unit", "unit_2")]
        return list({one.pk: one for one in named if one}.values())

    @property
    def about(self) -> About:
        """What the operation asks for."""
        given = self.cleaned_data
        return About(self.persons, self.units, self.campaigns.get(given["campaign"]), given["named"], given["note"])


class RegisterForm(AboutForm):
    """A report that is registered; ticked where clues alike were looked at."""

    seen = forms.BooleanField(label=_("已看过相近的线索，仍然单独登记（登记后可以并案）"), required=False)

    def ask_again(self) -> None:
        """Only shown once there is something alike."""
        self.fields["seen"].required = True


class SlipForm(AboutForm):
    """What somebody said on the phone, wrote or told at the counter (M67)."""

    source = forms.ChoiceField(label=_("来源"))
    received_on = a_day(_("收到日期"))
    text = forms.CharField(
        label=_("反映的内容"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}), help_text=_("按原话记，不加评论。")
    )
    happened = forms.CharField(label=_("时间和地点"), max_length=300, required=False)
    reporter = forms.CharField(
        label=_("举报人姓名"),
        max_length=80,
        required=False,
        help_text=_("姓名和联系方式单独密封给身份信息保管人，两人一起才打得开；匿名的不填。"),
    )
    contact = forms.CharField(label=_("联系方式"), max_length=120, required=False)
    external = forms.CharField(
        label=_("外部编号"), max_length=60, required=False,
        help_text=_("由信访举报平台、民生热线转来的，填那边的编号：同一个编号不会登记两次，导入时也认得。"),
    )  # fmt: skip
    reporter_unit = forms.CharField(label=_("举报人单位、住址"), max_length=120, required=False)
    field_order = (
        "source", "received_on", "text", "happened", "people", "picked", "unit", "unit_2", "campaign", "named", "reporter", "contact",
        "reporter_unit", "external", "note",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [(one.value, gettext(one.label)) for one in ENTERED]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("named") and not (answers.get("reporter") and answers.get("contact")):
            self.add_error("reporter", gettext("实名举报要有姓名和能联系上的方式。"))
        return answers

    @property
    def slip(self) -> Slip:
        """What the operation asks for."""
        given = self.cleaned_data
        identity = Identity(given["reporter"].strip(), given["contact"].strip(), given["reporter_unit"].strip())
        return Slip(ClueSource(given["source"]), given["text"], given["received_on"], given["happened"], identity, given["external"])


class AsideForm(forms.Form):
    """Why a report is no clue: chosen and not written, for the reason goes into the book."""

    REASONS = (
        _("没有可以核实的内容"),
        _("广告、测试或者乱码"),
        _("咨询、意见建议"),
        _("同一举报人重复提交，没有新内容"),
        _("不属于受理范围，已告知渠道"),
    )
    reason = forms.ChoiceField(
        label=_("理由"), widget=forms.RadioSelect, help_text=_("内容随即销毁；操作记录只留经办人、时间和这一条理由。")
    )

    alike = forms.BooleanField(label="", required=False)

    def __init__(self, *args: Any, alike: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alike"].label = gettext("连同文字相近的另外 %(count)d 件一起") % {"count": alike}
        if not alike:
            del self.fields["alike"]
        self.fields["reason"].choices = [(str(number), one) for number, one in enumerate(self.REASONS)]  # type: ignore[attr-defined]

    @property
    def said(self) -> str:
        """The reason as the book keeps it, whatever language the page had."""
        from django.utils.translation import override

        with override("zh-hans"):
            return str(self.REASONS[int(self.cleaned_data["reason"])])


class UpperForm(forms.Form):
    """A report that belongs to the level above: nothing but a number and two days (第十五条)."""

    receipt = forms.CharField(label=_("上级回执号"), max_length=60)
    received_on = a_day(_("收到日期"))
    passed_on = a_day(_("报送日期"))
