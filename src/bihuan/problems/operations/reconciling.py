"""What a sheet says otherwise about problems that stand on the ledger: exactly the cells that differ, one record a row."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from bihuan.campaigns.queries.people import heads_of
from bihuan.campaigns.rules.settings import settings_of
from bihuan.foundation.audit.changing import changing_many
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.kernel import Actor, Refused, _
from bihuan.problems.models import Measure, Problem, Progress
from bihuan.problems.operations.amending import path_now
from bihuan.problems.operations.entering import By, lines_of, must_not_refuse
from bihuan.problems.operations.filling import settle_own
from bihuan.problems.operations.indexing import index, text_changed
from bihuan.problems.operations.sharing import leave_together
from bihuan.problems.policy import refuse_moving_a_head
from bihuan.problems.rules import keeps_company
from bihuan.problems.rules.searched import SEARCHED
from bihuan.problems.rules.sheet import Change
from bihuan.problems.vocabulary import Action


def amend_rows(changes: Sequence[Change], by: By) -> None:
    """Write the changes."""
    by_action: dict[Action, dict[int, Mapping[str, Any]]] = defaultdict(dict)
    for change in changes:
        by_action[change.action][change.pk] = change.values
    for action, each in by_action.items():
        rows = list(among(Problem.objects.order_by("pk"), "id", list(each)))
        each = _with_what_follows(rows, each, by.actor)
        done, refused = changing_many(rows, action, actor=by.actor, now=by.now, reason=by.reason, each=each)
        must_not_refuse(refused)
        _keep_parts(done, each, by)
        shared = [row for row in done if set(each[row.pk]) & {"cause", "cause_kind", "measures_text", "progress_text"}]
        leave_together(shared, actor=by.actor, now=by.now, reason=_("表格对这一件另有写法"))
        text_changed([row for row in done if "text" in each[row.pk]])
        touched = [row for row in done if set(each[row.pk]) & SEARCHED]
        if touched:
            whole = Problem.objects.select_related("unit", "person", "doer", "leader")
            index(list(among(whole, "id", [row.pk for row in touched])))


def _with_what_follows(rows: Sequence[Problem], each: Mapping[int, Mapping[str, Any]], actor: Actor) -> dict[int, Mapping[str, Any]]:
    """The way follows the weight; whoever puts his own finding right is followed by the new owner; a head's items go to the leader in charge."""
    prefetch_related_objects(rows, "campaign")
    heads = heads_of(rows[0].campaign, list({row.unit_id for row in rows})) if rows else frozenset()
    options = settings_of(rows[0].campaign.file) if rows else None
    found: dict[int, Mapping[str, Any]] = {}
    for row in rows:
        values = dict(each[row.pk])
        if "due_on" in values and (row.returned or row.reopened):
            raise Refused(_("第 %(number)04d 号曾被退回，时限不能由导入修改，请由专班办理延期。整份没有导入。"), number=row.number)
        if "weight" in values:
            row.weight = values["weight"]
            values["path"] = path_now(row, options)
        if "person_id" in values:
            refuse_moving_a_head(actor, row, row.person_id, heads)
            doer = values["person_id"] if row.doer_id in (None, row.person_id) else row.doer_id
            values |= {} if keeps_company(row.source, row.person_id, values["person_id"]) else {"sharing_id": None}
            values |= {"doer_id": doer, "of_unit_head": bool({(row.unit_id, values["person_id"]), (row.unit_id, doer)} & heads)}
        found[row.pk] = values
    return found


def _keep_parts(rows: Sequence[Problem], each: Mapping[int, Mapping[str, Any]], by: By) -> None:
    """Measures are replaced, progress is appended, as the steps of one problem do."""
    settle_own([row for row in rows if "own" in each[row.pk]], by.now)
    measured = [row for row in rows if "measures_text" in each[row.pk]]
    Measure.objects.filter(problem__in=measured).delete()
    measures = [Measure(problem=row, order=n, text=text) for row in measured for n, text in enumerate(lines_of(row.measures_text), 1)]
    told = [row for row in rows if "progress_text" in each[row.pk]]
    progress = [Progress(problem=row, text=row.progress_text, reported_at=by.now, reported_by_id=by.actor.user_id) for row in told]
    Measure.objects.bulk_create(measures, batch_size=500)
    Progress.objects.bulk_create(progress, batch_size=500)
