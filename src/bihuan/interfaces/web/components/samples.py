"""Invented samples of every component, read from components/<name>/samples.yaml: usual, empty, long, wrong. No real names.

A sample is the values of one include. `_template` names another template of the folder; `_form` puts in the example form, filled or broken.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django import forms
from django.utils.safestring import SafeString

FOLDER = Path(__file__).resolve().parent
READY_HTML = ("content", "more", "acts")  # values that a page would hand over as finished HTML


class Example(forms.Form):
    """A form with every usual kind of field."""

    measure = forms.CharField(label="整改措施", max_length=200, widget=forms.Textarea, help_text="写清谁、什么时候、做到什么程度。")
    unit = forms.CharField(label="责任单位", required=False)
    due_on = forms.DateField(label="完成时限", widget=forms.DateInput(attrs={"type": "date"}))
    weight = forms.ChoiceField(label="轻重", choices=[("general", "一般"), ("serious", "严重"), ("common", "普遍")])
    path = forms.ChoiceField(label="路径", choices=[("now", "立行立改"), ("full", "完整链条")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="已与当事人核对", required=False)


@dataclass(frozen=True)
class Sample:
    """`about`: one line on when to use the component; `states`: the values of an include by the name of the state."""

    about: str
    states: dict[str, dict[str, Any]]


def example(state: str) -> Example:
    """The example form: `filled` in, or `broken`, sent with mistakes."""
    if state == "broken":
        return Example({"unit": "青石镇人民政府、住建局、交通运输局、教育局、民政局" * 3, "weight": "general"})
    return Example(initial={"measure": "明确社区为首接单位，三日内现场会商。", "unit": "青石镇", "weight": "serious", "path": "full"})


def values(given: dict[str, Any]) -> dict[str, Any]:
    """A sample's values as a template wants them: finished HTML marked as such, the example form put in its place."""
    ready: dict[str, Any] = {key: SafeString(value) if key in READY_HTML and value else value for key, value in given.items()}
    form = ready.pop("_form", "")
    if form:
        ready["form"] = example(form)
        ready["field"] = ready["form"][ready.pop("_field", "measure")]
    return ready


def sample(name: str) -> Sample:
    """The samples of a component; a missing file is an error that names it."""
    told = yaml.safe_load((FOLDER / name / "samples.yaml").read_text(encoding="utf-8"))
    return Sample(told["about"], {state: values(given or {}) for state, given in told["states"].items()})
