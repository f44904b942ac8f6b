"""Forms of plan review and launch."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bihuan.organisation.queries import Branch, tree
from bihuan.organisation.vocabulary import PostRole


def _branches(found: list[Branch], depth: int) -> Iterator[tuple[str, str]]:
    """Units down to the third level, indented."""
    for one in found:
        yield str(one.unit.pk), "　" * depth + one.unit.name
        if depth < 2:
            yield from _branches(one.children, depth + 1)


class LaunchForm(forms.Form):
    """Where the campaign runs and who is covered: people already in the tree, or a roster sheet."""

    root = forms.ChoiceField(label=_("在哪个单位开展"), required=False)
    subjects = forms.MultipleChoiceField(
        label=_("整治对象"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("其余人员作为参与人员列入名册。"),
        choices=lambda: [(one.value, _(one.label)) for one in PostRole],
    )  # fmt: skip
    sheet = forms.FileField(label=_("或者上传干部名册"), required=False, help_text=_("按模板填写的 Excel；上传后以名册为准。"))
    on = forms.DateField(label=_("名册确定日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    code = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]*$", label=_("专项代码"), max_length=31, required=False, help_text=_("小写字母、数字和短横线，例如 lianghe-2026；留空则自动编号。"),
        error_messages={"invalid": _("代码只能用小写字母、数字和短横线，例如 lianghe-2026。")},
    )  # fmt: skip

    def __init__(self, *args: Any, keeps: bool, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": localdate(), "subjects": [PostRole.LEADER.value, PostRole.SECTION_HEAD.value]}, **kwargs)
        self.fields["root"].choices = [("", "—"), *_branches(tree(), 0)]
        if not keeps:
            del self.fields["sheet"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("root") and not told.get("sheet"):
            raise forms.ValidationError(_("请选择单位，或者上传干部名册。"))
        return told


class PlaceForm(forms.Form):
    """The parts of one fact, each a line; a reason; or taken away."""

    reason = forms.CharField(label=_("为什么改"), max_length=300, required=False)

    def __init__(self, *args: Any, parts: dict[str, tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fresh: dict[str, forms.Field] = {}
        for name, (label, value) in parts.items():
            long = isinstance(value, list) or len(str(value or "")) > 40
            text = "\n".join(map(str, value)) if isinstance(value, list) else value
            fresh[f"part_{name}"] = forms.CharField(
                label=label,
                initial=text,
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput,
            )
        self.fields = fresh | self.fields


class AddForm(forms.Form):
    """An entry that the plan's reader did not find: its parts, and where it stands in the plan or who said so."""

    reason = forms.CharField(label=_("在方案哪里，或者谁定的"), max_length=300, required=False)

    def __init__(self, *args: Any, labels: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = forms.DateInput(attrs={"type": "date"})
        text = forms.Textarea(attrs={"rows": 2})
        first = next(iter(labels))
        self.fields = {
            name: forms.CharField(
                label=_(label),
                max_length=1000,
                required=name == first,
                widget=day if name in ("start", "end") else text if name == "text" else None,
            )
            for name, label in labels.items()
        } | self.fields
