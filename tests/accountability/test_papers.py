"""Papers of a handling: each from the rows, for who may take it, known again by the check that it bears."""

import re
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import Handling, HandlingPaper
from bihuan.accountability.operations.papers import confirm_measure_record, take_handling_paper, write_measure_record
from bihuan.accountability.operations.party import Said, decide_party, lay_before_party
from bihuan.accountability.papers import matter_of, paper_of
from bihuan.accountability.queries import measures_for
from bihuan.accountability.queries.papers import papers_offered
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.rules.papers import form_of
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.accountability.vocabulary.handling import Origin, Served
from bihuan.accountability.vocabulary.measures import CaseClass
from bihuan.accountability.vocabulary.papers import PaperKind as K
from bihuan.accountability.vocabulary.papers import PaperPurpose
from bihuan.accountability.vocabulary.party import PartyMeans
from bihuan.campaigns.models import Campaign
from bihuan.documents.readers import read_held
from bihuan.documents.rules.gaps import is_draft
from bihuan.documents.rules.paper import block_lines, line_text
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NotAllowed
from bihuan.problems.vocabulary import Source
from bihuan.reports.papers import verify
from tests.accountability.ground import Bodies, by, decided, heard, in_force, noticed, opened, whole
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, LIAISON, OFFICE, OFFICE_2, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db

LADDER = {
    "ladders": [
        {
            "name": "阶梯甲", "default": True, "origin_note": "",
            "rungs": [
                {"step": 1, "trigger": "问题轻微", "measures": [{"name": "诫勉谈话", "kind": "education"}, {"name": "批评教育", "kind": "education"}]},
                {"step": 2, "trigger": "性质较为严重", "measures": [
                    {"name": "通报批评", "kind": "education"}, {"name": "责令书面检查", "kind": "education"}, {"name": "效能监察建议书", "kind": "education"},
                ]},
            ],
        }
    ]
}  # fmt: skip


def words(kind: K, row: Handling, today: date = TODAY) -> str:
    """All that a paper says, in reading order."""
    row.refresh_from_db()
    paper = paper_of(kind, matter_of(row, today))
    assert not is_draft(paper), "nothing is left to be typed into an issued paper"
    inside = [line_text(runs) for block in paper.blocks for runs in block_lines(block)]
    attached = [line_text(runs) for one in paper.attachments for block in one.blocks for runs in block_lines(block)]
    signed = paper.signature.issuers if paper.signature else ()
    return "\n".join(map(str, (paper.title, paper.number, paper.addressee, *inside, *attached, *signed, paper.note)))


def offered(bodies: Bodies, name: str, row: Handling) -> set[K]:
    row.refresh_from_db()
    return set(papers_offered(bodies.place.actor(name), row))


def rung(bodies: Bodies, step: int, measure: str, case_class: CaseClass = CaseClass.WORK, days: int = 30) -> Handling:
    """A case of the plan's own ladder with a measure of one of its rungs."""
    campaign = bodies.place.campaign
    Campaign.objects.filter(pk=campaign.pk).update(file={**campaign.file, **LADDER})
    campaign.refresh_from_db()
    row = whole(bodies, opened(bodies), "remind", case_class=case_class)
    chosen = do.Chosen(measure, "《作风建设十条》第三条", "较重", step=step, mend_on=TODAY + timedelta(days) if days else None)
    do.choose_measure(row, chosen=chosen, **by(bodies.place, OFFICE))
    return row


@pytest.mark.mechanism("M129")
def test_a_decision_prints_circumstances_and_effect_the_principles_what_was_taken_up_and_the_way_of_appeal(bodies: Bodies) -> None:
    row = in_force(bodies)
    told = words(K.DECISION, row)
    assert "情节轻重：两次，事后补岗" in told and "影响程度：三名群众各等一小时" in told
    assert all(f"{one}：已衡量" in told for one in row.tolerance["principles"])
    assert "采纳情况：采纳开会一节，仍应有人顶岗" in told and "依据《作风建设十条》第三条，决定：诫勉。" in told
    assert "自收到本决定之日起1个月内（最后一天为2026年4月2日）向县纪委监委机关、县委组织部提出申诉" in told
    assert "青作风〔2026〕8 号" in told and "3 月 1 日窗口无人" in told and "曲院" in told


