"""Measures the plan reader on texts with known facts: precision, recall and F1 per field, false facts on texts that are no plans, time.

    .venv/bin/python -m bench.plan_reading [--folder NAME|PATH] [--json] [--show NAME] [--damage [SEEDS]] [--summary-only]

Of all but the open texts only totals are printed, so that whoever writes the rules learns figures and not texts; `--show` needs the open ones.
"""

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.corpus.damage import KINDS, damage  # noqa: E402
from tests.corpus.scoring import Tally, compare_all, false_facts  # noqa: E402

CORPUS = ROOT / "tests" / "corpus" / "plans"
PLANS = ("plan",)


def read(text: str) -> dict:
    """What the reader finds in the text, as `bihuan plan read --json` prints it."""
    from bihuan.plan_import.rules import read_text

    found = read_text(text).to_json()
    return json.loads(found) if isinstance(found, str) else found


def documents(folder: str) -> list[tuple[str, str, dict]]:
    """(name, text, expected facts) of every document of a folder; PATH or a name under the corpus."""
    path = CORPUS / folder if (CORPUS / folder).is_dir() else Path(folder)
    return [(f.stem, f.with_suffix(".txt").read_text("utf-8"), json.loads(f.read_text("utf-8"))) for f in sorted(path.glob("*.json"))]


def measure(docs: list[tuple[str, str, dict]], change=lambda text, name: text) -> dict:
    """Tallies per field over all documents, false facts on those that are no plans, seconds a document, and what failed altogether."""
    totals: dict[str, Tally] = {}
    seconds, cpu, failures, false_on_others, per_document = [], [], [], 0, {}
    for name, original, expected in docs:
        text = change(original, name)
        start, busy = time.perf_counter(), time.process_time()
        try:
            found = read(text)
        except Exception as error:  # a reader that breaks off has found nothing
            found, failures = {}, [*failures, (name, type(error).__name__)]
        seconds.append(time.perf_counter() - start)
        cpu.append(time.process_time() - busy)
        tallies = compare_all(expected, found, original)
        per_document[name] = tallies
        if expected["kind"] not in PLANS:
            false_on_others += false_facts(tallies)
        for field, tally in tallies.items():
            totals[field] = totals.get(field, Tally()) + tally
    others = sum(e["kind"] not in PLANS for _, _, e in docs)
    return {
        "totals": totals,
        "seconds": seconds,
        "cpu": cpu,
        "failures": failures,
        "false_on_others": false_on_others,
        "others": others,
        "documents": per_document,
    }


def summary(result: dict) -> dict:
    """The figures alone, for `--json` and for the floors of the tests."""
    fields = {
        name: {"precision": round(t.precision, 3), "recall": round(t.recall, 3), "f1": round(t.f1, 3), "facts": t.hits + t.missed}
        for name, t in result["totals"].items()
    }
    return {
        "fields": fields,
        "documents": len(result["seconds"]),
        "not_plans": result["others"],
        "false_facts_on_not_plans": result["false_on_others"],
        "failed": len(result["failures"]),
        "median_seconds": round(statistics.median(result["seconds"]), 4),
        "slowest_seconds": round(max(result["seconds"]), 4),
        "slowest_cpu_seconds": round(max(result["cpu"]), 4),
    }


def show_table(figures: dict) -> None:
    print(f"{'field':24}{'precision':>10}{'recall':>10}{'F1':>8}{'facts':>8}")
    for name, f in figures["fields"].items():
        print(f"{name:24}{f['precision']:10.3f}{f['recall']:10.3f}{f['f1']:8.3f}{f['facts']:8}")
    others = f"{figures['not_plans']} of them no plans with {figures['false_facts_on_not_plans']} false facts"
    print(f"{figures['documents']} documents, {others}; {figures['failed']} failed")
    print(f"time a document: median {figures['median_seconds']:.3f} s, slowest {figures['slowest_seconds']:.3f} s")


def show_documents(result: dict) -> None:
    """One line a document with the F1 of the main fields, worst first seen by eye."""
    fields = ("outline", "stages", "channels", "units", "categories", "manifestations", "deadlines")
    print(f"\n{'document':28}" + "".join(f"{f[:9]:>10}" for f in fields))
    for name, tallies in result["documents"].items():
        print(f"{name:28}" + "".join(f"{tallies[f].f1:10.2f}" for f in fields))


def show_differences(result: dict, name: str) -> None:
    for field, tally in result["documents"][name].items():
        for mark, facts in (("-", tally.missed_facts), ("+", tally.false_facts)):
            for fact in facts:
                print(f"{mark} {field}: {fact}")


def show_damage(docs: list[tuple[str, str, dict]], seeds: int) -> None:
    """How much F1 drops under each kind of damage, and under mixtures by `seeds` seeds."""
    fields = ("outline", "stages", "channels", "units", "categories", "manifestations", "deadlines")
    clean = measure(docs)["totals"]
    print(f"{'damage':20}" + "".join(f"{f[:9]:>10}" for f in fields))
    print(f"{'none':20}" + "".join(f"{clean[f].f1:10.3f}" for f in fields))
    runs = {kind: lambda text, name, kind=kind: damage(text, len(name), (kind,)) for kind in KINDS}
    runs |= {f"mixture {seed}": lambda text, name, seed=seed: damage(text, seed * 1000 + len(text)) for seed in range(seeds)}
    for label, change in runs.items():
        damaged = measure(docs, change)["totals"]
        print(f"{label:20}" + "".join(f"{damaged[f].f1 - clean[f].f1:+10.3f}" for f in fields))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--folder",
        default="open",
        help="open, many, more, later, sealed, fresh, last, final, ordinary or a path of .txt files with .json beside them",
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", metavar="NAME", help="differences of one document")
    parser.add_argument("--damage", nargs="?", const=3, type=int, metavar="SEEDS", help="how much each kind of damage costs")
    parser.add_argument("--summary-only", action="store_true", help="totals only (always so for all but open)")
    options = parser.parse_args()
    sealed = Path(options.folder).name in ("sealed", "fresh", "last", "final")
    docs = documents(options.folder)
    read("專項整治")  # loads patterns and script tables: the first text of a process pays most of a second for them, no document does
    if options.damage is not None:
        show_damage(docs, options.damage)
        return
    result = measure(docs)
    if options.show and sealed:
        print("sealed texts are not shown")
    elif options.show:
        show_differences(result, options.show)
    elif options.json:
        print(json.dumps(summary(result), ensure_ascii=False, indent=1))
    else:
        show_table(summary(result))
        if not sealed and not options.summary_only:
            show_documents(result)


if __name__ == "__main__":
    main()
