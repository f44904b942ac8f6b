"""Forms of look-backs: what to draw, and what was found of one item."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.interfaces.web.problems.ends import ask_until
from bihuan.problems.vocabulary import Held, Strata

if TYPE_CHECKING:
    from bihuan.problems.models import Problem


def _days() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DrawForm(forms.Form):
    """What is to be drawn."""

    share = forms.IntegerField(
        label=gettext_lazy("抽取比例（%）"), min_value=1, max_value=100, initial=10, help_text=gettext_lazy("每层至少抽一件。")
    )
    strata = forms.ChoiceField(label=gettext_lazy("分层"), initial=Strata.UNIT.value)
    closed_from = forms.DateField(label=gettext_lazy("销号日期从"), required=False, widget=_days())
    closed_to = forms.DateField(label=gettext_lazy("到"), required=False, widget=_days())
    due_on = forms.DateField(label=gettext_lazy("看完的时限"), required=False, widget=_days())
    reason = forms.CharField(
        label=gettext_lazy("事由"), max_length=300, help_text=gettext_lazy("写明为什么抽、依据什么安排；记入操作记录。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["strata"].choices = [(one.value, _(one.label)) for one in Strata]  # type: ignore[attr-defined]


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of the chosen files."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(_FilesField, self).clean(one, initial) for one in given]


class FoundForm(forms.Form):
    """What was found of one drawn problem."""

    result = forms.ChoiceField(label=gettext_lazy("结果"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("回头看情况"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text=gettext_lazy("看了什么、怎么看的。反弹回潮的，这段话就是返回整改的理由。"),
    )  # fmt: skip
    shown = _FilesField(
        label=gettext_lazy("佐证"), required=False, help_text=gettext_lazy("照片、Word、Excel、PDF 都可以；涉密文件严禁上传。")
    )

    def __init__(self, *args: Any, problem: "Problem", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_until(self, problem, required=False)
        self.fields["due_on"].label = _("反弹回潮的，新的完成时限")
        self.order_fields(["result", "text", "due_on", "beyond", "shown"])
        self.fields["result"].choices = [(one.value, _(one.label)) for one in Held]  # type: ignore[attr-defined]
