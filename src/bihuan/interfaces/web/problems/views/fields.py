"""One field of many rows changed at once: asked which, done by the rules, taken back as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.problems.ends import KNOWN, LATER, ask_beyond, known
from bihuan.interfaces.web.problems.forms import CatalogueField, a_day, catalogue_of, words
from bihuan.interfaces.web.problems.own import field_of, value_of
from bihuan.interfaces.web.problems.ticked import CHANGED_MEANWHILE, all_done, ask_in, asked, some_left, ticked
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, reach_of
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import reason_of, sentence_of
from bihuan.problems import operations
from bihuan.problems.operations.ends import refuse_unknown
from bihuan.problems.queries.own import fillable_somewhere
from bihuan.problems.vocabulary import Action, Weight

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.campaigns.rules.columns import OwnColumn

FIELDS = (
    ("leader", lazy("责任领导")), ("due", lazy("完成时限")), ("weight", lazy("程度")), ("entry", lazy("类别与具体表现")), ("priority", lazy("重点")),
)  # fmt: skip


class FieldsForm(forms.Form):
    """Which field, and what it is to say on all the rows."""

    field = forms.ChoiceField(label=lazy("改哪一项"), choices=FIELDS, widget=forms.RadioSelect)
    leader = forms.ChoiceField(label=lazy("责任领导"), required=False)
    due = a_day(lazy("完成时限"), required=False)
    weight = forms.ChoiceField(label=lazy("程度"), choices=lambda: words(Weight), required=False)
    entry = CatalogueField(label=lazy("类别与具体表现"), required=False)
    priority = forms.ChoiceField(label=lazy("重点"), choices=(("1", lazy("标为重点")), ("", lazy("不再是重点"))), required=False)

    def __init__(self, *args: Any, campaign: Campaign, own: Sequence[OwnColumn] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign, self.own = campaign, {one.key: one for one in own}
        self.fields["field"].choices = [*FIELDS, *((key, one.label) for key, one in self.own.items())]  # type: ignore[attr-defined]
        self.fields |= {key: field_of(one) for key, one in self.own.items()}
        leaders = [(str(one.pk), one.name) for one in campaigns.leaders_of(campaign)]
        self.fields["leader"].choices = [("", "—"), *leaders]  # type: ignore[attr-defined]
        self.fields["entry"].choices = catalogue_of(campaign)  # type: ignore[attr-defined]
        ask_beyond(self, campaign, "due", LATER, KNOWN)

    def leave_out(self, name: str) -> None:
        """What nobody with his duties may change is not offered."""
        field: Any = self.fields["field"]
        field.choices = [one for one in field.choices if one[0] != name]

    def options(self) -> list[tuple[Any, Any]]:
        """Each choice of a field with the field itself, which stands below it while it is chosen."""
        return [(one, self[one.data["value"]]) for one in self["field"]]

    def clean(self) -> dict[str, Any]:
        """A day has to be named; a value of a column of the campaign's own is one of its kind."""
        told = super().clean() or {}
        if told.get("field") == "due" and not told.get("due"):
            self.add_error("due", _("请填写完成时限。"))
        if told.get("field") == "due":
            try:
                refuse_unknown(self.campaign, told.get("due"), told.get("beyond"))
            except BadInput as no:
                self.add_error("due", sentence_of(no))
        if (key := told.get("field", "")) in self.own and key in told:
            try:
                told[key] = value_of(self.own[key], told[key])
            except forms.ValidationError as wrong:
                self.add_error(key, wrong)
        return told

    def change(self) -> tuple[Action, Mapping[str, Any], Mapping[int, str]]:
        """The step, the values by their attributes, and those of the campaign's own columns by their numbers."""
        told = self.cleaned_data
        if (own := self.own.get(told["field"])) is not None:
            return Action.FILL, {}, {own.number: told[own.key]}
        found: dict[str, tuple[Action, Callable[[], Mapping[str, Any]]]] = {
            "leader": (Action.AMEND, lambda: {"leader_id": int(told["leader"]) if told["leader"] else None}),
            "due": (Action.AMEND, lambda: {"due_on": told["due"]}), "weight": (Action.AMEND, lambda: {"weight": told["weight"]}),
            "entry": (Action.CLASSIFY, self._entry), "priority": (Action.PRIORITISE, lambda: {"priority": bool(told["priority"])}),
        }  # fmt: skip
        action, values = found[told["field"]]
        return action, values(), {}

    def _entry(self) -> Mapping[str, Any]:
        field: Any = self.fields["entry"]
        place = field.place(self.campaign, self.cleaned_data["entry"])
        return {f"{name}_id": one.pk if one else None for name, one in place.items()}


@require_POST
def fields(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the field and its value, then change all the chosen rows in one go; what was refused is told with its reason."""
    campaign = campaign_at(request, code)
    chosen, query = ticked(request, campaign), request.POST.get("query", "").lstrip("?")
    back = reverse("problems:ledger", args=[code]) + (f"?{query}" if query else "")
    own = fillable_somewhere(reach_of(request, campaign.pk), campaign)
    form = FieldsForm(request.POST if request.POST.get("sure") else None, campaign=campaign, own=own, initial={"field": "leader"})
    if not reach_of(request, campaign.pk).holds(Duty.OFFICE, Duty.LEADER):
        form.leave_out("priority")
    shown = {"campaign": campaign, "query": query, "back": back, "title": _("批量修改")}
    if not form.is_valid():
        shown |= asked(request, campaign, chosen) | {"form": form}
        status = 422 if form.is_bound else 200
        return ask_in(request, "problems/pages/ask_fields.html", "problems/parts/ask_fields.html", shown, status)
    action, values, fills = form.change()
    seen = {row.pk: row.revision for row in chosen.rows}
    told: Any = {"rows": list(seen), "seen": seen, "action": action, "values": values, "fills": fills, **known(form)}
    result = operations.change_many(campaign=campaign, actor=actor_of(request), now=now(), **told)
    refused = [(row, reason_of(why)) for row, why in [*result.refused, *((row, CHANGED_MEANWHILE) for row in chosen.moved)]]
    done = len(result.done)
    text = ngettext("已改 %(n)d 件，可以撤销", "已改 %(n)d 件，可以撤销", done) % {"n": done} if done else _("一件也没有改")
    if not refused:
        return all_done(request, back, text if done else _("都已经是这个值，没有要改的"))
    same = len(chosen.rows) - done - len(result.refused)
    return some_left(request, shown | {"title": text, "refused": refused, "done": done, "same": same}, [row.pk for row in result.done])
