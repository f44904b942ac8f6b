"""The page about ASVS 5.0: every number of levels 1 and 2 once, each with an answer, and every test that it names is there."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security" / "asvs.md"
ANSWERS = {"met", "part", "gap", "does not arise"}
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3,
    "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2,
    "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3,
    "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1,
    "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
"""Section → how many requirements of levels 1 and 2 version 5.0.0 has in it, numbered from 1."""


def _rows() -> list[list[str]]:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.read_text("utf-8").splitlines()
        if re.match(r"\| \d+\.\d+\.\d+ ", line)
    ]
    assert all(len(row) == 6 for row in rows), [row for row in rows if len(row) != 6]
    return rows


def test_every_number_of_levels_one_and_two_is_answered_once() -> None:
    rows = _rows()
    assert [row[0] for row in rows] == [f"{section}.{number}" for section, many in SECTIONS.items() for number in range(1, many + 1)]
    assert Counter(row[1] for row in rows) == {"1": 70, "2": 183}
    assert {row[3] for row in rows} == ANSWERS and all(row[2] and row[4] for row in rows)


def test_every_test_that_is_named_is_there() -> None:
    for number, _level, _about, _answer, _how, test in _rows():
        if test in {"", "`make check`"}:
            continue
        path, _mark, name = test.strip("`").partition("::")
        source = ROOT / "tests" / path
        assert source.is_file(), (number, path)
        assert not name or f"def {name}(" in source.read_text("utf-8"), (number, name)


def test_its_numbers_are_counted() -> None:
    rows = _rows()
    answers = Counter(row[3] for row in rows)
    named = sum(1 for row in rows if row[5].startswith("`") and "::" in row[5] or row[5].endswith(".py`"))
    told = [int(one) for one in re.findall(r"\d+", PAGE.read_text("utf-8").partition("|---|---|---|---|---|\n")[2].partition("\n")[0])]
    assert told == [answers["met"], answers["part"], answers["gap"], answers["does not arise"], named]
