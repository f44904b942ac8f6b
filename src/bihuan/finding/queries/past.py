"""How rows that keep no versions stood at a past moment: today's rows, less what the book says was done with them since."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from bihuan.finding.models.feedback import JointFinding
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Term


def stepped_since(rows: QuerySet[Any, Any], action: Term, until: datetime) -> set[int]:
    """Keys of those of these rows with which this step was taken at or after a moment."""
    about = kept(rows.model)
    return set(_since(about.kind, rows.order_by().values("pk"), action, until).values_list("row", flat=True))


def matters_then(rows: QuerySet[JointFinding], action: Term, until: datetime) -> set[str]:
    """The matters under which these findings stood just before a moment: where they were moved since, what the first move replaced."""
    moved: dict[int, str] = {}
    story = _since(kept(JointFinding).kind, rows.order_by().values("pk"), action, until).order_by("position")
    for row, changes in story.values_list("row", "changes"):
        if "matter" in changes:
            moved.setdefault(row, changes["matter"][0])
    told = dict(rows.order_by().values_list("pk", "matter"))
    return set((told | moved).values())


def _since(kind: str, keys: Any, action: Term, until: datetime) -> QuerySet[Record]:
    return Record.objects.filter(kind=kind, row__in=keys, action=action, at__gte=until)
