"""The small forms of cells edited in place: what can be chosen, what stands there, and the values that a filled-in one means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns import queries as campaigns
from bihuan.interfaces.web.problems.ends import KNOWN, LATER, ask_beyond
from bihuan.interfaces.web.problems.forms import CatalogueField, ClassifyForm, a_day, long_text, words
from bihuan.interfaces.web.problems.people import people
from bihuan.problems.vocabulary import Action, CauseKind, Weight

if TYPE_CHECKING:
    from bihuan.problems.models import Problem


class CellForm(forms.Form):
    """One cell. `start(problem)` is what stands there, in the form's own words; each cell says its own."""

    start: Callable[[Problem], dict[str, Any]]

    def __init__(self, data: Any = None, *, problem: Problem) -> None:
        super().__init__(data, initial=self.start(problem))
        self.problem = problem
        self.choose()

    def choose(self) -> None:
        """Fill in what can be chosen."""


class TextCell(CellForm):
    """The problem itself."""

    text = long_text(_("问题"), rows=4)

    @staticmethod
    def start(problem: Problem) -> dict[str, Any]:
        return {"text": problem.text}


class PersonCell(CellForm):
    """Whose it is."""

    person = forms.ChoiceField(label=_("责任人"), required=False)

    @staticmethod
    def start(problem: Problem) -> dict[str, Any]:
        return {"person": str(problem.person_id or "")}

    def choose(self) -> None:
        self.fields["person"].choices = people(self.problem.campaign, self.problem.unit, self.problem.person)  # type: ignore[attr-defined]


class LeaderCell(CellForm):
    """Who answers above the owner."""

    leader = forms.ChoiceField(label=_("责任领导"), required=False)

    @staticmethod
    def start(problem: Problem) -> dict[str, Any]:
        return {"leader": str(problem.leader_id or "")}

    def choose(self) -> None:
        self.fields["leader"].choices = people(self.problem.campaign, self.problem.unit, self.problem.leader)  # type: ignore[attr-defined]


class DueCell(CellForm):
    """Until when."""

    due_on = a_day(_("完成时限"))

    @staticmethod
    def start(problem: Problem) -> dict[str, Any]:
        return {"due_on": problem.due_on.isoformat() if problem.due_on else ""}

    def choose(self) -> None:
        """A cell is small: the tick comes with the question, once such a day was written."""
        end, told = campaigns.last_day(self.problem.campaign), (self.data or {}).get("due_on", "")
        if end and told > end.isoformat():
            ask_beyond(self, self.problem.campaign, "due_on", LATER, KNOWN)


class WeightCell(CellForm):
    """How heavy it is."""

    weight = forms.ChoiceField(label=_("程度"), choices=lambda: words(Weight))

    @staticmethod
    def start(problem: Problem) -> dict[str, Any]:
        return {"weight": problem.weight}


class CauseCell(CellForm):
    """The cause and where it lies; writing it here moves nothing on, the step 剖析原因 does."""

    cause = long_text(_("原因剖析"))
    kind = forms.ChoiceField(label=_("原因性质"), choices=lambda: words(CauseKind, blank="—"))

    @staticmethod
    def start(problem: Problem) -> dict[str, Any]:
        return {"cause": problem.cause, "kind": problem.cause_kind}


class MeasuresCell(CellForm):
    """What will be done, one measure a line."""

    measures = long_text(_("整改措施"), rows=4)

    @staticmethod
    def start(problem: Problem) -> dict[str, Any]:
        return {"measures": problem.measures_text}


class ProgressCell(CellForm):
    """What was done last; it is added, what was reported before stays."""

    progress = long_text(_("整改进展"))

    @staticmethod
    def start(problem: Problem) -> dict[str, Any]:
        return {"progress": problem.progress_text}


class EntryCell(CellForm):
    """The place in the catalogue."""

    entry = CatalogueField(label=_("类别与具体表现"), required=False)

    @staticmethod
    def start(problem: Problem) -> dict[str, Any]:
        one, category = problem.manifestation_id, problem.category_id
        return {"entry": f"m{one}" if one else f"c{category}" if category else ""}

    def choose(self) -> None:
        like: Any = ClassifyForm(problem=self.problem).fields["entry"]
        self.fields["entry"].choices = like.choices  # type: ignore[attr-defined]


def _person(value: str) -> int | None:
    person = campaigns.person_in(int(value)) if value else None
    return person.pk if person else None


def _entry(form: forms.Form) -> dict[str, Any]:
    field: Any = form.fields["entry"]
    place = field.place(form.problem.campaign, form.cleaned_data["entry"])  # type: ignore[attr-defined]
    return {f"{name}_id": one.pk if one else None for name, one in place.items()}


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class CellKind:
    """A cell that is edited in place: its form, the step that may write it, and the values by their attributes."""

    form: type[CellForm]
    action: Action
    values: Callable[[Any], Mapping[str, Any]]


CELLS: dict[str, CellKind] = {
    "text": CellKind(TextCell, Action.AMEND, lambda form: {"text": form.cleaned_data["text"].strip()}),
    "person": CellKind(PersonCell, Action.AMEND, lambda form: {"person_id": _person(form.cleaned_data["person"])}),
    "leader": CellKind(LeaderCell, Action.AMEND, lambda form: {"leader_id": _person(form.cleaned_data["leader"])}),
    "due": CellKind(DueCell, Action.AMEND, lambda form: {"due_on": form.cleaned_data["due_on"]}),
    "weight": CellKind(WeightCell, Action.AMEND, lambda form: {"weight": form.cleaned_data["weight"]}),
    "cause": CellKind(
        CauseCell, Action.AMEND, lambda form: {"cause": form.cleaned_data["cause"].strip(), "cause_kind": form.cleaned_data["kind"]}
    ),
    "measures": CellKind(MeasuresCell, Action.AMEND, lambda form: {"measures_text": _lines(form.cleaned_data["measures"])}),
    "progress": CellKind(ProgressCell, Action.AMEND, lambda form: {"progress_text": form.cleaned_data["progress"].strip()}),
    "entry": CellKind(EntryCell, Action.CLASSIFY, _entry),
}
