"""The same story from the command line: plan start, figures, weekly brief, final report, the campaign as a file; refusals on the way."""

import json
from pathlib import Path

import pytest
from django.utils.timezone import localdate, now

from bihuan.campaigns.queries import units_of
from bihuan.documents.models import Document
from bihuan.documents.operations import redraft_paper
from bihuan.documents.queries import file_of, paper_of
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Refused
from bihuan.interfaces.cli.main import main
from bihuan.plan_import import samples
from bihuan.problems.operations import Finding, record
from bihuan.problems.vocabulary import Source
from bihuan.reports.operations import draft_report, issue_report
from tests.stories.telling import docx_text, sheet

pytestmark = pytest.mark.django_db
PLAN = Path(next(iter(samples.__path__))) / "work-style.txt"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "干部名册.xlsx"
    path.write_bytes(sheet())
    return path


@pytest.fixture
def code(roster: Path, capsys: Capture) -> str:
    assert main(["plan", "start", str(PLAN), "--roster", str(roster)]) == 0
    return capsys.readouterr().out.strip()


def test_the_command_prints_nothing_but_the_code(code: str, capsys: Capture) -> None:
    assert code.isascii() and "\n" not in code
    main(["campaign", "list"])
    assert f"{code}  进行中" in capsys.readouterr().out
    assert set(Record.objects.values_list("door", flat=True)) == {"cli"}


def test_figures_are_told_with_definition_and_rows(code: str, capsys: Capture) -> None:
    assert main(["figures", code, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"N01", "N02", "N03", "N07", "N08", "N09", "N10", "N11", "N12", "N14", "N18", "N20", "O01", "O02", "O03", "O04"} <= set(told)
    assert (told["N01"]["value"], told["N02"]["value"], told["N08"]["value"], told["N11"]["value"]) == (3, 6, 4, 6)
    sealed = {
        name: told.pop(name) for name in ("N21", "O08")
    }  # whose rows are clues: they are opened by nobody but the desk, and the figure says so
    assert all("逐条内容保密" in one["definition"] and not one["rows"] for one in sealed.values())
    assert all(one["definition"] and (one["rows"] if one["value"] is not None else one["reason"]) for one in told.values())
    assert main(["figures", code, "--date", "1999-01-01", "--json"]) == 0
    past = json.loads(capsys.readouterr().out)
    assert (past["N01"]["value"], past["O01"]["value"]) == (0, 0)


def _found(document: Document) -> int:
    """The number of findings that a brief tells."""
    return next((int(one["value"]) for one in document.figures["figures"] if one["figure"] == "O01"), 0)


@pytest.mark.mechanism("M178")
def test_the_weekly_brief_needs_no_form_and_is_numbered_and_frozen(code: str, tmp_path: Path, capsys: Capture) -> None:
    """A weekly report is made from the ledger without any unit filling a form; issues are numbered and frozen."""
    first, second, again = (tmp_path / f"{n}.docx" for n in range(3))
    assert main(["report", "weekly", code, "-o", str(first), "--issue"]) == 0
    assert main(["report", "weekly", code, "-o", str(second), "--issue"]) == 0
    assert "第1期" in docx_text(first.read_bytes()).replace(" ", "") and "第2期" in docx_text(second.read_bytes()).replace(" ", "")
    issued = Document.objects.order_by("pk").first()
    assert issued and file_of(issued) == first.read_bytes()
    campaign, who = issued.campaign, {"actor": system_actor(), "now": issued.as_of}
    with pytest.raises(Refused):
        issue_report(document=issued, **who)
    with pytest.raises(Refused):
        redraft_paper(issued, paper=paper_of(issued), as_of=issued.as_of, **who)
    printed, unit = paper_of(issued), units_of(campaign, localdate(issued.as_of)).first()
    assert unit
    record(
        campaign=campaign, finding=Finding(unit=unit, source=Source.SUPERVISION, text="印发以后查出的一件"), actor=system_actor(), now=now()
    )
    issued.refresh_from_db()
    assert (paper_of(issued), file_of(issued)) == (printed, first.read_bytes()), "what the ledger gains later changes no issue"
    third = draft_report(campaign=campaign, what="weekly", day=localdate(), actor=system_actor(), now=now())
    assert _found(third) == _found(issued) + 1, "the next one is counted from the ledger, nobody filled in a form"
    assert main(["report", "weekly", code, "-o", str(again)]) == 0
    assert "第" not in docx_text(again.read_bytes()).split("工作周报")[0]


def test_the_final_report_and_the_campaign_file(code: str, tmp_path: Path, capsys: Capture) -> None:
    report, file, again = tmp_path / "final.docx", tmp_path / "c.yaml", tmp_path / "d.yaml"
    assert main(["report", "final", code, "-o", str(report)]) == 0
    assert "整治范围包括3个单位、6名干部" in docx_text(report.read_bytes()).replace(" ", "")
    assert main(["campaign", "export", code, "-o", str(file)]) == 0
    capsys.readouterr()
    assert main(["campaign", "import", str(file), "--code", "COPY-1"]) == 0
    assert capsys.readouterr().out.strip() == "COPY-1"
    assert main(["campaign", "export", "COPY-1", "-o", str(again)]) == 0
    assert again.read_text("utf-8").replace("COPY-1", code) == file.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["plan", "start", "no.txt", "--roster", "R"], "读不了"), (["plan", "start", "PLAN", "--roster", "no.xlsx"], "读不了"),
        (["plan", "start", "PLAN", "--roster", "PLAN"], "。"), (["plan", "start", "R", "--roster", "R"], "。"),
        (["figures", "NO-1"], "没有代码为"), (["report", "weekly", "NO-1", "-o", "x.docx"], "没有代码为"),
        (["plan", "start", "PLAN", "--roster", "R", "--on", "昨天"], "不是日期"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_nothing_is_half_done(words: list[str], told: str, roster: Path, capsys: Capture) -> None:
    given = {"PLAN": str(PLAN), "R": str(roster)}
    count = Record.objects.count()
    assert main([given.get(word, word) for word in words]) == 2
    said = capsys.readouterr()
    assert told in said.err and "Traceback" not in said.err and not said.out
    assert Record.objects.count() == count
