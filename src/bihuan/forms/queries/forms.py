"""Forms of a campaign and what was filled; what differs from the time before."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.forms.models import Filling, Form, FormEdition
from bihuan.forms.policy import fills, may_see
from bihuan.forms.rules.ties import Ties
from bihuan.foundation.kernel import Actor, BadInput, Missing, NotAllowed, _


def refuse_others(actor: Actor, campaign: Campaign) -> None:
    """Forms and what was filled are for the office and its deputies (`fills`). Refused: everybody else."""
    if not fills(actor, campaign.pk):
        raise NotAllowed()


def forms_of(campaign: Campaign) -> QuerySet[Form]:
    """The forms of a campaign, those in use first."""
    return Form.objects.filter(campaign=campaign).order_by("retired_on", "pk")


def find_form(actor: Actor, campaign: Campaign, key: str) -> Form:
    """A form by its number or name, or Missing; strangers find nothing."""
    found = Form.objects.filter(campaign=campaign)
    row = found.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 16 else found.filter(name=key).first()
    if row is None or not may_see(actor, row):
        raise Missing()
    return row


def edition_of(form: Form) -> FormEdition:
    """The last edition."""
    return FormEdition.objects.select_related("blank", "form__campaign").filter(form=form).order_by("-number")[0]


def fillings_of(form: Form) -> QuerySet[Filling]:
    """What was filled, latest first."""
    return Filling.objects.filter(edition__form=form).select_related("edition", "file", "filled_by").order_by("-pk")


def find_filling(form: Form, pk: int) -> Filling:
    """One filling of this form, or Missing."""
    found = fillings_of(form).filter(pk=pk).first()
    if found is None:
        raise Missing()
    return found


def before(filling: Filling) -> Filling | None:
    """The one filled before it."""
    return fillings_of(filling.edition.form).filter(pk__lt=filling.pk).first()


def refuse_day(day: date, now: datetime) -> date:
    """Today, for a day that a form can be filled for. Refused: one to come, one before anything began."""
    today = max(localdate(now), localdate())
    if day > today:
        raise BadInput(_("数据截至日不能晚于今天。"))
    if day.year < 2000:
        raise BadInput(_("数据截至日早于专项开始，请改一个日期。"))
    return today


def ties_of(edition: FormEdition) -> Ties:
    """The ties of an edition."""
    return Ties.read(edition.ties)


def differences(filling: Filling, last: Filling | None) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Cells whose number is another than in the filling before: (sheet, cell now) → before, now."""
    if last is None:
        return {}
    was: Mapping[tuple[str, str, str, str, str], Any] = {_identity(one): one["value"] for one in last.numbers}
    return {
        (one["sheet"], one["cell"]): (was[_identity(one)], one["value"])
        for one in filling.numbers
        if _identity(one) in was and was[_identity(one)] != one["value"]
    }


def _identity(one: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    return one["sheet"], one["blank_cell"], one["figure"], one["by"], one["key"]


def notes_of(filling: Filling, last: Filling | None) -> dict[tuple[str, str], str]:
    """What is noted at each cell that differs from the filling before, for the marked copy."""
    told = {}
    for place, (old, new) in differences(filling, last).items():
        facts = {"day": f"{localdate(last.as_of):%Y-%m-%d}" if last else "", "old": old, "new": new, "more": f"{new - old:+.12g}"}
        told[place] = _("上次（%(day)s）%(old)s，这次 %(new)s，%(more)s") % facts
    return told
