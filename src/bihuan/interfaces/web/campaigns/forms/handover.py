"""To whom each piece of somebody's work goes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.problems.queries import ELSE

if TYPE_CHECKING:
    from bihuan.organisation.models import Person
    from bihuan.problems.queries import OpenWork

NOBODY = "none"


class HandoverForm(forms.Form):
    """One choice for each piece of work among the successors, the first for all unless said otherwise; and the reason."""

    reason = forms.CharField(label=_("理由"), max_length=200, help_text=_("例如：调任外县、退休、借调期满。"))

    def __init__(self, *args: Any, works: Sequence["OpenWork"], successors: Sequence["Person"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.works, self.known = works, {str(one.pk): one for one in successors}
        people = [(key, one.name) for key, one in self.known.items()]
        for one in works:
            first = people[0][0] if people and one.must_go else ""
            field = forms.ChoiceField(label=one.label, choices=[*self._nobody(one, people), *people], required=False, initial=first)
            field.widget.attrs["aria-label"] = gettext("%(work)s的接手人") % {"work": gettext(one.label)}
            self.fields[one.key] = field
            if one.rows and len(people) > 1:
                self.fields[one.key + ELSE] = forms.ChoiceField(
                    label=_("有冲突的给"),
                    choices=[("", "—"), *people],
                    required=False,
                    widget=forms.Select(attrs={"aria-label": gettext("有冲突的给")}),
                )

    def _nobody(self, one: "OpenWork", people: Sequence[Any]) -> list[tuple[str, str]]:
        if one.grant or one.seat:
            return [("", "—")] * (not people) + [(NOBODY, gettext("只收回，不移交"))]
        return [(NOBODY, gettext("留给本人"))] if not one.must_go else [("", "—")] * (not people)

    def field_of(self, one: "OpenWork") -> Any:
        """The bound field of a piece of work."""
        return self[one.key]

    def other_field_of(self, one: "OpenWork") -> Any:
        """The field for what stands against the successor; None where there is nobody else to choose."""
        return self[one.key + ELSE] if one.key + ELSE in self.fields else None

    def plan(self) -> dict[str, "Person | None"]:
        """By key the successor; None for nobody. What is not chosen yet is left out."""
        keys = [key for one in self.works for key in (one.key, one.key + ELSE) if key in self.fields]
        chosen = {key: self[key].value() or "" for key in keys}
        found: dict[str, Person | None] = {key: self.known[value] for key, value in chosen.items() if value in self.known}
        return found | {key: None for key, value in chosen.items() if value == NOBODY}
