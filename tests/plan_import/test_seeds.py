"""The five source texts: what a careful person finds in them, word for word where it matters."""

import pytest

from bihuan.plan_import.rules import read_text

NAMES = ("000_46dc3d44a202d736", "001_0bdbe0985be6f9fa", "002_683967ade4bdf1ed", "003_de5a8e2f1029ebba", "004_4ed3487600620d6c")


@pytest.fixture(scope="module")
def seeds(seeds_dir):
    return [read_text((seeds_dir / f"{name}.txt").read_text("utf-8")) for name in NAMES]


def counts(facts):
    return [len(category.manifestations) for category in facts.problem_categories]


def test_a_report_is_told_apart_with_what_was_still_found(seeds):
    facts = seeds[0]
    assert facts.document_kind.kind == "report"
    assert len(facts.stages) == 3
    assert len(facts.problem_categories) == 5
    assert [(said.count, said.found) for said in facts.announced if said.text == "6个问题清单"] == [(6, 6)]
    assert facts.deadlines == [] and facts.responsible_units == []
    assert len(facts.phrases) == 4


@pytest.mark.mechanism("M37")
@pytest.mark.mechanism("M38")
def test_six_cures_with_twenty_items(seeds):
    facts = seeds[1]
    assert facts.document_kind.kind == "plan"
    assert counts(facts) == [3, 3, 3, 3, 4, 4]
    assert all(category.raise_ for category in facts.problem_categories)
    assert [item.number for category in facts.problem_categories for item in category.manifestations] == [f"{n}." for n in range(1, 21)]
    strict = [item.number for category in facts.problem_categories for item in category.manifestations if item.strict_check]
    assert strict == ["13.", "14.", "15.", "16."]
    assert [rung.step for rung in facts.ladder] == [1, 2, 3]
    assert {(unit.name, str(unit.role)) for unit in facts.responsible_units} == {
        ("机关党委（纪委）", "lead"),
        ("办公室", "co"),
        ("人事教育科", "co"),
    }


@pytest.mark.mechanism("M40")
def test_five_areas_with_unit_deadline_and_measures(seeds):
    facts = seeds[2]
    assert [len(category.measures) for category in facts.problem_categories] == [5, 4, 5, 5, 4]
    assert all(category.responsible_units == ["局属各单位"] for category in facts.problem_categories)
    assert all(category.deadline and category.deadline.startswith("贯穿") for category in facts.problem_categories)
    assert [item.heading for item in facts.outline if item.level == 1] == ["目标任务", "整治内容和措施", "实施步骤", "工作要求"]
    assert facts.channels.phones == ["12389"]
    assert len(facts.stages) == 7
    assert "会议合并召开" in facts.text and "030" not in facts.text


@pytest.mark.mechanism("M39")
def test_four_ills_with_sixty_seven_traits_and_two_ladders(seeds):
    facts = seeds[3]
    assert [category.name for category in facts.problem_categories] == ["庸", "懒", "散", "软"]
    assert counts(facts) == [18, 15, 18, 16]
    assert [category.dimension for category in facts.problem_categories] == ["工作能力", "工作效率", "工作作风", "责任意识"]
    assert [(stage.start, stage.end) for stage in facts.stages] == [("--09", "--09"), ("--10", "--10"), ("--11", "--11")]
    assert len(facts.channels.phones) == 2
    assert [(rung.ladder, rung.step) for rung in facts.ladder] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]
    assert (facts.period.start, facts.period.end) == ("--09", "--11L")
    assert sum(repair.kind == "pinyin" for repair in facts.repairs) == 133
    assert len(facts.principles) == 5


def test_a_commentary_keeps_its_code_and_its_classes_of_treatment(seeds):
    facts = seeds[4]
    assert facts.document_kind.kind == "commentary"
    assert [phrase.text for phrase in facts.phrases] == ["政治力强", "观念先进", "行动迅速", "善作善成", "勇争第一", "廉政为民"]
    assert [rung.step for rung in facts.ladder] == [1, 2, 3, 4, 5, 6, 7]
    assert facts.channels.phones == [] and facts.outline == []
    assert sum(repair.kind == "web_chrome" for repair in facts.repairs) >= 4
