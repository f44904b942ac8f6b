"""Forms of organisation at work: patterns, secondments, deputy heads, key few, goals, links, what units add."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.operations import Lending
from bihuan.campaigns.rules.patterns import PATTERNS, ProposedBody
from bihuan.campaigns.rules.seconding import WARNING, asks_approval
from bihuan.campaigns.vocabulary import GroupPost, OrganisationPattern
from bihuan.campaigns.vocabulary.organising import Level, LinkKind
from bihuan.interfaces.web.campaigns.forms.choosing import PersonForm, a_day, offer_units, words
from bihuan.interfaces.web.shell.units import UnitField

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign, Task
    from bihuan.organisation.models import Unit


def in_words(body: ProposedBody) -> ProposedBody:
    """A proposed body in the words of the reader, as it is set up."""
    seats = tuple((post, gettext(text)) for post, text in body.seats)
    return replace(body, name=gettext(body.name), seats=seats, tasks=gettext(body.tasks) if body.tasks else "")


class PatternForm(forms.Form):
    """The bodies that a pattern proposes: which to set up, under which names."""

    def __init__(self, *args: Any, bodies: Sequence[ProposedBody], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = bodies
        for number, one in enumerate(bodies):
            seats = "；".join(f"{gettext(post.label)}：{gettext(text)}" for post, text in one.seats)
            label = f"{gettext(one.kind.label)}（{seats}）"
            self.fields[f"name_{number}"] = forms.CharField(
                label=label, max_length=120, required=False, initial=gettext(one.name), help_text=gettext("清空就不设这个机构。")
            )

    def chosen(self) -> list[ProposedBody]:
        """The bodies that are kept, under their names, everything in the words of the reader."""
        told = []
        for number, one in enumerate(self.bodies):
            if name := self.cleaned_data[f"name_{number}"].strip():
                told.append(replace(in_words(one), name=name))
        return told


PATTERN_CHOICES = tuple(PATTERNS[one] for one in OrganisationPattern)


class SecondForm(PersonForm):
    """Who is lent, from where, for which days, on which approval."""

    home = UnitField(label=_("原单位"))
    level = forms.ChoiceField(label=_("原单位层级"), choices=[("", "—"), *words(Level)], help_text=_(WARNING))
    post = forms.ChoiceField(label=_("组内职务"), choices=words(GroupPost), initial=GroupPost.MEMBER.value)
    from_on = a_day(_("借调开始"))
    to_on = a_day(_("借调截止"), help_text=_("过了这一天自动失去权限，不用另办。"))
    approval_number = forms.CharField(label=_("批件文号"), max_length=80, required=False)
    approval = forms.FileField(label=_("批件扫描件"), required=False)
    field_order = ("who", "person", "home", "level", "post", "from_on", "to_on", "approval_number", "approval")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        level = answers.get("level")
        if level and asks_approval(Level(level)) and not (answers.get("approval_number") and answers.get("approval")):
            self.add_error("approval", gettext(WARNING))
        return answers

    def lending(self) -> Lending:
        """What the operation asks for."""
        told, file = self.cleaned_data, self.cleaned_data.get("approval")
        return Lending(
            person=self.somebody, home=told["home"], level=Level(told["level"]), from_on=told["from_on"], to_on=told["to_on"],
            post=GroupPost(told["post"]), approval_number=told["approval_number"], approval=(file.name, file.read()) if file else None,
        )  # fmt: skip


class DeputyForm(forms.Form):
    """The units in the charge of a deputy head."""

    def __init__(self, *args: Any, units: Sequence["Unit"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"] = forms.MultipleChoiceField(label=_("分管的单位"), required=False, widget=forms.CheckboxSelectMultiple)
        self.known = offer_units(self, units, "units")

    def units(self) -> list["Unit"]:
        """The units that were ticked."""
        return [self.known[key] for key in self.cleaned_data["units"]]


class KeyForm(PersonForm):
    """Somebody who is marked as one of the key few."""

    first_hand = forms.BooleanField(label=_("一把手"), required=False)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)
    field_order = ("who", "person", "first_hand", "note")

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"person": self.somebody, "first_hand": self.cleaned_data["first_hand"], "note": self.cleaned_data["note"]}


class GoalForm(forms.Form):
    """What a goal is tied to: one figure or one task."""

    figure = forms.ChoiceField(label=_("指标"), required=False)
    task = forms.ChoiceField(label=_("任务"), required=False, help_text=_("指标和任务选一项；还要挂接别的，存好后再加。"))
    note = forms.CharField(label=_("怎样算达到"), max_length=300, required=False)

    def __init__(self, *args: Any, figures: Sequence[tuple[str, str]], tasks: Sequence["Task"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = {str(one.pk): one for one in tasks}
        self.fields["figure"].choices = [("", "—"), *figures]  # type: ignore[attr-defined]
        self.fields["task"].choices = [("", "—"), *((key, one.title) for key, one in self.tasks.items())]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        answers = self.cleaned_data
        return {"figure": answers["figure"], "task": self.tasks.get(answers["task"]), "note": answers["note"]}


class LinkForm(forms.Form):
    """To which campaign or other work, and how."""

    other = forms.ChoiceField(label=_("本系统里的专项"), required=False)
    label = forms.CharField(
        label=_("其他工作的名称"), max_length=200, required=False, help_text=_("不在本系统里的工作写名称，例如：巡察整改。")
    )
    kind = forms.ChoiceField(label=_("关系"), choices=words(LinkKind), help_text=_("“专项内的专项”有自己的方案，在本专项里面开展。"))
    note = forms.CharField(label=_("怎样贯通"), max_length=300, required=False)

    def __init__(self, *args: Any, others: Sequence["Campaign"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {one.code: one for one in others}
        self.fields["other"].choices = [("", "—"), *((code, one.title) for code, one in self.others.items())]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        answers = self.cleaned_data
        kind = LinkKind(answers["kind"])
        return {"other": self.others.get(answers["other"]), "label": answers["label"], "kind": kind, "note": answers["note"]}


class OwnForm(forms.Form):
    """A unit's own words under an item or a measure of the campaign."""

    unit = forms.ChoiceField(label=_("单位"))
    text = forms.CharField(label=_("内容"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, units: Sequence["Unit"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(one.pk): one for one in units}
        self.fields["unit"].choices = [(key, one.name) for key, one in self.units.items()]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"unit": self.units[self.cleaned_data["unit"]], "text": self.cleaned_data["text"]}
