"""The ledger's long work, done in the background."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django_tasks import task

from bihuan.campaigns.queries import find, settings_for
from bihuan.foundation.calendar.queries import near_until
from bihuan.foundation.files.looks import look_over, not_looked_at, pass_over
from bihuan.foundation.files.models import Look, StoredFile
from bihuan.foundation.files.operations import store_made
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.rules import UnreadableFile
from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.jobs.again import ask_again
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.operations import ask
from bihuan.foundation.jobs.running import running
from bihuan.foundation.jobs.scheduling import CLOCK
from bihuan.foundation.kernel import Actor, BadInput, Missing, Told, _
from bihuan.foundation.kernel.memory import give_back
from bihuan.organisation.queries import actor_of_account
from bihuan.problems.models import Evidence
from bihuan.problems.operations.checking import Asked, KeptCheck, check_in_turn
from bihuan.problems.operations.exporting import Wanted, export_ledger
from bihuan.problems.operations.importing import import_in_parts
from bihuan.problems.operations.likening import compare_waiting
from bihuan.problems.operations.taking_over import Handed, take_over_in_parts
from bihuan.problems.queries.layouts import memory_of
from bihuan.problems.queries.ledger import Today
from bihuan.problems.queries.likeness import campaign_with, campaigns_waiting, least
from bihuan.problems.rules.filters import Filters
from bihuan.problems.rules.sheet import Column
from bihuan.problems.rules.sheet.terms import Choices, Terms
from bihuan.problems.sheets import read_ledger

AWAITED = 10
"""Before other work in the queue: somebody sits before the page and waits."""


@task
def take_sheet(
    campaign: str, file: int, account: int, sheets: list[str] | None = None, choices: dict[str, Any] | None = None
) -> dict[str, Any]:  # fmt: skip
    """Take over a ledger sheet that the account handed in, with the duties it holds now. Refused as the page refuses."""
    actor = actor_of_account(account)
    stored, where = handed_in(file, actor), find(actor, campaign)
    sheet = read_ledger(read(stored), stored.name, memory_of(where, sheets or ()))
    terms, rows = Terms(choices=_choices(choices or {}), exported=sheet.exported), list(sheet.rows)
    del sheet  # a long one is given back as it is written
    give_back()
    found = import_in_parts(campaign=where, rows=rows, actor=actor, now=timezone.now(), turn=running(), terms=terms)
    _refuse_errors(found.errors)
    counts = {"new": found.new, "changed": found.changed, "same": found.same}
    ask_to_compare(where, timezone.now())
    text = Told(_("台账已导入：新增 %(new)d 件，变更 %(changed)d 件，不变 %(same)d 件"), **counts)
    return {"text": text, "href": f"/c/{campaign}/ledger/", **counts, "gone": len(found.gone)}


@task(priority=AWAITED)
def check_sheet(campaign: str, file: int, account: int, sheets: list[str] | None = None, take_over: str | None = None) -> dict[str, Any]:
    """Check a long sheet that the account handed in, for an import or (`take_over`: see `Asked`) a take-over; its page shows what was kept."""
    actor = actor_of_account(account)
    asked = Asked(find(actor, campaign), handed_in(file, actor), tuple(sheets or ()), take_over)
    kept = check_in_turn(asked, actor=actor, now=timezone.now(), turn=running())
    return {"text": _told(kept), "href": f"/c/{campaign}/ledger/{_page_of(asked)}"}


def key_of_check(asked: Asked) -> str:
    """Under this key a check is asked for. A sheet that would be understood otherwise, by what the campaign remembers or by what was ticked,
    is another check."""
    memory = memory_of(asked.campaign, asked.sheets)
    layouts = {shape: layout.to_json() for shape, layout in memory.layouts.items()}
    told: list[Any] = [layouts, dict(memory.own), list(memory.sheets), asked.take_over]
    terms = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
    return f"check_sheet:{asked.campaign.pk}:{asked.file.pk}:{terms}"


def ask_to_check(asked: Asked, *, title: str, actor: Actor, now: datetime) -> Job:
    """Let a worker check a long sheet; while that waits or runs it is the same job. `title` is how it is called in lists."""
    wanted = {
        "campaign": asked.campaign.code, "file": asked.file.pk, "account": actor.user_id, "sheets": list(asked.sheets), "take_over": asked.take_over,
    }  # fmt: skip
    return ask_again(check_sheet, title=title, actor=actor, now=now, key=key_of_check(asked), arguments=wanted)


def _page_of(asked: Asked) -> str:
    """Where this very check is shown."""
    query = [("sheet", name) for name in asked.sheets] + ([("found_on", asked.take_over)] if asked.take_over else [])
    return f"{'import' if asked.take_over is None else 'take-over'}/{asked.file.pk}/" + (f"?{urlencode(query)}" if query else "")


def _told(kept: KeptCheck) -> str:
    if kept.findings is None:
        return _("已核对：有的列还要您指明")
    if count := kept.findings.counts["errors"]:
        return Told(_("已核对：有 %(count)d 处错误"), count=count)
    return _("已核对，没有错误：请看过后确认")


def _choices(told: dict[str, Any]) -> Choices:
    return Choices(bool(told.get("all_mine")), frozenset(told.get("taken", ())), frozenset(told.get("left", ())))


def _refuse_errors(errors: Sequence[CellError]) -> None:
    if errors:
        raise BadInput(_("表格有 %(count)d 处错误，整份没有导入。第一处：%(first)s"), count=len(errors), first=errors[0].told)


@task
def take_over_sheet(
    campaign: str, file: int, account: int, decision: str, found_on: str = "", sheets: list[str] | None = None
) -> dict[str, Any]:  # fmt: skip
    """Take over a campaign that was half done in the sheet that the account handed in (接续导入)."""
    actor = actor_of_account(account)
    stored, where = handed_in(file, actor), find(actor, campaign)
    sheet = read_ledger(read(stored), stored.name, memory_of(where, sheets or ()))
    handed = Handed(decision, stored.sha256, stored, date.fromisoformat(found_on) if found_on else None)
    found = take_over_in_parts(campaign=where, rows=sheet.rows, handed=handed, actor=actor, now=timezone.now(), turn=running())
    _refuse_errors(found.errors)
    ask_to_compare(where, timezone.now())
    text = Told(_("已接续：接续前已销号 %(before)d 件，继续办理 %(open)d 件"), before=found.closed_before, open=found.open)
    return {"text": text, "href": f"/c/{campaign}/ledger/", "closed_before": found.closed_before, "open": found.open}


@task
def make_export(campaign: str, account: int, query: str, columns: list[str], own: list[str], reason: str, told: str = "") -> dict[str, Any]:
    """A long ledger as a sheet, kept for whoever asked. Cut off before it is kept, it is made anew: nothing of it was written."""
    actor, now, turn = actor_of_account(account), timezone.now(), running()
    where, day = find(actor, campaign), timezone.localdate(now)
    today = Today(day, near_until(day, settings_for(where).near_days))
    wanted = Wanted(Filters.read(QueryDict(query)), today, [Column(word) for word in columns], own, told)
    name = f"{where.title}-{_('问题台账')}-{day:%Y%m%d}.xlsx"

    def keep(data: bytes) -> None:
        turn.keep(file=store_made(data=data, name=name, kind=FileKind.XLSX, actor=actor, now=now).pk)

    export_ledger(campaign=where, wanted=wanted, reason=reason, actor=actor, now=now, keep=keep)
    return {"text": _("台账已导出，点开下载"), "href": f"/c/{campaign}/ledger/export/{turn.mark['file']}/", "rows": turn.done}


_LATEST, _AT_ONCE = 200, 40


def ask_for_new_evidence(now: datetime) -> bool:
    """Ask for a look at evidence that came in lately. Whether there is any."""
    latest = list(Evidence.objects.order_by("-pk").values_list("pk", "file__sha256")[:_LATEST])
    unseen = not_looked_at(sha256 for _pk, sha256 in latest)
    if unseen:
        _ask(f"new-{max(pk for pk, sha256 in latest if sha256 in unseen)}", now)
    return bool(unseen)


def _ask(what: str, now: datetime) -> None:
    # By the hour: what a store that was away left undone is tried again.
    key = f"evidence-{what}-{now:%Y%m%d%H}"
    ask(look_over_evidence, title=_("整理佐证材料"), actor=CLOCK, now=now, key=key)


@task
def look_over_evidence() -> dict[str, str]:
    """Working copy, preview and looks of some evidence that has none yet, latest first; the rest is another job, so that nobody waits long."""
    turn, files = running(), _unseen()
    for done, file in enumerate(files, start=1):
        try:
            look_over(file)
        except (UnreadableFile, Missing):
            pass_over(file)
        turn.step(done, len(files))
    if left := _unseen():
        _ask(f"left-{left[0].pk}", timezone.now())
    return {"text": Told(_("已整理 %(count)d 个文件"), count=len(files))}


def _unseen() -> list[StoredFile]:
    held = Evidence.objects.exclude(file__sha256__in=Look.objects.values("sha256")).values("file_id")
    return list(StoredFile.objects.filter(pk__in=held).order_by("-pk")[:_AT_ONCE])


def ask_for_new_texts(now: datetime) -> bool:
    """Ask for a comparison where findings came in lately or their texts changed. Whether there is any."""
    found = campaigns_waiting(_LATEST)
    for campaign in found:
        ask_to_compare(campaign, now)
    return bool(found)


def ask_to_compare(campaign: Any, now: datetime) -> None:
    """Let a worker compare the texts of a campaign that nobody has compared yet; asked again within the minute it is the same job."""
    if least(campaign):
        key = f"likenesses-{campaign.pk}-{now:%Y%m%d%H%M}"
        ask(find_likenesses, title=_("比对疑似重复"), actor=CLOCK, now=now, key=key, arguments={"campaign": campaign.pk})


@task
def find_likenesses(campaign: int) -> dict[str, Any]:
    """Compare the texts of a campaign that nobody has compared as they stand. Cut off, it goes on with those that are left."""
    done = compare_waiting(campaign_with(campaign), running())
    return {"text": Told(_("已比对 %(count)d 件"), count=done), "compared": done}