@pytest.mark.mechanism("P01")
def test_the_notice_tells_facts_rule_kind_of_source_rights_and_last_day_and_that_nothing_is_decided(bodies: Bodies) -> None:
    row = noticed(bodies, whole(bodies, opened(bodies)))
    told = words(K.NOTICE, row)
    assert "现在还没有作出决定" in told and "请在2026年3月9日以前提出" in told and "不陈述不等于承认" in told
    assert "依据：《作风建设十条》第三条" in told and "问题来源：督查" in told and "3 月 1 日窗口无人" in told
    heard(bodies, row)
    answer = words(K.ANSWER, row)
    assert "当天临时被抽去开会" in answer and "答复：已核实，酌情考虑" in answer


def test_who_spoke_behind_a_channel_stands_in_no_paper(bodies: Bodies) -> None:
    place, row = bodies.place, opened(bodies)
    problem = place.find(source=Source.OPINION)
    whole(bodies, row)
    fact = do.add_fact(row, text="3 月 2 日也无人", evidence="李四来信", problem=problem, **by(place, OFFICE))
    do.verify_fact(fact, how="问过李四", **by(place, OFFICE_2))
    do.weigh_origin(row, origin=Origin.NEUTRAL, text="不影响轻重", **by(place, OFFICE))
    noticed(bodies, row)
    told = words(K.NOTICE, row)
    assert "3 月 2 日也无人" in told and "李四" not in told and "按规定保密" in told


@pytest.mark.mechanism("M130")
def test_the_first_rung_offers_talk_and_criticism_and_the_talk_has_a_record_that_the_person_reads(bodies: Bodies) -> None:
    place, row = bodies.place, rung(bodies, 1, "admonition", days=0)
    assert {one.name for one in measures_for(row)} == {"诫勉", "批评教育"}
    decided(bodies, heard(bodies, noticed(bodies, row)))
    do.serve_handling(row, how=Served.IN_PERSON, **by(place, OFFICE))
    told = {"on": TODAY, "place": "三楼会议室", "present": "雷峰、柳浪（记录）", "text": "指出空岗一事", "reply": "接受，希望增加人手"}
    with pytest.raises(NotAllowed):
        write_measure_record(row, **told, **by(place, LIAISON))
    record = write_measure_record(row, **told, **by(place, OFFICE))
    paper = words(K.TALK, row)
    assert "诫勉谈话记录" in paper and "指出空岗一事" in paper and "接受，希望增加人手" in paper and "谈话对象（签字）" in paper
    assert K.TALK in offered(bodies, OFFICIAL, row), "he takes it, and reads it on his page"
    with pytest.raises(NotAllowed):
        confirm_measure_record(record, **by(place, OFFICE))
    confirm_measure_record(record, **by(place, OFFICIAL))
    assert record.read_at is not None
    book = " ".join(str(one.changes) + one.reason for one in Record.objects.filter(kind="measure_record"))
    assert book and "空岗" not in book and "人手" not in book


@pytest.mark.mechanism("M131")
@pytest.mark.parametrize(
    ("measure", "kind"), [("self_examination", K.SELF_EXAMINATION), ("circular", K.CIRCULAR), ("recommendation", K.RECOMMENDATION)]
)
def test_the_second_rung_has_a_day_for_putting_right_and_one_of_three_papers(measure: str, kind: K, bodies: Bodies) -> None:
    with pytest.raises(BadInput, match="整改期限"):
        rung(bodies, 2, measure, days=0)
    row, body, who = rung(bodies, 2, measure), "party", LEADER
    heard(bodies, noticed(bodies, row))
    if measure == "recommendation":
        body, who = "discipline", GROUP
    decided(bodies, row, body=body, who=who)
    assert row.mend_on == TODAY + timedelta(30)
    assert kind in offered(bodies, OFFICE, row)
    assert "2026年4月1日前" in words(kind, row)


@pytest.mark.mechanism("M139")
def test_each_of_the_seven_measures_of_the_class_has_a_record_form(bodies: Bodies) -> None:
    seven = pack().offers[CaseClass.WORK]
    assert len(seven) == 7
    expected = {"remind": "提醒谈话记录", "caution": "警告（工作提示）记录", "criticise": "批评教育记录", "warning_talk": "警示谈话记录",
                "self_examination": "责令书面检查通知书", "circular": "的通报", "admonition": "诫勉谈话记录"}  # fmt: skip
    for one in seven:
        row = decided(bodies, heard(bodies, noticed(bodies, whole(bodies, opened(bodies), one))))
        form = form_of(pack().measures[one])
        assert form is not None and form in offered(bodies, OFFICE, row)
        assert expected[one] in words(form, row).splitlines()[0]


