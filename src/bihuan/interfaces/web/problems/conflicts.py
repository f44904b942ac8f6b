"""Two people changed the same thing: what each wrote stands side by side, and one is chosen field by field. Nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from bihuan.foundation.audit.queries import last_hand

if TYPE_CHECKING:
    from bihuan.problems.models import Problem


@dataclass(frozen=True, slots=True)
class Disputed:
    """One field: what stood there when the form was opened, what stands there now, what was filled in; each as it is sent and as it reads.
    `both` joins two long texts; `pick` is chosen beforehand."""

    name: str
    label: str
    was: str
    theirs: str
    mine: str
    long: bool
    both: str
    pick: str
    choices: Mapping[str, str]

    @property
    def shown_was(self) -> str:
        return self.choices.get(self.was, self.was)

    @property
    def shown_theirs(self) -> str:
        return self.choices.get(self.theirs, self.theirs)

    @property
    def shown_mine(self) -> str:
        return self.choices.get(self.mine, self.mine)

    @property
    def clashes(self) -> bool:
        """Did both change it, and not to the same?"""
        return self.theirs != self.was and self.mine not in (self.was, self.theirs)


def _text(value: Any) -> str:
    text = value.isoformat() if hasattr(value, "isoformat") else "" if value is None else str(value)
    return text.replace("\r\n", "\n").strip()


def _words(field: forms.Field) -> dict[str, str]:
    """The choices of a field by their value."""
    found: dict[str, str] = {}
    for value, label in getattr(field, "choices", ()):
        pairs = label if isinstance(label, list | tuple) else [(value, label)]
        found |= {str(one): str(word) for one, word in pairs}
    return found


def joined(was: str, theirs: str, mine: str) -> str:
    """Two texts as one: what both only added to stands once, with both additions after it; else one below the other."""
    if was and theirs.startswith(was) and mine.startswith(was):
        return theirs + mine.removeprefix(was)
    return f"{theirs}\n{mine}" if theirs else mine


def disputed(form: forms.Form, given: Mapping[str, Any]) -> list[Disputed]:
    """The fields of a filled-in form that differ from what stands there now (its initial values); `given` carries, as was_…, what stood
    there when it was opened."""
    found = []
    for name, field in form.fields.items():
        if isinstance(field, forms.BooleanField):
            continue  # what somebody knows is nothing that two could have written
        theirs, mine = _text(form.initial.get(name)), _text(given.get(name))
        was = _text(given.get(f"was_{name}", theirs))
        if mine == theirs:
            continue
        long = isinstance(field.widget, forms.Textarea)
        both = joined(was, theirs, mine) if long else mine
        pick = "theirs" if mine == was else "mine"
        found.append(Disputed(name, str(field.label), was, theirs, mine, long, both, pick, _words(field)))
    return found


def was(form: forms.Form, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What stood there when the form was first opened: carried along, so that two who write at once can be told apart."""
    return [(name, _text(given.get(f"was_{name}", form.initial.get(name)))) for name in form.fields]


def is_settled(given: Mapping[str, Any]) -> bool:
    """Does it come from the dialogue?"""
    return any(name.startswith("pick_") for name in given)


def settled(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was filled in, with the choice of each disputed field carried out."""
    told = dict(given.items())
    for name in [key.removeprefix("pick_") for key in told if key.startswith("pick_")]:
        told[name] = told.get(f"{told[f'pick_{name}']}_{name}", told.get(name, ""))
    return told


def context(problem: Problem, form: forms.Form, given: Mapping[str, Any], address: str) -> dict[str, Any]:
    """What the dialogue prints: who changed it when, the disputed fields, and the others as they were filled in."""
    fields = disputed(form, given)
    names = {one.name for one in fields}
    hand = last_hand("problem", problem.pk)
    who, at = hand or (_("有人"), None)
    rest = [(name, _text(given.get(name))) for name in form.fields if name not in names]
    return {
        "problem": problem, "fields": fields, "rest": rest, "address": address, "who": who, "at": at,
        "title": _("第 %(number)04d 号刚被改过") % {"number": problem.number},
    }  # fmt: skip
