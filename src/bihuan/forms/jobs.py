"""A form with many rows is filled in the background."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django_tasks import task

from bihuan.campaigns.queries import find
from bihuan.forms.models import Form
from bihuan.forms.operations import fill_form
from bihuan.forms.queries import edition_of, find_filling, find_form, lists_of, refuse_day, ties_of
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.operations import ask
from bihuan.foundation.jobs.running import running
from bihuan.foundation.kernel import Actor, Told, _
from bihuan.organisation.queries import actor_of_account

LONG = 2000
"""Rows from which on a form is filled in the background."""
FILLED = "fill_form:{}:"
"""What the key of such a job begins with, by the number of its form."""


def is_long(form: Form, day: date, actor: Actor) -> bool:
    """Would filling it keep somebody waiting? Refused: more rows than a form takes, a day for which none is filled."""
    refuse_day(day, timezone.now())
    lists = lists_of(actor, form.campaign, ties_of(edition_of(form)).regions, day, timezone.localdate())
    return sum(one.count for one in lists) >= LONG


def ask_to_fill(form: Form, day: date, *, account: int, actor: Actor, now: datetime) -> Job:
    """Let a worker fill it with the duties that the account holds then."""
    title = Told(_("填制上级报表 %(name)s"), name=form.name)
    told = {"campaign": form.campaign.code, "form": form.pk, "account": account, "day": day.isoformat()}
    return ask(fill_superior_form, title=title, actor=actor, now=now, key=f"{FILLED.format(form.pk)}{uuid4()}", arguments=told)


@task
def fill_superior_form(campaign: str, form: int, account: int, day: str) -> dict[str, Any]:
    """Fill a form. Cut off before it was kept it is worked out anew, for nothing of it was written; cut off after that, it is told."""
    actor, turn = actor_of_account(account), running()
    where = find(actor, campaign)
    row = find_form(actor, where, str(form))
    if kept := turn.mark.get("filling"):
        filling = find_filling(row, kept)
    else:
        filling = fill_form(form=row, day=date.fromisoformat(day), actor=actor, now=timezone.now())
    text = Told(_("报表已填好：%(numbers)d 个数，%(rows)d 行明细"), numbers=len(filling.numbers), rows=filling.rows)
    return {"text": text, "href": f"/c/{campaign}/forms/{row.pk}/filled/{filling.pk}/", "filling": filling.pk}