@pytest.mark.mechanism("M137")
def test_a_notice_to_a_unit_brings_what_the_ledger_tells_of_it(bodies: Bodies) -> None:
    place = bodies.place
    place.find(text="张三把材料弄丢")
    row = whole(
        bodies, opened(bodies, None, unit=place.units[WATER], matter="开展专项整治不力"), "circular", case_class=CaseClass.COLLECTIVE
    )
    heard(bodies, noticed(bodies, row), HEAD)
    decided(bodies, row)
    told = words(K.CIRCULAR, row)
    assert "决定对县水利局予以通报批评" in told and "台账登记问题1件" in told and "0001" in told
    assert "张三" not in told, "texts about persons do not travel with it"
    do.serve_handling(row, how=Served.IN_PERSON, **by(place, OFFICE))
    assert K.CIRCULAR in offered(bodies, HEAD, row) and not offered(bodies, LIAISON, row)


def suspended(bodies: Bodies, until: date | None = TODAY + timedelta(60)) -> Handling:
    row, place = whole(bodies, opened(bodies), "suspended_study", case_class=CaseClass.VILE), bodies.place
    do.refer_handling(row, to="县委组织部", **by(place, OFFICE))
    told = {"measure": "suspended_study", "document": "青组〔2026〕5 号", "decided_on": TODAY, "until_on": until}
    do.record_decision(row, **told, **by(place, OFFICE))
    do.serve_handling(row, how=Served.IN_PERSON, **by(place, OFFICE))
    return row


@pytest.mark.mechanism("M140")
def test_a_suspension_has_reason_decision_start_end_and_outcome_and_ends_on_its_day(bodies: Bodies) -> None:
    place = bodies.place
    with pytest.raises(BadInput, match="到哪天为止"):
        suspended(bodies, until=None)
    row = suspended(bodies)
    told = words(K.SUSPENSION, row)
    for one in ("窗口两次无人值守", "青组〔2026〕5 号", "县委组织部", "2026年3月2日", "2026年5月1日", "（期满时登记）"):
        assert one in told
    later = by(place, OFFICE, 60)
    write_measure_record(row, on=later["now"].date(), place="", present="闻莺", text="期满谈话", outcome="回到原岗位", **later)
    assert "回到原岗位" in words(K.SUSPENSION, row)
    assert do.end_due(actor=place.machine, now=later["now"]) == 0
    assert do.end_due(actor=place.machine, now=by(place, OFFICE, 61)["now"]) == 1
    row.refresh_from_db()
    assert row.state == S.ENDED
    again = suspended(bodies, until=TODAY + timedelta(120))
    assert again.ends_on == TODAY + timedelta(120), "longer only by a new decision"


@pytest.mark.mechanism("M143")
def test_a_referral_of_a_unit_lists_its_problems_and_the_treatments_that_were_tried(bodies: Bodies) -> None:
    place, water = bodies.place, bodies.place.units[WATER]
    place.find()
    laid = lay_before_party(campaign=place.campaign, unit=water, problem=None, reason="一季度三次", **by(place, OFFICE))
    said = Said(PartyMeans.REMINDER, "请抓紧整改")
    decide_party(laid, body=bodies.of["party"], said=said, **by(place, LEADER))
    row = whole(
        bodies, opened(bodies, None, unit=water, matter="多方施治仍立不起来"), "unit_accountability", case_class=CaseClass.COLLECTIVE
    )
    with pytest.raises(BadInput):
        do.refer_handling(row, to=" ", **by(place, OFFICE))
    do.refer_handling(row, to="县委组织部", **by(place, OFFICE))
    told = words(K.REFERRAL, row)
    assert "台账登记问题1件" in told and "党组提醒" in told and "3 月 1 日窗口无人" in told and "县委组织部" in told
    assert "举报人信息不随函移送" in told


