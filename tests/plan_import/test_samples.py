"""The sample plans of the project, each kind in every form it is kept in, read through the whole pipeline."""

from pathlib import Path

import pytest

import bihuan.plan_import
from bihuan.plan_import.readers import read_file
from bihuan.plan_import.rules import read_text
from tests.factories.steady import seconds

FOLDER = Path(bihuan.plan_import.__file__).parent / "samples"
FILES = ["work-style.txt", "work-style.docx", "fire-safety.txt", "fire-safety.docx", "formalism.txt", "formalism.pdf"]
TITLES = {
    "work-style": "澜川县“干部作风建设提升年”专项整治工作方案",
    "fire-safety": "澜川县消防安全风险隐患专项整治行动实施方案",
    "formalism": "关于印发《澜川县整治形式主义为基层减负专项行动方案》的通知",
}
STAGES = {
    "work-style": [
        ("动员部署阶段", "2026-12-01", "2026-12-20"), ("查摆问题阶段", "2026-12-21", "2027-03-31"),
        ("集中整改阶段", "2027-04-01", "2027-09-30"), ("巩固提升阶段", "2027-10-01", "2027-11-30"),
    ],
    "fire-safety": [
        ("部署启动", "2026-12E", "2026-12E"), ("排查整治", "2026-12M", "2027-06L"),
        ("攻坚督办", "2027-07-01", "2027-09-30"), ("总结巩固", "2027-10", "2027-10"),
    ],
    "formalism": [("摸底建账阶段", "2026-12", "2027-01"), ("集中整治阶段", "2027-02", "2027-09"), ("巩固深化阶段", "2027-10", "2027-12")],
}  # fmt: skip
CATEGORIES = {
    "work-style": [("庸", 4), ("懒", 3), ("散", 3), ("浮", 3), ("推", 3)],
    "fire-safety": [("安全疏散", 3), ("电气线路", 3), ("电动自行车", 3), ("多合一", 3), ("养老", 3)],
    "formalism": [("文山会海", 0), ("督查检查考核", 0), ("过度留痕", 0), ("指尖上的形式主义", 0), ("随意借调", 0)],
}
CHANNELS = {
    "work-style": (["0999-5550123"], ["zuofeng@lanchuan.example"], []),
    "fire-safety": (["0999-5550119", "0999-5550145"], [], ["http://xf.lanchuan.example"]),
    "formalism": (["0999-5550167"], ["jianfu@lanchuan.example"], []),
}
UNITS = {
    "work-style": {("县纪委监委", "lead"), ("县委督查室", "co"), ("县统计局", "lead"), ("县融媒体中心", "co")},
    "fire-safety": {("县消防救援大队", "lead"), ("县教育局", "responsible"), ("县民政局", "lead")},
    "formalism": {("县委网信办", "responsible"), ("县统计局", "responsible"), ("县委编办", "responsible")},
}


IN_A_TABLE = "fire-safety.docx"
every_file = pytest.mark.parametrize("file", FILES)


def read(file: str) -> tuple[str, dict]:
    """The plan's name and its facts."""
    return file.partition(".")[0], read_text(read_file(FOLDER / file).text).to_json()


@every_file
def test_title_and_stages(file):
    name, facts = read(file)
    assert facts["title"] == TITLES[name]
    assert [(stage["name"], stage["start"], stage["end"]) for stage in facts["stages"]] == STAGES[name]


@every_file
def test_channels(file):
    name, facts = read(file)
    assert tuple(facts["channels"][key] for key in ("phones", "emails", "urls")) == CHANNELS[name]


@every_file
def test_categories(file):
    name, facts = read(file)
    found = [(category["name"], len(category["manifestations"])) for category in facts["problem_categories"]]
    assert len(found) == 5
    for (told, count), (word, wanted) in zip(found, CATEGORIES[name], strict=True):
        assert word in told
        assert count == wanted


@every_file
def test_units(file):
    name, facts = read(file)
    assert UNITS[name] <= {(unit["name"], unit["role"]) for unit in facts["responsible_units"]}


def test_a_table_of_tasks_keeps_its_rows_and_cells():
    rows = [line.split("\t") for line in read_file(FOLDER / IN_A_TABLE).text.split("\n") if "\t" in line]
    assert rows[0] == ["序号", "整治重点", "问题表现", "整治措施", "牵头单位", "责任单位", "完成时限"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3", "4", "5"]
    assert rows[3][4:] == ["县住房和城乡建设局", "县公安局、县市场监督管理局、县供电公司", "2027年6月底前"]


def test_automatic_numbers_give_the_same_text_as_typed_ones():
    typed, automatic = (read_file(FOLDER / f"work-style.{ending}").text for ending in ("txt", "docx"))
    assert [line for line in automatic.split("\n") if line] == [line for line in typed.split("\n") if line]


@every_file
def test_under_a_second(file):
    assert seconds(lambda: read_text(read_file(FOLDER / file).text), 1) < 1


def test_lengths_are_those_of_real_plans():
    assert all(1_800 <= len(read_file(FOLDER / file).text) <= 3_500 for file in FILES if file.endswith("txt"))
