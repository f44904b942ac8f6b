"""Forms of opinions, letters, gatherings, pointings-out and critique meetings."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

from bihuan.finding.vocabulary.opinions import GATHERED, PeopleGroup
from bihuan.problems.vocabulary import Weight

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.organisation.models import Unit

LINES = 6
"""Opinions on one form; whoever has more asks for as many again, up to `MOST_LINES`: a letter is answered once (N16: 21 opinions a letter)."""
MOST_LINES = 60


def a_day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, by the browser's own date picker."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def a_text(label: Any, most: int = 120, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """One line."""
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text)


def long_text(label: Any, *, required: bool = True, rows: int = 4, help_text: Any = "") -> forms.CharField:
    """Several lines."""
    return forms.CharField(
        label=label, max_length=4000, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def a_choice(label: Any, choices: Iterable[tuple[str, Any]], *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    """One of a list, none chosen before."""
    return forms.ChoiceField(label=label, choices=[("", "—"), *choices], required=required, help_text=help_text)


def words(term: Iterable[Any]) -> list[tuple[str, Any]]:
    """The words of a term as choices in the reader's language."""
    return [(one.value, lazy(one.label)) for one in term]


def asking(**fields: forms.Field) -> type[forms.Form]:
    """A form of these fields."""
    return type("Asking", (forms.Form,), dict(fields))


def units(campaign: "Campaign", rows: Iterable["Unit"]) -> list[tuple[str, str]]:
    """Units as choices."""
    return [(str(one.pk), one.name) for one in rows]


def manifestations(campaign: "Campaign") -> list[tuple[str, Any]]:
    """The catalogue as choices, by category."""
    from bihuan.campaigns.queries import categories_of

    return [
        (one.name, [(str(each.pk), f"{each.number} {each.text}"[:90]) for each in one.manifestations.all()]) for one in categories_of(campaign)
    ]  # fmt: skip


def gathering_fields(campaign: "Campaign", rows: Iterable["Unit"]) -> dict[str, forms.Field]:
    """A gathering: no names of those who spoke are asked for."""
    return {
        "form": a_choice(lazy("形式"), words(GATHERED)),
        "title": a_text(lazy("名称"), help_text=lazy("例如“企业代表座谈会”。不写参加人姓名。")),
        "group": a_choice(lazy("听取意见的人群"), words(PeopleGroup)),
        "held_on": a_day(lazy("日期")),
        "place": a_text(lazy("地点"), required=False),
        "unit": a_choice(lazy("开展单位"), units(campaign, rows), required=False, help_text=lazy("专班自己开展的不选。")),
    }


def entry_fields(campaign: "Campaign") -> dict[str, forms.Field]:
    """How an opinion is put on the ledger."""
    return {
        "text": long_text(lazy("台账上怎么写"), required=False, help_text=lazy("不改就用意见原话；原话始终保留在意见清单里。")),
        "manifestation": a_choice(lazy("对照的具体表现"), manifestations(campaign), required=False),
        "weight": forms.ChoiceField(label=lazy("程度"), choices=words(Weight)),
    }


class SaidForm(forms.Form):
    """Several opinions at once: for each a unit and its words. Empty lines are left out. `more` sends nothing: what is written comes back
    with lines below it."""

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        offered: list[tuple[str, str]],
        lines: int = LINES,
        resented: bool = False,
        needed: bool = False,
        **kwargs: Any,
    ) -> None:
        self.lines, self.needed = max(lines, *(_line_of(name) for name in data or ("",))), needed
        if data and "more" in data:
            self.lines = min(self.lines + LINES, MOST_LINES)
            data, args, kwargs = None, (), {**kwargs, "initial": data.dict()}
        super().__init__(data, *args, **kwargs)
        for at in range(1, self.lines + 1):
            told = gettext("第 %(n)d 条意见") % {"n": at}
            self.fields[f"unit_{at}"] = a_choice(f"{told}：{gettext('单位')}", offered, required=False)
            self.fields[f"text_{at}"] = long_text(told, required=False, rows=2)
            if resented:
                self.fields[f"resented_{at}"] = forms.BooleanField(label=gettext("群众反映强烈"), required=False)

    def next_line(self) -> int | None:
        """The line that asking for more begins with; none where there are as many as may be."""
        return self.lines + 1 if self.lines < MOST_LINES else None

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        for at in range(1, self.lines + 1):
            if answers.get(f"text_{at}", "").strip() and not answers.get(f"unit_{at}"):
                self.add_error(f"unit_{at}", gettext("请选择这条意见是关于哪个单位的。"))
        if self.needed and not any(answers.get(f"text_{at}", "").strip() for at in range(1, self.lines + 1)):
            self.add_error("text_1", gettext("请至少写一条意见。"))
        return answers

    def told(self) -> list[tuple[int, str, bool]]:
        """(unit, words, strongly resented) of each line that says something."""
        given = self.cleaned_data
        return [
            (int(given[f"unit_{at}"]), given[f"text_{at}"], bool(given.get(f"resented_{at}")))
            for at in range(1, self.lines + 1)
            if given.get(f"text_{at}", "").strip()
        ]


class PaperReplyForm(SaidForm):
    """A reply that came on paper: its scan, and its opinions one by one."""

    scan = forms.FileField(label=lazy("回复扫描件"))


def _line_of(name: str) -> int:
    """Of which line a field speaks."""
    number = name.removeprefix("text_")
    return min(int(number), MOST_LINES) if number != name and number.isascii() and number.isdigit() else 0
