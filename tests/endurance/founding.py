"""Founds an installation with a small town and prints what a program needs to write into it.

python -m tests.endurance.founding [JOBS]      with so many background jobs asked for
"""

import json
import sys
from datetime import timedelta

CHUNKS, SIZE, REST = 30, 5, 0.1


def found(jobs: int) -> dict[str, object]:
    """Tables, a town, a token, background jobs that write rows in many small transactions."""
    from bihuan.interfaces.cli.preparing import prepare

    prepare()
    from django.utils import timezone

    from bihuan.foundation.jobs.operations import ask
    from bihuan.foundation.tokens.operations import issue_token
    from tests.factories.town import OFFICE, WATER, town
    from tests.foundation.jobs.tasks import fill

    made, now = town(), timezone.localtime()
    user, actor = made.people[OFFICE].user, made.machine
    _token, text = issue_token(
        user=user, name="写入", scopes=["ledger:read", "ledger:write"], expires_on=now.date() + timedelta(days=9), actor=actor, now=now
    )  # type: ignore[arg-type]
    for n in range(jobs):
        ask(fill, title="试", actor=actor, now=now, arguments={"first": n * 1000, "chunks": CHUNKS, "size": SIZE, "rest": REST})
    return {"token": text, "code": made.campaign.code, "unit": made.units[WATER].pk}


if __name__ == "__main__":
    print(json.dumps(found(int(sys.argv[1]) if len(sys.argv) > 1 else 0)))
