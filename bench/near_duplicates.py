"""Measures near-duplicates (bar S13): all pairs among 100,000 findings, what a new text is like, what a newly recorded one costs afterwards.

    .venv/bin/python -m bench.near_duplicates [--texts 100000] [--postgresql URL]

The texts are invented from eight patterns with places, people, units, matters, numbers, days and amounts (bench.near_texts): 5 % are told
again a little otherwise in six ways, 5 % tell of another matter in the very same words. Recall is of those told again; precision counts as
wrong every pair that was neither told again nor says the same word for word. Times are this process's; on PostgreSQL the server's come on top,
so that the wall time of a quiet run counts.
"""

import argparse
import resource
import statistics
import sys
import time
from collections import Counter
from datetime import date

from bench import scene
from bench.near_texts import AGAIN, Findings, findings

SECONDS, RECALL, PRECISION, ONE = 60.0, 0.98, 0.95, 0.030


def entered(texts: list[str], code: str, first: int = 1) -> list[int]:
    """The texts on the ledger, all of one campaign, units by turns, numbered from `first`; their keys. The quickest way: history and book are
    not measured here."""
    from django.utils import timezone

    from bihuan.campaigns.models import CoveredUnit
    from bihuan.interfaces.cli.looking_up import campaign_of
    from bihuan.problems.models import Problem
    from bihuan.problems.operations.indexing import index

    campaign, now = campaign_of(code), timezone.now()
    units = [one.unit for one in CoveredUnit.objects.filter(campaign=campaign, to_on=None).select_related("unit")]
    keys: list[int] = []
    for start in range(0, len(texts), 5000):
        rows = [
            Problem(campaign=campaign, number=n, unit=units[n % len(units)], source="supervision", text=text, found_on=date(2026, 3, 2), recorded_at=now)
            for n, text in enumerate(texts[start : start + 5000], start + first)
        ]  # fmt: skip
        Problem.objects.bulk_create(rows, batch_size=500)
        index(rows, fresh=True)
        keys += [row.pk for row in rows]
    return keys


def quality(told: Findings, keys: list[int]) -> bool:
    """Recall by kind, precision; True when both keep the bar."""
    from bihuan.problems.models import Likeness
    from bihuan.problems.rules.likeness import plain

    place = {key: at for at, key in enumerate(keys)}
    pairs = {(place[one], place[other]) for one, other in Likeness.objects.filter(degree__gte=80).values_list("one_id", "other_id")}
    all_of, hit = Counter(told.again.values()), Counter(how for pair, how in told.again.items() if pair in pairs)
    equal = {pair for pair in pairs if plain(told.texts[pair[0]]) == plain(told.texts[pair[1]])}
    wrong = pairs - told.again.keys() - equal
    recall, precision = sum(hit.values()) / len(told.again), 1 - len(wrong) / max(1, len(pairs - equal | pairs & told.again.keys()))
    print(f"  {len(pairs):,} pairs ({len(equal):,} word for word); recall {recall:.4f}, precision {precision:.4f}; of {len(told.others):,} other "
          f"matters in the same words {sum(pair in pairs for pair in told.others)} taken for the same")  # fmt: skip
    print("  " + ", ".join(f"{how} {hit[how] / all_of[how]:.3f}" for how in AGAIN if all_of[how]))
    return recall >= RECALL and precision >= PRECISION


def asking(told: Findings, code: str, count: int = 200) -> bool:
    """What a text is like that somebody types, as the office and as a liaison."""
    import random

    from bihuan.foundation.accounts.queries import account_named
    from bihuan.interfaces.cli.looking_up import campaign_of
    from bihuan.organisation.queries import actor_of_account
    from bihuan.problems import queries
    from bihuan.problems.queries.likeness import like_text

    campaign, rng, good = campaign_of(code), random.Random(9), True
    some = [AGAIN["slips"](text, rng) for text in rng.sample(told.texts, count // 2)] + findings(count // 2 * 2, 77).texts[: count // 2]
    for who in ("zhuanban", "lianluo"):
        mine = queries.reach(actor_of_account(account_named(who).pk), campaign.pk)
        like_text(mine, campaign, some[0])
        walls, busy, found = [], time.process_time(), 0
        for text in some:
            start = time.perf_counter()
            found += bool(like_text(mine, campaign, text))
            walls.append(time.perf_counter() - start)
        busy = (time.process_time() - busy) / count
        p95 = statistics.quantiles(walls, n=20)[-1]
        print(f"  one new text, {who}: {1000 * statistics.median(walls):.1f} ms median, {1000 * p95:.1f} ms p95, {1000 * busy:.1f} ms of "
              f"processor time; {found} of {count} are like something")  # fmt: skip
        good = good and busy <= ONE
    return good


def measure(count: int, code: str) -> bool:
    """All of it; True when every bar is kept."""
    from bihuan.foundation.jobs.running import Turn
    from bihuan.interfaces.cli.looking_up import campaign_of
    from bihuan.problems.operations.likening import compare_waiting

    told, campaign = findings(count), campaign_of(code)
    keys = entered(told.texts, code)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    done, wall, busy = scene.timed(lambda: compare_waiting(campaign, Turn()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {done:,} compared in {wall:.1f} s, {busy:.1f} s of processor time; {peak:.0f} MB at most ({before:.0f} MB before)")
    good = quality(told, keys) and (wall <= SECONDS or busy <= SECONDS)
    good = asking(told, code) and good
    entered(findings(2000, 5).texts[:100], code, count + 1)
    done, wall, busy = scene.timed(lambda: compare_waiting(campaign, Turn()))
    print(
        f"  {done} recorded later: {1000 * wall / done:.0f} ms each, {1000 * busy / done:.0f} ms of processor time, with what is common told anew"
    )
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--postgresql", default="", metavar="URL", help="a server to make a database on; else SQLite")
    options = parser.parse_args()
    with scene.prepared(options.postgresql):
        print(f"{'PostgreSQL' if options.postgresql else 'SQLite'}, {options.texts:,} texts")
        return 0 if measure(options.texts, scene.county()) else 1


if __name__ == "__main__":
    sys.exit(main())
