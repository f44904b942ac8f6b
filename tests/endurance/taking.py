"""The office's side of the box as a process of its own: takes without a pause, until it is killed.

python -m tests.endurance.taking found      make the tables
python -m tests.endurance.taking            take and take
python -m tests.endurance.taking judge      take what is left, print what is kept at each place
"""

import json
import sys
import time
from collections import Counter


def found() -> None:
    """The tables."""
    from bihuan.interfaces.cli.preparing import prepare

    prepare()


def take_on(once: bool) -> None:
    """Whatever the box or the database has: the next turn tries again."""
    import django

    django.setup()
    from django.db import Error, connection
    from django.utils import timezone

    from bihuan.clues.operations import take

    tries = 0
    while True:
        try:
            taken = take(now=timezone.localtime())
        except (OSError, Error):
            connection.close()
            taken, tries = 1, tries + 1
            if once and tries > 50:
                raise
        if once and not taken:
            return
        time.sleep(0.02)


def judged() -> dict[str, dict[str, int]]:
    """How many envelopes of each kind lie at each place, and how many reports."""
    take_on(once=True)
    from bihuan.clues.models import Tip, TipEnvelope

    found = {place: Counter[str](tip=1) for place in Tip.objects.values_list("place", flat=True)}
    for place, kind in TipEnvelope.objects.values_list("place", "kind"):
        found.setdefault(place, Counter())[kind] += 1
    return {place: dict(kinds) for place, kinds in found.items()}


if __name__ == "__main__":
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    if what == "found":
        found()
    elif what == "judge":
        print(json.dumps(judged()))
    else:
        take_on(once=False)
