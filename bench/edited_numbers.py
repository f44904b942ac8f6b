"""Edited numbers in issued documents: how many of 1,000 are found, at their place, with what they were; and false alarms on untouched
files, as written and after LibreOffice saved them as docx and PDF (where it is installed).

.venv/bin/python -m bench.edited_numbers [--edits 1000] [--saved 200] [--seed 1]
"""

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from bihuan.documents.readers import read_held
from bihuan.documents.rendering import render_docx, render_pdf
from bihuan.documents.rules.bindings import numbers
from bihuan.documents.rules.checking import compare, heads_gone
from bihuan.documents.rules.paper import Attachment, Heading, Paper, Para, Table, run_text
from bihuan.documents.rules.printed import printed
from bihuan.documents.vocabulary import Fate, Kind
from tests.documents.samples import BLOCKS, TALK, figure, paper
from tests.factories.edits import edited

KINDS = (Kind.WEEKLY_BRIEF, Kind.REPORT, Kind.LETTER, Kind.MINUTES, Kind.PLAN, Kind.FINAL_REPORT)
SAVED = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf"}


def random_paper(dice: random.Random, kind: Kind) -> Paper:
    """A paper with sentences and tables of random numbers, many of them alike."""

    def some() -> int:
        return dice.choice([0, 1, 2, 3, 5, 12, dice.randrange(100), dice.randrange(100_000)])

    rows = tuple((f"示范{at}局", *(figure(f"t{at}.{column}", some()) for column in range(4))) for at in range(dice.randrange(3, 60)))
    table = Table(("单位", "发现", "已销号", "超期", "返回"), rows, (3, 1, 1, 1, 1), "各单位情况")
    text = Para(("本周新发现", figure("a", some()), "件，销号", figure("b", some()), "件，占", figure("c", some() / 8), "%。", TALK))
    extra = (Heading(1, "分单位情况"), text, table)
    blank = "" if kind is Kind.PLAN else f"第{some() + 1}期（总第{some() + 1}期）"
    return replace(paper(kind, number=blank, blocks=(*BLOCKS, *extra), attachments=(Attachment("明细", (table,)),)), check="12-7F3A-9C2B")


def judge(sample: Paper, data: bytes, name: str) -> list[tuple[str, str, str]]:
    held = read_held(data, name)
    told = compare(numbers(sample), held.text, held.sheets)
    heads = heads_gone(["".join(map(run_text, line.runs)) for line in printed(sample) if line.repeats], held.text)
    return [("head", head, "") for head in heads] + [(one.fate.value, one.was, one.now) for one in told if one.fate is not Fate.UNCHANGED]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--saved", type=int, default=200, help="how many of them LibreOffice saves again, as docx and as PDF")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)  # noqa: S311
    samples = [random_paper(dice, kind) for kind in KINDS * 4]
    whole = [render_docx(sample) for sample in samples]
    count: Counter[str] = Counter()
    for sample, data in zip(samples, whole, strict=True):
        count["false alarms, docx"] += len(judge(sample, data, "a.docx"))
        count["false alarms, own PDF"] += len(judge(sample, render_pdf(sample).data, "a.pdf"))
    touched = [(at % len(samples), *edited(whole[at % len(samples)], dice)) for at in range(options.edits)]
    missed = []
    start = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    for which, data, was, now in touched:
        faults = judge(samples[which], data, "a.docx")
        count["found"] += bool(faults)
        count["named exactly"] += faults == [("changed", was, now)]
        missed += [] if faults == [("changed", was, now)] else [(which, was, now, faults)]
    spent = resource.getrusage(resource.RUSAGE_SELF).ru_utime - start
    known = sum(len(numbers(sample)) for sample in samples)
    print(f"{len(samples)} documents with {known} numbers; {options.edits} edits, {1000 * spent / options.edits:.1f} ms of CPU each")
    if shutil.which("soffice"):
        missed += saved_again(samples, whole, touched[: options.saved], count)
    else:
        print("LibreOffice is not on this machine: what it saves was not looked at")
    for name, many in count.items():
        print(f"{name}: {many}")
    for one in missed[:20]:
        print("  not as wanted:", one)
    return 0 if not missed and not any(many for name, many in count.items() if name.startswith("false")) else 1


def saved_again(samples: list[Paper], whole: list[bytes], touched: list, count: Counter[str]) -> list:
    """The same after LibreOffice opened each file and saved it."""
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for at, data in enumerate(whole):
            (place / f"whole{at}.docx").write_bytes(data)
        for at, (_which, data, _was, _now) in enumerate(touched):
            (place / f"edit{at}.docx").write_bytes(data)
        files = sorted(map(str, place.glob("*.docx")))
        for kind, form in SAVED.items():
            command = [
                "soffice",
                f"-env:UserInstallation=file://{place}/profile",
                "--headless",
                "--convert-to",
                form,
                "--outdir",
                f"{place}/saved",
            ]
            subprocess.run([*command, *files], check=True, capture_output=True)  # noqa: S603
            for at, sample in enumerate(samples):
                faults = judge(sample, (place / "saved" / f"whole{at}.{kind}").read_bytes(), f"a.{kind}")
                count[f"false alarms, {kind} by LibreOffice"] += len(faults)
                missed += [(kind, at, faults[:3])] if faults else []
            for at, (which, _data, was, now) in enumerate(touched):
                faults = judge(samples[which], (place / "saved" / f"edit{at}.{kind}").read_bytes(), f"a.{kind}")
                count[f"found, {kind} by LibreOffice"] += bool(faults)
                count[f"named exactly, {kind} by LibreOffice"] += faults == [("changed", was, now)]
                missed += [] if faults == [("changed", was, now)] else [(kind, which, was, now, faults[:3])]
    return missed


if __name__ == "__main__":
    sys.exit(main())
