"""Forms of the roster's changes, each with its day and its reason."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.operations import Freed, Listed
from bihuan.campaigns.vocabulary import RosterRole
from bihuan.interfaces.web.campaigns.forms.choosing import PersonForm, a_day, offer_units, words
from bihuan.interfaces.web.shell.units import UnitField
from bihuan.interfaces.web.shell.uploads import name_and_content

if TYPE_CHECKING:
    from bihuan.organisation.models import Person, Unit


def _role() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("身份"), choices=words(RosterRole))


def _post() -> forms.CharField:
    return forms.CharField(label=_("职务"), max_length=120, required=False, help_text=_("留空则取现任职务。"))


def _rank() -> forms.CharField:
    return forms.CharField(label=_("职级"), max_length=32, required=False)


def _reason(*, required: bool = True) -> forms.CharField:
    return forms.CharField(label=_("理由"), max_length=200, required=required, help_text=_("写明文件、决定或事由。"))


class _ListedForm(forms.Form):
    """A place on the roster: unit, role, post, rank, day, reason."""

    def offer(self, units: Iterable["Unit"]) -> None:
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]

    def listed(self, person: "Person") -> dict[str, Any]:
        answers = self.cleaned_data
        posts = [(one.title, one.rank) for one in getattr(person, "posts_now", ())]
        post, rank = answers["post"] or (posts[0][0] if posts else ""), answers["rank"] or (posts[0][1] if posts else "")
        listed = Listed(person, answers["unit"], RosterRole(answers["role"]), post, rank)
        return {"listed": listed, "on": answers["on"], "reason": answers["reason"]}


class JoinForm(PersonForm, _ListedForm):
    """Somebody who comes onto the roster."""

    unit = UnitField(label=_("由哪个单位负责"))
    role = _role()
    post = _post()
    rank = _rank()
    on = a_day(_("列入日期"))
    reason = _reason(required=False)
    field_order = ("who", "person", "unit", "role", "post", "rank", "on", "reason")

    def __init__(self, *args: Any, units: Iterable["Unit"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(units)

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return self.listed(self.somebody)


class LeaveForm(forms.Form):
    """The first day on which somebody no longer counts, and why."""

    on = a_day(_("自哪天起"))
    reason = _reason()

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return dict(self.cleaned_data)


class ExemptForm(LeaveForm):
    """The same for who does not take part for a while, with the day on which he is back and the paper."""

    returns_on = a_day(_("到哪天恢复参加"), required=False)
    paper = forms.FileField(label=_("批件"), required=False, help_text=_("批准的扫描件或照片，没有可不传。"))
    field_order = ("on", "returns_on", "reason", "paper")

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        told = self.cleaned_data
        return {"on": told["on"], "reason": told["reason"], "freed": Freed(told["returns_on"], name_and_content(told["paper"]))}


class MoveForm(_ListedForm):
    """Another post or unit from a day on."""

    unit = UnitField(label=_("由哪个单位负责"))
    role = _role()
    post = _post()
    rank = _rank()
    on = a_day(_("自哪天起"))
    reason = _reason()

    def __init__(self, *args: Any, units: Iterable["Unit"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(units)

    def told(self, person: "Person") -> dict[str, Any]:
        """What the operation asks for."""
        return self.listed(person)


class CoverForm(forms.Form):
    """Further units, from a day on."""

    units_field = forms.MultipleChoiceField(label=_("单位"), widget=forms.CheckboxSelectMultiple)
    on = a_day(_("列入日期"))

    def __init__(self, *args: Any, units: Iterable["Unit"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = offer_units(self, units, "units_field")

    def units(self) -> list["Unit"]:
        """The units that were ticked."""
        return [self.known[key] for key in self.cleaned_data["units_field"]]
