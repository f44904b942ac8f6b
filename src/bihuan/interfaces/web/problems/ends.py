"""The question of a form that brings a due day: is it known that the campaign ends before?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns import queries as campaigns
from bihuan.interfaces.web.problems.forms import One, PlanForm, ReasonForm, a_day
from bihuan.interfaces.web.shell.days import now
from bihuan.problems.queries.still import due_again, due_resumed
from bihuan.problems.vocabulary import Action

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from bihuan.campaigns.models import Campaign
    from bihuan.problems.models import Problem


def ask_beyond(form: forms.Form, campaign: Campaign, name: str, label: Any, help_text: Any) -> None:
    """Below the field `name`, where the campaign has an end; `help_text` may name it as %(day)s."""
    end = campaigns.last_day(campaign)
    if end is None:
        return
    told = {"day": f"{end:%Y-%m-%d}"}
    if not form.fields[name].help_text:
        form.fields[name].help_text = _("专项到 %(day)s 结束。") % told
    form.fields["beyond"] = forms.BooleanField(label=label, required=False, help_text=help_text % told)
    names = [one for one in form.fields if one != "beyond"]
    form.order_fields([*names[: names.index(name) + 1], "beyond"])


LATER = _("晚于专项结束")
KNOWN = _("晚于 %(day)s 的要勾选；勾选记入操作记录。")


class PlanAndKnowForm(PlanForm):
    """Measures until a day that may lie after the campaign."""

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, problem=problem, **kwargs)
        ask_beyond(self, problem.campaign, "due_on", LATER, KNOWN)


def ask_until(form: forms.Form, problem: Problem, *, required: bool) -> None:
    """Until when a problem that goes back after closing is put right: a day is offered, the old one is told."""
    form.fields["due_on"] = a_day(_("新的完成时限"), required=required)
    form.fields["due_on"].initial = due_again(problem, localdate(now()))
    if problem.due_on:
        form.fields["due_on"].help_text = _("原定 %(day)s。") % {"day": f"{problem.due_on:%Y-%m-%d}"}
    ask_beyond(form, problem.campaign, "due_on", LATER, KNOWN)


class ReopenForm(ReasonForm):
    """Why it goes back, and until when."""

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, problem=problem, **kwargs)
        ask_until(self, problem, required=True)


class KnowForm(One):
    """A step without a form of its own, where it brings or approves a day after the campaign."""

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, problem=problem, **kwargs)
        day, end = self.day(problem), campaigns.last_day(problem.campaign)
        if day and end and day > end:
            words = _("完成时限 %(day)s，专项到 %(end)s 结束；确实这样定的请勾选，勾选记入操作记录。")
            told = {"day": f"{day:%Y-%m-%d}", "end": f"{end:%Y-%m-%d}"}
            self.fields["beyond"] = forms.BooleanField(label=LATER, required=False, help_text=words % told)

    def day(self, problem: Problem) -> date | None:
        """The due day that it is about."""
        return problem.due_on


class ResumeForm(KnowForm):
    """The clock starts again; its days are added."""

    def day(self, problem: Problem) -> date | None:
        return due_resumed(problem, now())


def known(form: forms.Form) -> dict[str, bool]:
    """Whether it is known that the campaign ends before the due day; nothing where the form did not ask."""
    return {"beyond": form.cleaned_data["beyond"]} if "beyond" in form.fields else {}


END_FORMS: dict[Action, type[forms.Form]] = {
    Action.PLAN: PlanAndKnowForm, Action.PROPOSE_MEASURES: PlanAndKnowForm, Action.APPROVE_MEASURES: KnowForm, Action.RESUME: ResumeForm,
    Action.REOPEN: ReopenForm,
}  # fmt: skip