def test_what_a_competent_body_decided_is_recorded_with_number_and_day(bodies: Bodies) -> None:
    row, place = whole(bodies, opened(bodies), "disciplinary", case_class=CaseClass.GRAVE), bodies.place
    do.refer_handling(row, to="县纪委监委", **by(place, OFFICE))
    do.record_decision(row, measure="a_warning", document="青监政〔2026〕1 号", decided_on=TODAY, **by(place, OFFICE))
    assert {K.OUTSIDE, K.SERVICE, K.REFERRAL} == offered(bodies, OFFICE, row) and K.OUTSIDE not in offered(bodies, OFFICIAL, row)
    told = words(K.OUTSIDE, row)
    assert "青监政〔2026〕1 号" in told and "县纪委监委" in told and "2026年3月2日" in told and "只登记有权机关作出的决定" in told


def test_an_appeal_gets_a_receipt_with_a_last_day_and_a_decision(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    appeal = do.file_appeal(row, text="不公平", body=bodies.of["discipline"], **by(place, OFFICIAL))
    assert K.APPEAL_RECEIPT not in offered(bodies, OFFICIAL, row)
    do.accept_appeal(appeal, **by(place, GROUP))
    assert "不公平" not in words(K.APPEAL_RECEIPT, row) and "2026年4月2日以前" in words(K.APPEAL_RECEIPT, row)
    do.change_decision(appeal, measure="remind", outcome="过重", document="青纪申〔2026〕1 号", **by(place, GROUP))
    told = words(K.APPEAL_DECISION, row)
    assert "由“诫勉”变更为“提醒”" in told and "不公平" in told and "过重" in told and "县纪委监委机关" in told
    assert K.DECISION not in offered(bodies, OFFICE, row), "what does not stand any more is not printed any more"


def _sealed(bodies: Bodies, name: str, row: Handling, kind: K) -> tuple[bytes, HandlingPaper]:
    return take_handling_paper(row, kind=kind, purpose=PaperPurpose.FILE, **by(bodies.place, name))


def test_a_paper_is_for_who_handles_or_decides_and_for_the_person_alone(bodies: Bodies) -> None:
    row = decided(bodies, heard(bodies, noticed(bodies, whole(bodies, opened(bodies)))))
    assert K.DECISION in offered(bodies, OFFICE, row) and K.DECISION in offered(bodies, LEADER, row)
    assert K.DECISION not in offered(bodies, OFFICIAL, row), "he gets it as it is served"
    do.serve_handling(row, how=Served.IN_PERSON, **by(bodies.place, OFFICE))
    assert K.DECISION in offered(bodies, OFFICIAL, row)
    for name in (COLLEAGUE, HEAD, LIAISON, GROUP, "秋月"):
        assert not offered(bodies, name, row)
        with pytest.raises(NotAllowed):
            _sealed(bodies, name, row, K.DECISION)
    do.lift_handling(row, reason="改得好", **by(bodies.place, LEADER))
    assert not offered(bodies, OFFICE, row) and K.DECISION in offered(bodies, OFFICIAL, row), "when it is over it is his alone"


def test_each_taking_stands_in_the_book_which_tells_nothing_of_it(bodies: Bodies) -> None:
    row = in_force(bodies)
    _data, taken = _sealed(bodies, OFFICE, row, K.DECISION)
    note = Record.objects.get(kind="handling_paper")
    assert (note.action, note.actor, note.changes["purpose"]) == ("take_handling_paper", bodies.place.actor(OFFICE).user_id, "to_file")
    book = str(note.changes) + note.reason + note.label
    assert not re.search("曲院|诫勉|窗口|decision", book.replace("handling_paper", "")) and taken.figures_digest not in book


def _edited(data: bytes, was: str, now: str) -> bytes:
    """A docx with other words in its text."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            inside = old.read(name)
            new.writestr(name, inside.replace(was.encode(), now.encode()) if name == "word/document.xml" else inside)
    return out.getvalue()


def test_a_file_that_somebody_holds_is_known_again_and_an_edited_one_is_found(bodies: Bodies) -> None:
    row = in_force(bodies)
    data, taken = _sealed(bodies, OFFICE, row, K.DECISION)
    verdict = verify(read_held(data, "x.docx"))
    assert verdict.sound and verdict.document.pk == taken.pk and verdict.document.title == "处理决定书"
    edited = verify(read_held(_edited(data, "最后一天为2026年4月2日", "最后一天为2026年3月2日"), "x.docx"))
    assert not edited.sound and any(one.compared.now == "3" for one in edited.faults)
