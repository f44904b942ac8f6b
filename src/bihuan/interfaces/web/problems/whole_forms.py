"""Forms of the steps on a whole entry: whether it counts, whose it is, with which it is one, with which it shares."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns import queries as campaigns
from bihuan.interfaces.web.problems.forms import long_text, words
from bihuan.interfaces.web.shell.days import today_of
from bihuan.problems.operations import Owner
from bihuan.problems.queries.needs import last_day_to_object
from bihuan.problems.vocabulary import Action, SharedPart, VoidKind

if TYPE_CHECKING:
    from bihuan.organisation.models import Unit
    from bihuan.problems.models import Problem

MOST_TO_CHOOSE = 200
"""Ticked problems among which one is chosen."""
PARTS = 3
"""Blocks of the form that divides; more parts by dividing a part again."""


class _About(forms.Form):
    """A form about one problem."""

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problem, self.campaign = problem, problem.campaign


def _reason(label: Any = "", **more: Any) -> forms.CharField:
    return long_text(label or _("理由"), rows=2, most=500, **more)


def _repeats() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("与哪一件重复（序号）"), required=False, min_value=1, max_value=2_000_000_000, help_text=_("只在重复时填，填留下的那一件。")
    )


def _parts() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("共用哪几项"), choices=lambda: words(SharedPart), widget=forms.CheckboxSelectMultiple, initial=[one.value for one in SharedPart],
        help_text=_("从所选那一件现有的内容开始，其他各件在这几项里原来写的换成它的，原文留在全过程里；以后在任何一件上改，各件都改，各自销号。"),
    )  # fmt: skip


class ReasonAlone(_About):
    """A ruling that needs its reason."""

    reason = _reason()


class VoidForm(_About):
    """Why it does not count; a duplicate says of which."""

    kind = forms.ChoiceField(label=_("作废原因"), choices=lambda: words(VoidKind), widget=forms.RadioSelect)
    repeats = _repeats()
    reason = _reason()


class DisputeForm(_About):
    """What the unit says, and until when it may."""

    reason = _reason(_("异议理由"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = last_day_to_object(self.problem)
        told = gettext("写明为什么不归本单位、应当归谁。提出后停表，由专班裁定。最迟 %(day)s 提出。")
        self.fields["reason"].help_text = told % {"day": f"{last:%Y-%m-%d}"}


class _UnitsForm(_About):
    """Units are typed or chosen from one list of names, which the page brings once."""

    def unit_names(self) -> list[str]:
        """The names to choose from."""
        return [one.name for one in self._units]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units: Sequence[Unit] = list(campaigns.units_of(self.campaign, today_of(self.campaign).day))

    def owner(self, unit: str, person: str, text: str = "") -> Owner:
        """Unit and person by their names. Refused: no such unit in the campaign, several of one name, nobody of that name there."""
        found = [one for one in self._units if one.name == unit.strip()]
        if len(found) != 1:
            raise forms.ValidationError(gettext("本专项里没有“%(name)s”这个单位，请从列表里选。") % {"name": unit.strip()})
        if not person.strip():
            return Owner(found[0], None, text)
        people = [one for one in campaigns.people_of(self.campaign, found[0]) if one.name == person.strip()]
        if len(people) != 1:
            told = {"name": person.strip(), "unit": found[0].name}
            raise forms.ValidationError(gettext("%(unit)s没有唯一的“%(name)s”，请核对姓名，或先不填责任人。") % told)
        return Owner(found[0], people[0], text)


def _unit(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=120, widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"}), **more)


def _person(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=60, required=False)


class MoveForm(_UnitsForm):
    """Who answers for it from now on."""

    unit = _unit(_("改由哪个单位承担"), help_text=_("新单位从今天起算告知，也可以提异议。"))
    person = _person(_("责任人"))
    reason = _reason()

    def clean(self) -> dict[str, Any]:
        """The names looked up."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("unit"):
            told["to"] = self.owner(told["unit"], told.get("person", ""))
        return told


class DivideForm(_UnitsForm):
    """Who answers for which part; each part is an entry of its own."""

    keeps = forms.BooleanField(label=_("原单位仍承担一部分（原条目留给它）"), required=False, initial=True)
    reason = _reason()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, PARTS + 1):
            self.fields[f"unit_{n}"] = _unit(_("第 %(n)d 家单位") % {"n": n}, required=n == 1)
            self.fields[f"person_{n}"] = _person(_("第 %(n)d 家的责任人") % {"n": n})
            self.fields[f"text_{n}"] = long_text(
                _("第 %(n)d 家承担的部分") % {"n": n}, required=False, rows=2, help_text=_("不写的，照抄原来的问题。")
            )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def clean(self) -> dict[str, Any]:
        """The filled-in blocks as owners."""
        told: dict[str, Any] = super().clean() or {}
        blocks = [[told.get(f"{name}_{n}", "") for name in ("unit", "person", "text")] for n in range(1, PARTS + 1)]
        told["parts"] = [self.owner(*block) for block in blocks if block[0].strip()]
        return told


class NumbersForm(_About):
    """Other problems by their numbers."""

    numbers = forms.CharField(
        label=_("其他问题的序号"), max_length=200, help_text=_("用顿号、逗号或空格分开，例如 12、15。也可以在台账里勾选后批量办理。")
    )

    def clean_numbers(self) -> list[int]:
        """The numbers, each once."""
        plain = unicodedata.normalize("NFKC", self.cleaned_data["numbers"])  # digits of full width, too, as a search takes them
        words = plain.replace("、", " ").replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() and len(word) < 10 for word in words):
            raise forms.ValidationError(gettext("只能填序号，例如 12、15。"))
        return list(dict.fromkeys(map(int, words)))


class MergeForm(NumbersForm):
    """This entry counts, the others stand behind it."""

    reason = _reason()


class ShareForm(NumbersForm):
    """What is shared with which."""

    parts = _parts()


WHOLE_FORMS: dict[Action, type[forms.Form]] = {
    Action.VOID: VoidForm, Action.RESTORE: ReasonAlone, Action.DISPUTE: DisputeForm, Action.KEEP_OWNER: ReasonAlone, Action.MOVE_OWNER: MoveForm,
    Action.DIVIDE: DivideForm, Action.MERGE: MergeForm, Action.PART: ReasonAlone, Action.PART_FROM: ReasonAlone, Action.SHARE: ShareForm,
}  # fmt: skip


class RowsForm(forms.Form):
    """A form about ticked problems; `main` is one of them, to be chosen."""

    def __init__(self, *args: Any, rows: Sequence[Problem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "main" in self.fields:
            choices = [(str(one.pk), f"{one.number:04d} {one.unit.name}") for one in rows[:MOST_TO_CHOOSE]]
            self.fields["main"].choices = choices  # type: ignore[attr-defined]


class VoidManyForm(RowsForm):
    """Why none of them counts."""

    kind = forms.ChoiceField(label=_("作废原因"), choices=lambda: words(VoidKind), widget=forms.RadioSelect)
    repeats = _repeats()
    reason = _reason()


class MergeManyForm(RowsForm):
    """Which of them counts."""

    main = forms.ChoiceField(label=_("以哪一件为主"), help_text=_("它留在台账里计数；其余的来源、来路、外部编号和佐证都记在它名下。"))
    reason = _reason()


class ShareManyForm(RowsForm):
    """With which they begin, and what they share."""

    main = forms.ChoiceField(label=_("从哪一件的内容开始"), help_text=_("其余各件的这几项换成它的；它还没有写的，以后写一次，各件都有。"))
    parts = _parts()
