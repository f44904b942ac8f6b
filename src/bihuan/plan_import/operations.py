"""Reading a plan, reviewing what was read, and starting the campaign from it (promise 3)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from time import perf_counter
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import launch_campaign, prepare_campaign
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Unit
from bihuan.organisation.operations.roster import enter_roster_sheet
from bihuan.organisation.queries import Entered, top_of
from bihuan.plan_import import rules
from bihuan.plan_import.models import Draft, Edit
from bihuan.plan_import.readers import read_file
from bihuan.plan_import.readers.registry import READERS
from bihuan.plan_import.rules.campaign import campaign_file_from, open_questions
from bihuan.plan_import.vocabulary import DraftAction


def read_plan(*, data: bytes, name: str, actor: Actor, now: datetime, root: Unit | None = None) -> Draft:
    """Read a plan file into a draft for review; the original is kept beside what was read."""
    begun = perf_counter()
    found = rules.read_text(read_file(data, name).text)
    seconds = perf_counter() - begun
    facts = found.to_json()
    with transaction.atomic():
        kept = store(data=data, name=name, actor=actor, now=now, taken=frozenset(READERS))
        draft = Draft(
            title=(facts["title"] or name)[:200], file=kept, text=found.text, facts=facts, reviewed=facts, seconds=round(seconds, 3), root=root,
            read_at=now, read_by_id=actor.user_id,
        )  # fmt: skip
        with creating(draft, DraftAction.READ, actor=actor, now=now) as change:
            change.note(kind=facts["document_kind"]["kind"], questions=len(facts["questions"]), seconds=draft.seconds)
    return draft


def _step_into(facts: Any, part: str) -> Any:
    try:
        return facts[int(part)] if isinstance(facts, list) else facts[part]
    except (KeyError, IndexError, ValueError, TypeError):
        raise BadInput(_("没有这一项，请刷新后再改。")) from None


def _replaced(facts: Any, path: list[str], value: Any) -> tuple[Any, Any]:
    """A copy of `facts` with the value at `path` replaced (None removes an entry of a list), and what stood there."""
    head, *rest = path
    before = _step_into(facts, head)
    fresh = list(facts) if isinstance(facts, list) else dict(facts)
    key: Any = int(head) if isinstance(facts, list) else head
    if rest:
        fresh[key], before = _replaced(before, rest, value)
    elif value is None and isinstance(fresh, list):
        del fresh[key]
    else:
        fresh[key] = value
    return fresh, before


def edit_fact(*, draft: Draft, place: str, value: Any, actor: Actor, now: datetime, reason: str = "", seen: int | None = None) -> Draft:
    """Change what was read at a place such as `stages.0.name`; None takes an entry of a list away. The edit is kept with who and why."""
    with changing(draft, DraftAction.EDIT, actor=actor, now=now, reason=reason, seen=seen) as change:
        reviewed, before = _replaced(draft.reviewed, place.split("."), value)
        if before == value:
            return draft
        if before != value:
            Edit.objects.create(
                draft=draft, place=place, before=before, after=value, reason=reason[:300], edited_at=now, edited_by_id=actor.user_id
            )
        draft.reviewed = reviewed
        change.touched.add("reviewed")
        change.note(place=place)
    return draft


def add_fact(*, draft: Draft, place: str, value: Any, actor: Actor, now: datetime, reason: str = "") -> Draft:
    """Add an entry to a list such as `stages` or `problem_categories.0.manifestations`."""
    with changing(draft, DraftAction.EDIT, actor=actor, now=now, reason=reason) as change:
        there: Any = draft.reviewed
        for part in place.split("."):
            there = _step_into(there, part)
        if not isinstance(there, list):
            raise BadInput(_("这里不能添加。"))
        draft.reviewed, _before = _replaced(draft.reviewed, place.split("."), [*there, value])
        Edit.objects.create(
            draft=draft, place=place, before=None, after=value, reason=reason[:300], edited_at=now, edited_by_id=actor.user_id
        )
        change.touched.add("reviewed")
        change.note(place=place)
    return draft


def answer(*, draft: Draft, answers: Mapping[str, str], actor: Actor, now: datetime) -> Draft:
    """Answer questions by their keys; an empty answer takes an earlier one back."""
    with changing(draft, DraftAction.ANSWER, actor=actor, now=now) as change:
        kept = {**draft.answers, **{key: str(value).strip() for key, value in answers.items()}}
        change.set(answers={key: value for key, value in kept.items() if value})
        campaign_file_from(
            {**draft.reviewed, "title": draft.reviewed.get("title") or draft.title}, draft.answers
        )  # refuses what is no answer
    return draft


def start_from_plan(*, draft: Draft, root: Unit, actor: Actor, now: datetime, code: str = "") -> Campaign:
    """Make the campaign of a reviewed plan. Refused while a question that must be answered is open."""
    must = [asked for asked in open_questions(draft.reviewed, draft.answers, localdate(now).year) if asked.must]
    if must:
        raise BadInput(_("还有问题要您定：%(what)s"), what="；".join(asked.text for asked in must))
    with changing(draft, DraftAction.START, actor=actor, now=now) as change:
        campaign = prepare_campaign(file=campaign_file_from(draft.reviewed, draft.answers), root=root, actor=actor, now=now, code=code)
        change.set(campaign=campaign, root=root)
    return campaign


def set_aside(*, draft: Draft, actor: Actor, now: datetime, reason: str = "") -> Draft:
    """Put a draft away: nothing comes of it, the original stays."""
    with changing(draft, DraftAction.SET_ASIDE, actor=actor, now=now, reason=reason):
        pass
    return draft


def launch(*, draft: Draft, root: Unit, entries: Sequence[Entered], on: date, actor: Actor, now: datetime, code: str = "") -> Campaign:
    """The campaign of a reviewed plan, its roster frozen, started; whoever launches it becomes its office. All or nothing."""
    with transaction.atomic():
        campaign = start_from_plan(draft=draft, root=root, actor=actor, now=now, code=code)
        return launch_campaign(campaign=campaign, entries=entries, on=on, actor=actor, now=now)


def launch_with_sheet(
    *, draft: Draft, data: bytes, name: str, on: date, actor: Actor, now: datetime, code: str = "", root: Unit | None = None
) -> Campaign:
    """The same with a roster sheet that is taken over first; it runs in `root`, else where all units of the sheet stand together.

    Refused with the sheet's errors, each at its cell; then nothing was written."""
    with transaction.atomic():
        taken = enter_roster_sheet(data=data, name=name, on=on, actor=actor, now=now)
        return launch(draft=draft, root=root or top_of(taken.units), entries=taken.entries, on=on, actor=actor, now=now, code=code)


def edit_parts(*, draft: Draft, place: str, values: Mapping[str, Any], actor: Actor, now: datetime, reason: str = "") -> Draft:
    """Change several parts of one fact together; each part that differs is an edit of its own."""
    with transaction.atomic():
        for name, value in values.items():
            edit_fact(draft=draft, place=f"{place}.{name}", value=value, actor=actor, now=now, reason=reason)
    return draft
