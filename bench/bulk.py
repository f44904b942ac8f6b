"""Measures the bulk change of 10,000 rows (bar S8): the same field changed on all of them with rules, versions, records of the book and
search index, then taken back as one step.

    .venv/bin/python -m bench.bulk [--rows 10000] [--postgresql URL] [--profile]

Beside each stands the same change as one UPDATE without us. On a busy machine read the processor time of this process and, on PostgreSQL,
the wall time of a quiet run: the server works in processes of its own.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

from bench import scene

BAR = 2.0


def changes(campaign: Any) -> list[tuple[str, Any, dict[str, Any], str]]:
    """(label, step, values, the bare statement's SET)."""
    from bihuan.campaigns.models import Manifestation
    from bihuan.organisation.models import Person
    from bihuan.problems.vocabulary import Action, Weight

    entry = Manifestation.objects.filter(category__catalogue__campaign=campaign, needs_text=False).order_by("-pk")[0]
    leader = Person.objects.order_by("pk")[0]
    return [
        ("weight", Action.AMEND, {"weight": Weight.SERIOUS}, "weight = 'serious'"),
        ("due day", Action.AMEND, {"due_on": date(2026, 12, 31)}, "due_on = '2026-12-31'"),
        ("catalogue", Action.CLASSIFY, {"manifestation_id": entry.pk, "category_id": entry.category_id}, f"manifestation_id = {entry.pk}"),
        ("priority", Action.PRIORITISE, {"priority": True}, "priority = true"),
        ("leader, searched", Action.AMEND, {"leader_id": leader.pk}, f"leader_id = {leader.pk}"),
    ]  # fmt: skip


def bare(sets: str) -> float:
    """Seconds of the same change in one statement, rolled back."""
    from django.db import connection, transaction

    def update() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE problems_problem SET {sets}")
            transaction.set_rollback(True)

    return scene.timed(update)[1]


def measure(code: str, count: int, profiled: bool) -> bool:
    """Each change and its way back; True when all keep the bar."""
    from django.utils import timezone

    from bihuan.foundation.accounts.queries import account_named
    from bihuan.interfaces.cli.looking_up import campaign_of
    from bihuan.organisation.queries import actor_of_account
    from bihuan.problems.models import Problem
    from bihuan.problems.operations import change_many, take_back

    campaign, actor, good = campaign_of(code), actor_of_account(account_named("zhuanban").pk), True
    keys = list(Problem.objects.filter(campaign=campaign).order_by("pk").values_list("pk", flat=True))
    Problem.objects.filter(due_on__lt=timezone.localdate()).update(due_on=date(2099, 1, 1), planned_due_on=date(2099, 1, 1))
    for label, action, values, sets in changes(campaign):

        def change(action: Any = action, values: Any = values) -> Any:
            return change_many(campaign=campaign, rows=keys, action=action, values=values, actor=actor, now=timezone.localtime())

        one, wall, busy = ran(change, profiled)
        assert len(one.done) > 0.95 * count, (label, len(one.done), one.refused[:2])
        back, wall_back, busy_back = ran(lambda one=one: take_back(edit=one.edit, actor=actor, now=timezone.localtime()), profiled)
        assert len(back.done) == len(one.done)
        print(f"  {label:17} change {wall:.2f} s ({busy:.2f} processor), undo {wall_back:.2f} s ({busy_back:.2f} processor), "
              f"{len(one.done):,} rows; bare statement {bare(sets):.2f} s")  # fmt: skip
        good = good and max(busy, busy_back) <= BAR
    return good


def block(code: str) -> bool:
    """200 rows of ten cells: looked over, pasted, taken back."""
    from django.utils import timezone

    from bihuan.foundation.accounts.queries import account_named
    from bihuan.interfaces.cli.looking_up import campaign_of
    from bihuan.organisation.queries import actor_of_account
    from bihuan.problems.models import Problem
    from bihuan.problems.operations import paste, take_back
    from bihuan.problems.queries import look_over, texts_of
    from bihuan.problems.rules.blocks import Wish
    from bihuan.problems.rules.sheet import Column as C

    campaign, actor = campaign_of(code), actor_of_account(account_named("zhuanban").pk)
    keys = list(Problem.objects.filter(campaign=campaign).order_by("pk").values_list("pk", flat=True)[:200])
    old = texts_of(actor, campaign, keys)
    ten = (C.TEXT, C.CATEGORY, C.MANIFESTATION, C.CAUSE, C.CAUSE_KIND, C.MEASURES, C.PROGRESS, C.DUE, C.WEIGHT, C.PERSON)
    new = {
        C.TEXT: "改过的第{n}件",
        C.CAUSE: "新的原因{n}",
        C.MEASURES: "新的措施{n}\n第二条",
        C.PROGRESS: "进展{n}",
        C.DUE: "2099-01-01",
        C.WEIGHT: "普遍共性",
    }
    wishes = [Wish(pk, {one: new[one].format(n=n) if one in new else old[pk][one] for one in ten}, n) for n, pk in enumerate(keys, 1)]
    who = {"campaign": campaign, "actor": actor}
    looked, _wall, seeing = scene.timed(lambda: look_over(actor, campaign, wishes))
    seen = {one.problem.pk: one.problem.revision for one in looked}
    done, _wall, writing = scene.timed(lambda: paste(wishes=wishes, seen=seen, now=timezone.localtime(), **who))
    back, _wall, undoing = scene.timed(lambda: take_back(edit=done.edit, actor=actor, now=timezone.localtime()))
    assert len(done.done) == len(back.done) == 200, (len(done.done), done.refused[:2], len(back.done))
    print(f"  200 x 10 cells: preview {seeing:.2f} s, paste {writing:.2f} s, undo {undoing:.2f} s of processor time")
    return max(seeing, writing, undoing) <= BAR


def ran(what: Callable[[], Any], profiled: bool) -> tuple[Any, float, float]:
    if not profiled:
        return scene.timed(what)
    import cProfile
    import pstats

    with cProfile.Profile() as seen:
        told = scene.timed(what)
    pstats.Stats(seen, stream=sys.stdout).sort_stats("tottime").print_stats(22)
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--postgresql", default="", metavar="URL", help="a server to make a database on; else SQLite")
    parser.add_argument("--block", action="store_true", help="only the block of 200 × 10 cells (F12)")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    with scene.prepared(options.postgresql):
        from bench.importing import take

        code = scene.county()
        take(code, scene.workbook(scene.rows(options.rows, code)))
        print(f"{'PostgreSQL' if options.postgresql else 'SQLite'}, {options.rows:,} rows (bar {BAR} s each)")
        good = block(code) if options.block else True
        return 0 if (options.block or measure(code, options.rows, options.profile)) and good else 1


if __name__ == "__main__":
    sys.exit(main())
