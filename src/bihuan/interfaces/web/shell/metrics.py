"""`/metrics` for a monitoring system: how the service runs, never what it is about. Read from addresses or with a token of the settings."""

import hmac
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.foundation.audit.queries import last_position
from bihuan.foundation.backups.folder import made_last
from bihuan.foundation.jobs.queries import Standing, standing
from bihuan.foundation.watching.counters import COUNTERS, exposition
from bihuan.foundation.watching.proxies import is_within, networks

MEANINGS = {
    "bihuan_requests_total": ("counter", "Requests by route, method and status."),
    "bihuan_request_seconds": ("histogram", "Seconds a request took, by route."),
    "bihuan_jobs_ended_total": ("counter", "Background jobs ended on this machine, by outcome."),
    "bihuan_database_up": ("gauge", "1: the database answers."),
    "bihuan_database_standbys": ("gauge", "Standbys that follow this PostgreSQL primary, by kind of replication."),
    "bihuan_jobs": ("gauge", "Background jobs by state; failed ones of the last day."),
    "bihuan_jobs_oldest_waiting_seconds": ("gauge", "Since when the oldest waiting job waits."),
    "bihuan_schedule_lag_seconds": ("gauge", "How late the most overdue thing of the schedule is."),
    "bihuan_book_position": ("gauge", "Position of the last record of the book."),
    "bihuan_backup_age_seconds": ("gauge", "Age of the last backup in BIHUAN_BACKUPS."),
}
KIND = "text/plain; version=0.0.4; charset=utf-8"


def may_read(request: HttpRequest) -> bool:
    """By the token; or from an address of the settings, unless a proxy passed the request on for somebody else."""
    scheme, _blank, given = request.headers.get("Authorization", "").partition(" ")
    if settings.BIHUAN_METRICS == "off":
        return False
    wanted = settings.BIHUAN_METRICS_TOKEN
    if wanted and scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), wanted.encode()):
        return True
    nets = networks(tuple(filter(None, settings.BIHUAN_METRICS.split(","))), "BIHUAN_METRICS")
    return not request.META.get("bihuan.passed_on") and is_within(request.META.get("REMOTE_ADDR", ""), nets)


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The counters of this machine's processes and how the installation stands now."""
    if not may_read(request):
        raise Http404
    answer = HttpResponse(exposition({**COUNTERS.all(), **_now(timezone.now())}, MEANINGS), content_type=KIND)
    answer["Cache-Control"] = "no-store"
    return answer


def _now(now: datetime) -> dict[str, float]:
    told: dict[str, float] = {"bihuan_database_up": 0.0}
    try:
        told |= {**_of_jobs(standing(now)), **_of_standbys(), "bihuan_book_position": last_position(), "bihuan_database_up": 1.0}
    except (DatabaseError, InterfaceError):
        connection.close()
    made = made_last(Path(settings.BIHUAN_BACKUPS)) if settings.BIHUAN_BACKUPS else None
    return told | ({"bihuan_backup_age_seconds": (now - made).total_seconds()} if made else {})


def _of_jobs(found: Standing) -> dict[str, float]:
    return {
        **{f'bihuan_jobs{{state="{state}"}}': float(count) for state, count in found.counts.items()},
        "bihuan_jobs_oldest_waiting_seconds": found.oldest_waiting, "bihuan_schedule_lag_seconds": found.lag,
    }  # fmt: skip


def _of_standbys() -> dict[str, float]:
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sync_state, 'hidden'), count(*) FROM pg_stat_replication GROUP BY 1")
        rows: list[tuple[str, int]] = cursor.fetchall()
    return {f'bihuan_database_standbys{{kind="{kind}"}}': float(count) for kind, count in rows} or {
        'bihuan_database_standbys{kind="sync"}': 0.0
    }
