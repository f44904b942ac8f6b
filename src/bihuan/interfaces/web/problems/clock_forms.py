"""Forms of the decisions on the clock of a problem: a later day, a pause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.interfaces.web.problems.ends import LATER, ask_beyond
from bihuan.interfaces.web.problems.forms import One, a_day, long_text
from bihuan.interfaces.web.shell.uploads import name_and_content
from bihuan.problems.vocabulary import Action

if TYPE_CHECKING:
    from bihuan.problems.models import Problem


class _Decided(One):
    """A decision on the clock, and the paper on which it rests."""

    reason = long_text(_("理由"), rows=2, most=500)
    proof = forms.FileField(label=_("批件"), required=False, help_text=_("批准的扫描件或照片，没有可不传。"))

    def told(self) -> dict[str, Any]:
        """The reason, name and content of the paper, and whether the end of the campaign is known to lie before the due day."""
        told = {"reason": self.cleaned_data["reason"], "proof": name_and_content(self.cleaned_data["proof"])}
        return told | {"beyond": self.cleaned_data.get("beyond", False)}


class ExtendForm(_Decided):
    """A later due day, with its reason; of a day after the end of the campaign it has to be said that this is known."""

    to_on = a_day(_("延期至"))
    field_order = ("to_on", "reason", "proof")

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, problem=problem, **kwargs)
        words = _("晚于 %(day)s 的要勾选，并在理由里写明为什么；勾选记入操作记录。")
        ask_beyond(self, problem.campaign, "to_on", _("延到专项结束以后"), words)


class SuspendForm(_Decided):
    """Until when the clock stands still; then it runs on by itself."""

    until = a_day(_("中止到"), help_text=_("到这一天自动恢复整改、继续计时；提前具备条件的，可随时恢复。"))
    field_order = ("until", "reason", "proof")

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, problem=problem, **kwargs)
        words = _("中止的天数补回时限；补回后晚于 %(day)s 的要勾选，并在理由里写明，勾选记入操作记录。")
        ask_beyond(self, problem.campaign, "until", LATER, words)


CLOCK_FORMS: dict[Action, type[forms.Form]] = {Action.EXTEND: ExtendForm, Action.SUSPEND: SuspendForm}
