"""What each harsh kind of damage costs the plan reader: F1 per field of the damaged texts, and how far below the clean ones.

.venv/bin/python -m bench.plan_damage [--folder open|PATH] [--kind KIND] [--show NAME] [--seeds N] [--write NAME]
"""

import argparse

from bench.plan_reading import documents, measure, show_differences
from tests.corpus.rough import ROUGH, rough

FIELDS = ("title", "outline", "stages", "channels", "units", "categories", "manifestations", "deadlines", "ladder")


def clean_documents(folder: str) -> list[tuple[str, str, dict]]:
    """The texts that are not damaged already."""
    return [doc for doc in documents(folder) if "damaged_from" not in doc[2] and "damaged" not in doc[0]]


def under(kind: str, docs: list[tuple[str, str, dict]], seed: int = 0) -> dict:
    """The measure of the documents under one kind of damage."""
    return measure(docs, lambda text, name: rough(text, kind, seed * 1000 + len(name)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", default="open")
    parser.add_argument("--kind", choices=sorted(ROUGH), action="append")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--show", metavar="NAME", help="differences of one document, or `all` (open texts only)")
    parser.add_argument("--write", metavar="NAME", help="the damaged text of one document (open texts only)")
    options = parser.parse_args()
    docs = clean_documents(options.folder)
    secret = options.folder != "open"
    clean = measure(docs)
    print(f"{'damage':20}" + "".join(f"{f[:9]:>10}" for f in FIELDS) + f"{'false':>7}")
    print(f"{'none':20}" + "".join(f"{clean['totals'][f].f1:10.3f}" for f in FIELDS) + f"{clean['false_on_others']:7}")
    for kind in options.kind or ROUGH:
        for seed in range(options.seeds):
            result = under(kind, docs, seed)
            print(f"{kind:20}" + "".join(f"{result['totals'][f].f1:10.3f}" for f in FIELDS) + f"{result['false_on_others']:7}", flush=True)
            for name, text, _ in [] if secret else docs:
                if options.write == name:
                    print(rough(text, kind, seed * 1000 + len(name)))
                if options.show in (name, "all"):
                    print("##", name)
                    show_differences(result, name)


if __name__ == "__main__":
    main()
