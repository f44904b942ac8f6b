"""Forms of search, statistics, papers and keeping."""

from datetime import date

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.clues.vocabulary.keeping import PrintKind, PrintPurpose
from bihuan.interfaces.web.clues.forms.registering import a_day
from bihuan.interfaces.web.clues.forms.steps import NONE, words


def _cleared() -> forms.BooleanField:
    return forms.BooleanField(label=_("连同反映不实、错告的已办结线索"), required=False)


class SearchForm(forms.Form):
    """What is looked for. Sent by POST, so that it stands in no address and no log."""

    query = forms.CharField(
        label=_("找什么"), max_length=100, help_text=_("至少两个字；空格隔开的词都要有。查找内容不留记录。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )  # fmt: skip
    cleared = _cleared()
    page = forms.IntegerField(required=False, min_value=1, max_value=20, widget=forms.HiddenInput)


class SpanForm(forms.Form):
    """From one day to another, both may be empty."""

    first = a_day(_("收到日期从"), required=False)
    last = a_day(_("到"), required=False)

    def clean(self) -> None:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and first > last:
            self.add_error("last", gettext("不能早于开始日期。"))


def _purpose() -> forms.TypedChoiceField:
    field = forms.TypedChoiceField(label=_("用途"), coerce=PrintPurpose, help_text=_("用途和输出人记入操作记录，经办人员看得到。"))
    field.choices = lambda: [NONE, *words(PrintPurpose)]
    return field


class LedgerForm(SpanForm):
    """Which clues, as what, what for."""

    first = a_day(_("收到日期从"))
    last = a_day(_("到"))
    form = forms.ChoiceField(label=_("格式"), choices=(("docx", "Word"), ("xlsx", "Excel")))
    purpose = _purpose()
    cleared = _cleared()
    field_order = ("first", "last", "form", "purpose", "cleared")

    @staticmethod
    def this_year() -> dict[str, date]:
        """What stands there first."""
        day = localdate()
        return {"first": day.replace(month=1, day=1), "last": day}


class PaperForm(forms.Form):
    """Which paper about a clue, what for."""

    kind = forms.TypedChoiceField(label=_("文书"), coerce=PrintKind)
    purpose = _purpose()

    def suit(self, kinds: list[PrintKind]) -> None:
        """Only those that can be made now."""
        self.fields["kind"].choices = [(one.value, gettext(one.label)) for one in kinds]  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """A file that somebody holds."""

    file = forms.FileField(label=_("文书文件"), help_text=_("Word 或者 Excel 文件。文件只在核对时读一下，不保存。"))


class HoldForm(forms.Form):
    """Why it is kept whatever the time."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=_("和线索内容一起密封。"),
    )


class AgreeForm(forms.Form):
    """The day on which it goes."""

    on = a_day(_("销毁日期"))
