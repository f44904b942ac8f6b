"""A results report is reproduced: a campaign made with its counts, through pages, files and programs, tells every one of them (N01 to N20)."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bihuan.problems.models import Problem
from tests.factories.work import known
from tests.stories.reporting import CODE, Counts, Telling, command, sentences

pytestmark = pytest.mark.django_db
# the counts of the report that this product was made after
REPORT = Counts(
    units=65, people=889, heads=2, relayed=65, groups=15, meetings=9, weeklies=6, stages=3, categories=5, manifestations=30,
    self_checks=2742, pledges=5, critiques=7830, letters=16, opinions=337, lists=1, joint_units=25, matters=46, instances=889,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.BIHUAN_DEMO = True  # no second factor
    settings.BIHUAN_FILES = tmp_path / "files"
    cache.clear()


def check(told: Telling) -> None:
    """Every figure by command, by program and in the final report."""
    counts = told.counts
    wanted = counts.figures()
    found = told.figures()
    assert {code: found[code] for code in wanted} == wanted
    status, answer = told.office_program.get(f"campaigns/{CODE}/figures")
    by_code = {one["code"]: one["value"] for one in answer["figures"]} if status == 200 else {}
    assert {code: by_code[code] for code in wanted} == wanted
    text = told.report()
    assert [one for one in sentences(counts) if one not in text] == [], text


@pytest.mark.long
def test_the_report_is_told_as_it_was(tmp_path: Path) -> None:
    told = Telling(REPORT, tmp_path)
    told.tell()
    known()  # ten thousand entries in a minute: a server at work looked at its tables meanwhile
    check(told)
    printed = command("figures", CODE)
    assert "N20  联查问题：889 个" in printed and "N02  整治对象：889 名" in printed
    # those with items and those who signed are everybody (N13); instances of the joint check and subjects are two figures of one size (A01)
    wrote = Problem.objects.filter(campaign=told.campaign, source="self_check", person__isnull=False).values("person").distinct().count()
    assert wrote + REPORT.pledges == 889


counts = st.builds(
    Counts, units=st.integers(2, 4), people=st.integers(5, 8), heads=st.integers(1, 2), relayed=st.integers(0, 2), groups=st.integers(0, 2),
    meetings=st.integers(0, 3), weeklies=st.integers(0, 2), stages=st.integers(1, 4), categories=st.integers(1, 3),
    manifestations=st.integers(3, 9), self_checks=st.integers(0, 12), pledges=st.integers(0, 2), critiques=st.integers(0, 8),
    letters=st.integers(1, 3), opinions=st.integers(0, 9), lists=st.integers(0, 2), joint_units=st.integers(1, 2), matters=st.integers(1, 4),
    instances=st.integers(4, 9),
)  # fmt: skip


@pytest.mark.long
def test_any_other_counts_are_told_as_they_are(tmp_path: Path) -> None:
    @settings(max_examples=6, phases=[Phase.generate])
    @given(counts)
    def reported(drawn: Counts) -> None:
        with transaction.atomic():
            cache.clear()
            told = Telling(drawn, tmp_path)
            told.tell()
            check(told)
            transaction.set_rollback(True)

    reported()
