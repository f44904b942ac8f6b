"""What the reports say: totals below their sums, what is not sorted named, clauses only about what there is, full names, own numbers."""

import argparse
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from bihuan.documents.rules.gaps import gaps
from bihuan.documents.rules.paper import Paper, Table, body_lines, line_text
from bihuan.foundation.kernel import BadInput, Figure
from bihuan.interfaces.cli import report as command
from bihuan.problems.operations import Finding, record_many
from bihuan.problems.queries import narrowed, reach
from bihuan.problems.rules.filters import Filters, span_of
from bihuan.problems.vocabulary import Source
from bihuan.reports.operations import compose, draft_report, issue_report
from bihuan.reports.papers.composing import WHAT
from bihuan.reports.queries import figures
from bihuan.reports.queries.facts import facts
from bihuan.reports.rules.naming import full_name
from tests.factories.town import NOW, OFFICE, TODAY, WATER, town
from tests.reports.test_cockpit import NOW_IS, fill


def text(paper: Paper) -> str:
    return "\n".join(line_text(runs) for runs in body_lines(paper))


def tables(paper: Paper) -> list[Table]:
    parts = [*paper.blocks, *(block for each in paper.attachments for block in each.blocks)]
    return [part for part in parts if isinstance(part, Table)]


def value(cell: object) -> int:
    assert isinstance(cell, Figure)
    return int(cell.value or 0)


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["weekly", "final"])
def test_each_table_ends_with_its_total_and_the_columns_add_up(what: str) -> None:
    place = town()
    fill(place, 5)
    shown = tables(compose(place.campaign, what, NOW_IS.day, NOW_IS.day))
    assert len(shown) == (2 if what == "weekly" else 3)
    for table in shown:
        *rows, whole = table.rows
        assert whole[0] == "合计"
        for column in (1, 2, 3):
            assert sum(value(row[column]) for row in rows) == value(whole[column]), table.caption
    if what == "final":
        assert shown[1].rows[-2][0] == "尚未归类"


@pytest.mark.django_db
def test_numbers_of_the_week_open_their_rows() -> None:
    place = town()
    fill(place, 3)
    told = facts(place.campaign, NOW_IS.day, NOW_IS.day)
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    query = Filters.read(QueryDict(urlsplit(told.falling_due.rows).query))
    assert told.falling_due.value == narrowed(mine, place.campaign.pk, query, NOW_IS).count() > 0
    assert told.new_closed.value is not None and told.new_closed.value >= 0


@pytest.mark.django_db
def test_an_empty_campaign_is_told_without_zeros_and_rates() -> None:
    place = town()
    for what in ("weekly", "final"):
        paper = compose(place.campaign, what, TODAY, TODAY)
        assert "台账上还没有登记问题" in text(paper)
        assert "销号率" not in text(paper) and "设组长0名" not in text(paper)
        assert not tables(paper)


@pytest.mark.django_db
def test_a_single_problem_is_told_with_its_unit() -> None:
    place = town()
    record_many(
        campaign=place.campaign,
        findings=[Finding(unit=place.units[WATER], source=Source.OPINION, text="窗口排队久")],
        actor=place.machine,
        now=NOW,
    )
    paper = compose(place.campaign, "final", TODAY, TODAY)
    assert "累计发现问题1件，已销号0件，销号率0%" in text(paper)
    assert tables(paper)[-1].rows[0][0] == place.units[WATER].name


@pytest.mark.django_db
def test_the_final_report_is_numbered_under_the_name_of_the_office() -> None:
    from bihuan.campaigns.operations import fill_gap, set_up_group
    from bihuan.campaigns.vocabulary import GroupKind

    place = town()
    office = place.actor(OFFICE)
    fill_gap(campaign=place.campaign, basis="《意见》", doc_number="甲发〔2026〕3号", decided_by="局党组", actor=office, now=NOW)
    set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="专班", actor=office, now=NOW)
    name = f"{place.campaign.root.name}专项整治专班"
    draft = draft_report(campaign=place.campaign, what="final", day=TODAY, actor=office, now=NOW)
    assert issue_report(document=draft, actor=office, now=NOW).number == f"{name}〔{NOW.year}〕1号"
    assert "、《意见》（甲发〔2026〕3号），经局党组研究决定，" in text(compose(place.campaign, "final", TODAY, TODAY))
    assert not gaps(compose(place.campaign, "weekly", TODAY, TODAY))


@pytest.mark.django_db
def test_a_day_to_come_is_refused_by_figures_and_reports_alike() -> None:
    place = town()
    for ask in (
        lambda: figures(place.campaign, TODAY + timedelta(days=1), TODAY),
        lambda: compose(place.campaign, "final", TODAY + timedelta(days=1), TODAY),
    ):
        with pytest.raises(BadInput, match="不能晚于今天"):
            ask()


@pytest.mark.parametrize(
    ("above", "office", "full"),
    [
        ("澜川县", "专班", "澜川县专项整治专班"), ("澜川县", "澜川县整治办公室", "澜川县整治办公室"),
        ("市水务局", "作风整治工作专班", "市水务局作风整治工作专班"),
    ],
)  # fmt: skip
def test_the_issuing_body_is_called_in_full(above: str, office: str, full: str) -> None:
    assert full_name(above, office) == full


@pytest.mark.parametrize(
    "words",
    ["", "2026-03-01", "2026-03-07..2026-03-01", "a..b", "2026-03-01..9999-12-31", "0001-01-01..2026-03-01", "2026-02-30..2026-03-01"],
)
def test_what_is_no_span_of_days_narrows_nothing(words: str) -> None:
    assert span_of(words) is None
    assert Filters.read({"due": words}).due == ""


def test_every_door_offers_every_report() -> None:
    from bihuan.interfaces.api.v1.documents.register import Report
    from bihuan.interfaces.web.reports.papers import MADE

    commands = argparse.ArgumentParser().add_subparsers()
    command.add(commands)
    choices = next(one.choices for one in commands.choices["report"]._actions if one.dest == "what")
    assert set(WHAT.values()) == set(choices or ()) == set(map(str, Report)) == {what for what, *_words in MADE}
