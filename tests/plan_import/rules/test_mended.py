"""What copying, converting and scanning programs do to a whole text, and that it is undone: line breaks, margins, figures, marks of Markdown."""

import pytest

from bihuan.plan_import.rules import read_text
from bihuan.plan_import.rules.cleaning import clean

FLAT = (
    "青禾镇集市秩序整治工作方案为改善集市秩序，方便群众出行和购物，根据县里的统一部署，结合本镇实际，制定本方案。一、工作目标通过三个月的努力，使集市整洁有序，群众满意。"
    "二、整治内容（一）占道经营问题1.在行车道上摆摊设点；2.店外堆放货物。（二）乱停乱放问题3.货车占用消防通道。三、工作步骤（一）动员部署阶段（3月1日至3月10日）。召开动员会，发放明白纸。"
    "（二）集中整治阶段（3月11日至5月20日）。逐街逐户清理。四、工作要求首先，落实责任。其次，加强宣传，并在每月25日前报送进展。"
)


def headings(text: str) -> list[str]:
    return [item.heading for item in read_text(text).outline]


def test_a_text_without_a_single_line_break_has_its_outline_again():
    assert " ".join(headings(FLAT)) == "工作目标 整治内容 占道经营问题 乱停乱放问题 工作步骤 动员部署阶段 集中整治阶段 工作要求"
    assert read_text(FLAT).title == "青禾镇集市秩序整治工作方案"
    assert [(stage.start, stage.end) for stage in read_text(FLAT).stages] == [("--03-01", "--03-10"), ("--03-11", "--05-20")]


def test_numbers_inside_one_paragraph_stay_where_they_are():
    text = (
        "一、工作要求\n各单位要做好以下几件事：（一）摸清底数；（二）建立台账；（三）按时报送。" + "同时要加强协调配合，形成工作合力。" * 20
    )
    assert clean(text).text == text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("2O24年l月3曰前完成", "2024年1月3日前完成"),
        ("举报电话：O66O-88l2345", "举报电话：0660-8812345"),
        ("（二）自查\n（S）整改", "（二）自查\n（三）整改"),
        ("—、工作目标", "一、工作目标"),
        ("5月30日一6月4日", "5月30日—6月4日"),
        ("（2026年12月一2027年1月）", "（2026年12月—2027年1月）"),
        ("公布举报电话：0999-\n5550119、0999-5550145", "公布举报电话：0999-5550119、0999-5550145"),
        ("公布0999-\n5550119供群众使用", "公布0999-5550119供群众使用"),
        ("举报网址：http://\nxf.lanchuan.example，为举报人保密", "举报网址：http://xf.lanchuan.example，为举报人保密"),
        ("## 一、工作目标\n**（一）落实责任**", "一、工作目标\n（一）落实责任"),
        ("提高“”四个能力", "提高四个能力"),
    ],
)
def test_what_a_scanner_or_a_converter_changed_is_read_as_it_was_meant(read, meant):
    assert clean(read).text == meant


@pytest.mark.parametrize(
    "sound",
    [
        "20**年**县",
        "网址：http://xf.lanchuan.example\n0999-5550119",
        "每月一2027次",
        "“甲”“乙”两类",
        "A类、B类和O型血",
        "见www.lanchuan.example/Old",
        "用一、二等品",
        "IC卡和ID号",
    ],
)
def test_what_is_sound_stays(sound):
    assert clean(sound).text == sound


def test_margins_that_became_blanks_part_no_words():
    line = "全镇各村要认真开展排查工作，" * 24
    torn = " ".join(line[i : i + 26] for i in range(0, len(line), 26))
    assert clean(torn).text == line


def test_a_table_of_contents_printed_before_its_body_is_told_from_it():
    entries = ["一、背景分析", "1.1现实背景情况", "1.2主要矛盾问题", "二、目标任务设定", "2.1总体目标设定", "2.2阶段目标设定"]
    text = (
        "集市整治方案\n"
        + "\n".join(entries)
        + "".join(entry + "这里写的是具体内容，说明情况，" * times + "并提出办法。" for times, entry in enumerate(entries, start=2))
    )
    assert clean(text).text.count("\n二、目标任务设定\n") == 2


def test_dates_before_the_names_of_stages():
    text = "一、工作步骤\n第一阶段：3月1日至3月10日，动员部署\n召开会议。\n第二阶段：4月—5月 集中整治\n全面清理。"
    assert [(stage.name, stage.start, stage.end) for stage in read_text("某镇整治工作方案\n制定本方案。\n" + text).stages] == [
        ("动员部署", "--03-01", "--03-10"),
        ("集中整治", "--04", "--05"),
    ]


def test_the_tables_of_traditional_script_are_not_loaded_for_a_simplified_text():
    import subprocess
    import sys

    code = "import sys; from bihuan.plan_import.rules import read_text; read_text('一、工作目标\\n提高认识。'); sys.exit('opencc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_party_committee_whose_secretary_leads_is_no_body_of_the_campaign():
    text = "一、工作目标\n整治作风。\n二、工作要求\n（一）加强领导。成立以局党组书记、局长为组长，副处级以上领导为成员的领导小组，对典型问题第一时间交办处置。\n"
    found = read_text(text)
    assert [one.body for one in found.organisation] == ["领导小组"]
    assert not [one for one in found.questions if "第一时间" in one.text]


def test_months_and_days_that_do_not_exist_are_asked_about():
    text = "一、实施步骤\n（一）查摆阶段（2026年3月16日至2026年13月31日）。开展自查。\n（二）整改阶段（2026年4月1日至2026年5月45日）。逐项整改。\n"
    found = read_text("某县作风专项整治方案\n" + text)
    assert [(one.start, one.end) for one in found.stages] == [("2026-03-16", None), ("2026-04-01", None)]
    assert len([one for one in found.questions if "不是一个存在的日期" in one.text]) == 2


def test_a_title_below_a_red_head_whose_last_word_fell_on_a_line_of_its_own():
    text = "中共某县委办公室文件\n某委办发〔2026〕9号\n某县“干部作风建设提升年”专项整治工作\n方案\n为转变作风，制定本方案。\n一、工作目标\n转变作风。\n"
    assert read_text(text).title == "某县“干部作风建设提升年”专项整治工作方案"


def test_a_running_head_whose_blanks_differ_from_page_to_page():
    body = "青禾镇集市整治方案\n为改善秩序，制定本方案。\n一、整治重点\n（一）占道经营。在行车道上摆摊；店外堆物。\n— 1 —\n青禾镇公文 处理用纸\n"
    body += "（二）乱停乱放。货车占用通道；三轮车乱停。\n— 2 —\n青禾镇公文处理用纸\n二、工作要求\n抓好落实。\n"
    assert "用纸" not in clean(body).text


def test_a_date_that_a_narrow_column_cut_is_whole_again():
    text = "青禾镇集市整治方案\n为改善秩序，制定本方案。\n一、任务分工\n序号 任务\n责任部门 完成期限\n1 清理摊位\n城管所 2026年8月\n15日前\n2 划线\n规划所 2026年9月10日\n前\n"
    assert [due.as_written for due in read_text(text).deadlines] == ["2026年8月15日前", "2026年9月10日前"]
