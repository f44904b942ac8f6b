"""Choosing somebody by typing a name, and units by ticking them in a list. Works without scripts: with several of a name the form comes back with them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.organisation.queries import find_people, place_of

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.organisation.models import Person, Unit


def a_day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, by the browser's own date picker."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def words(term: Iterable[Any]) -> list[tuple[str, Any]]:
    """The words of a term as choices in the reader's language."""
    return [(one.value, _(one.label)) for one in term]


def told(person: "Person") -> str:
    """Somebody with unit and post, so that people of one name can be told apart."""
    posts = getattr(person, "posts_now", ())
    return f"{person.name}　{'；'.join(map(place_of, posts)) or gettext('没有现任职务')}"


class PersonForm(forms.Form):
    """Somebody, by name. `somebody` is the person once the form is valid."""

    who = forms.CharField(label=_("姓名"), max_length=40, help_text=_("输入姓名或其中几个字。"))
    person = forms.ChoiceField(
        label=_("是哪一位"), required=False, widget=forms.RadioSelect, help_text=_("同名或只输了几个字时，在这里选。"),
        error_messages={"invalid_choice": _("所选的人与上面的姓名对不上，请重新选。")},
    )  # fmt: skip
    somebody: "Person"

    def __init__(self, *args: Any, campaign: "Campaign", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = (self.data.get("who", "") if self.is_bound else "").strip()[:40]
        self.found = list(find_people(typed)) if typed else []
        self.fields["person"].choices = [(str(one.pk), told(one)) for one in self.found]  # type: ignore[attr-defined]
        attrs = {
            "hx-get": reverse("campaigns:people", args=[campaign.code]),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#id_person",
        }
        self.fields["who"].widget.attrs.update({**attrs, "autocomplete": "off", "type": "search"})

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        typed, picked = answers.get("who", "").strip(), answers.get("person")
        if not typed or "person" in self.errors:
            return answers
        exact = [one for one in self.found if one.name == typed] or self.found
        fits = [one for one in self.found if str(one.pk) == picked] if picked else exact
        if len(fits) == 1:
            self.somebody = fits[0]
        elif fits:
            self.add_error("person", gettext("有 %(count)d 个人符合，请选是哪一位。") % {"count": len(fits)})
        else:
            self.add_error("who", gettext("没有找到“%(name)s”。请核对姓名；新来的人先由组织管理员登记。") % {"name": typed})
        return answers


def offer_units(form: forms.Form, units: Iterable["Unit"], name: str) -> dict[str, "Unit"]:
    """Give a field its units; returns them by their key."""
    known = {str(one.pk): one for one in units}
    form.fields[name].choices = [(key, one.name) for key, one in known.items()]  # type: ignore[attr-defined]
    return known
