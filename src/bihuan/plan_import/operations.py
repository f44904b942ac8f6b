"""Reading a plan, reviewing what was read, and starting the campaign from it (promise 3)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import zip_longest
from time import perf_counter
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import launch_campaign, prepare_campaign
from bihuan.campaigns.queries import with_house_values
from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import drop, store
from bihuan.foundation.files.queries import read
from bihuan.foundation.files.rules.refusals import SecretMark
from bihuan.foundation.jobs.running import Turn
from bihuan.foundation.kernel import Actor, BadInput, Refused, _
from bihuan.organisation.models import Unit
from bihuan.organisation.operations.roster import enter_roster_sheet
from bihuan.organisation.queries import Entered, top_of
from bihuan.plan_import import rules
from bihuan.plan_import.models import Draft, Edit
from bihuan.plan_import.queries import last_edits
from bihuan.plan_import.readers import read_file
from bihuan.plan_import.readers.registry import READERS
from bihuan.plan_import.readers.scan import Pages
from bihuan.plan_import.rules.campaign import campaign_file_from, open_questions, refuse_unasked
from bihuan.plan_import.rules.reviewing import Reviewed, added, corrected, removed, undone
from bihuan.plan_import.vocabulary import DraftAction


def read_plan(*, data: bytes, name: str, actor: Actor, now: datetime, root: Unit | None = None, pages: Pages | None = None) -> Draft:
    """Read a plan file into a draft for review; the original is kept beside what was read. `pages` recognises pages that are pictures."""
    draft = _read(data, name, pages)
    with one_write():
        draft.file, draft.root = keep_plan(data=data, name=name, actor=actor, now=now), root
        _keep_draft(draft, actor, now)
    return draft


def keep_plan(*, data: bytes, name: str, actor: Actor, now: datetime) -> StoredFile:
    """Keep the original of a plan."""
    return store(data=data, name=name, actor=actor, now=now, taken=frozenset(READERS))


def read_kept_plan(*, file: StoredFile, actor: Actor, now: datetime, turn: Turn) -> Draft:
    """The same for a file that was kept because its pages must be recognised, in the background: each page is kept with its turn. Whoever
    takes up a turn that was cut off goes on behind the last page. A file that turns out to be secret is not kept."""
    if "draft" in turn.mark:
        return Draft.objects.get(pk=turn.mark["draft"])
    try:
        draft = _read(read(file), file.name, KeptPages(turn))
    except Refused as no:
        turn.keep(pages={})
        if isinstance(no, SecretMark):
            drop(file, actor=actor, now=now, reason=no.code)
        raise
    with one_write():
        draft.file = file
        _keep_draft(draft, actor, now)
        turn.keep(draft=draft.pk, pages={})
    return draft


class KeptPages(Pages):
    """Recognises pages within a turn, which is told of each and keeps its text."""

    def __init__(self, turn: Turn) -> None:
        self.turn, self.total = turn, 0
        self.texts: dict[str, str] = dict(turn.mark.get("pages", {}))

    def begin(self, total: int) -> None:
        """So many pages are pictures; some of them may be kept already."""
        self.total = total
        self.turn.step(len(self.texts), total, _("逐页识别文字"))

    def text(self, number: int, picture: Callable[[], Any]) -> str:
        """The text of a page, kept as soon as it is known. Whoever waits for something short comes in between two pages."""
        if str(number) not in self.texts:
            self.turn.give_way()
            self.texts[str(number)] = super().text(number, picture)
            self.turn.keep(pages=self.texts)
            self.turn.step(len(self.texts), self.total)
        return self.texts[str(number)]


def _read(data: bytes, name: str, pages: Pages | None) -> Draft:
    begun = perf_counter()
    source = read_file(data, name, pages=pages)
    found = rules.read_text(source.text)
    facts = found.to_json()
    return Draft(
        title=(facts["title"] or name)[:200], text=found.text, facts=facts, reviewed=facts, notes=list(source.notes),
        seconds=round(perf_counter() - begun, 3),
    )  # fmt: skip


def _keep_draft(draft: Draft, actor: Actor, now: datetime) -> None:
    draft.read_at, draft.read_by_id = now, actor.user_id
    with creating(draft, DraftAction.READ, actor=actor, now=now) as change:
        change.note(kind=draft.facts["document_kind"]["kind"], questions=len(draft.facts["questions"]), seconds=draft.seconds)


def _keep(change: Change, found: Reviewed, reason: str, now: datetime, undoes: Sequence[Edit] = ()) -> None:
    """What people changed, each thing with who and why; what was read stays in `facts`."""
    draft, by = change.row, change.actor.user_id
    Edit.objects.bulk_create(
        Edit(draft=draft, place=place, before=before, after=after, reason=reason[:300], undoes=taken, edited_at=now, edited_by_id=by)
        for (place, before, after), taken in zip_longest(found.edits, undoes)
    )
    draft.reviewed = found.facts
    change.touched.add("reviewed")
    if found.answers != draft.answers:
        change.set(answers=found.answers)
    change.note(places=[place for place, _before, _after in found.edits])


def edit_fact(
    *, draft: Draft, place: str, values: Mapping[str, Any], actor: Actor, now: datetime, reason: str = "", seen: int | None = None
) -> Draft:
    """Correct parts of the fact at a place such as `stages.0`, all or none. Refused with an error for each part that cannot be taken."""
    with changing(draft, DraftAction.EDIT, actor=actor, now=now, reason=reason, seen=seen) as change:
        _keep(change, corrected(draft.reviewed, draft.answers, place, values), reason, now)
    return draft


def add_fact(
    *, draft: Draft, place: str, values: Mapping[str, Any], actor: Actor, now: datetime, reason: str = "", seen: int | None = None
) -> Draft:
    """Add what the reader did not find to a list such as `stages` or `problem_categories.0.manifestations`."""
    with changing(draft, DraftAction.EDIT, actor=actor, now=now, reason=reason, seen=seen) as change:
        _keep(change, added(draft.reviewed, draft.answers, place, values), reason, now)
    return draft


def remove_fact(*, draft: Draft, place: str, actor: Actor, now: datetime, reason: str = "", seen: int | None = None) -> Draft:
    """Take away what is no fact; the edit tells what stood there."""
    with changing(draft, DraftAction.EDIT, actor=actor, now=now, reason=reason, seen=seen) as change:
        _keep(change, removed(draft.reviewed, draft.answers, place), reason, now)
    return draft


def undo_edit(*, draft: Draft, actor: Actor, now: datetime, seen: int | None = None) -> Draft:
    """Take back what was saved together last and still holds; the record keeps both. Refused where nothing is left to take back."""
    with changing(draft, DraftAction.EDIT, actor=actor, now=now, seen=seen) as change:
        last = last_edits(draft)
        if not last:
            raise BadInput(_("没有可以撤销的修改。"))
        found = Reviewed(draft.reviewed, [], draft.answers)
        for one in last:
            back = undone(found.facts, found.answers, (one.place, one.before, one.after))
            found = Reviewed(back.facts, [*found.edits, *back.edits], back.answers)
        _keep(change, found, "", now, undoes=last)
    return draft


def answer(*, draft: Draft, answers: Mapping[str, str], actor: Actor, now: datetime) -> Draft:
    """Answer questions by their keys; an empty answer takes an earlier one back. Refused: a key that nothing asks for, no day, no year."""
    with changing(draft, DraftAction.ANSWER, actor=actor, now=now) as change:
        refuse_unasked(draft.reviewed, draft.answers, answers)
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
        file = with_house_values(campaign_file_from(draft.reviewed, draft.answers))
        campaign = prepare_campaign(file=file, root=root, actor=actor, now=now, code=code)
        change.set(campaign=campaign, root=root)
    return campaign


def set_aside(*, draft: Draft, actor: Actor, now: datetime, reason: str = "") -> Draft:
    """Put a draft away: nothing comes of it, the original stays."""
    with changing(draft, DraftAction.SET_ASIDE, actor=actor, now=now, reason=reason):
        pass
    return draft


def launch(
    *, draft: Draft, root: Unit, entries: Sequence[Entered], on: date, actor: Actor, now: datetime, code: str = "",
    gaps_reason: str | None = None,
) -> Campaign:  # fmt: skip
    """The campaign of a reviewed plan, its roster frozen, started; whoever launches it becomes its office. All or nothing."""
    with one_write():
        campaign = start_from_plan(draft=draft, root=root, actor=actor, now=now, code=code)
        return launch_campaign(campaign=campaign, entries=entries, on=on, actor=actor, now=now, gaps_reason=gaps_reason)


def launch_with_sheet(
    *,
    draft: Draft,
    data: bytes,
    name: str,
    on: date,
    actor: Actor,
    now: datetime,
    code: str = "",
    root: Unit | None = None,
    gaps_reason: str | None = None,
) -> Campaign:
    """The same with a roster sheet that is taken over first; it runs in `root`, else where all units of the sheet stand together.

    Refused with the sheet's errors, each at its cell; then nothing was written."""
    with one_write():
        taken = enter_roster_sheet(data=data, name=name, on=on, actor=actor, now=now)
        told: dict[str, Any] = {"on": on, "actor": actor, "now": now, "code": code, "gaps_reason": gaps_reason}
        return launch(draft=draft, root=root or top_of(taken.units), entries=taken.entries, **told)
