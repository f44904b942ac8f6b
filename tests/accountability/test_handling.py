"""One matter from the facts to the end of what followed; and each way in which it must not go."""

from datetime import date, timedelta

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import Handling
from bihuan.accountability.queries import measures_for, visible_handlings
from bihuan.accountability.queries.listing import earlier_education
from bihuan.accountability.rules.measures import not_heavier
from bihuan.accountability.rules.tolerance import Review
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import Asked, Heard, Origin, Served
from bihuan.accountability.vocabulary.handling import HandlingNeed as N
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.accountability.vocabulary.measures import CaseClass, Level
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.organisation.operations import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from bihuan.problems.vocabulary import Source
from tests.accountability.ground import Bodies, by, decided, heard, in_force, noticed, opened, whole
from tests.factories.town import COLLEAGUE, GROUP, HEAD, IN_CHARGE, LEADER, OFFICE, OFFICE_2, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db


def _sees(bodies: Bodies, name: str, row: Handling) -> bool:
    return visible_handlings(bodies.place.actor(name)).filter(pk=row.pk).exists()


@pytest.mark.both
def test_from_the_facts_to_the_end_of_the_influence_period(bodies: Bodies) -> None:
    row = in_force(bodies)
    assert row.state == S.IN_FORCE
    assert row.ends_on == date(2026, 9, 2), "an admonition weighs six months from the decision"
    assert row.follow_on == date(2026, 9, 2) and row.appeal_until_on == date(2026, 4, 2)

    machine = bodies.place.machine
    assert do.end_due(actor=machine, now=by(bodies.place, OFFICE, 184)["now"]) == 0, "it weighs on its last day, too"
    assert do.end_due(actor=machine, now=by(bodies.place, OFFICE, 185)["now"]) == 1
    row.refresh_from_db()
    assert row.state == S.ENDED


@pytest.mark.mechanism("M128")
@pytest.mark.mechanism("M144")
def test_a_proposal_names_fact_rule_and_weight_or_is_none(bodies: Bodies) -> None:
    row = opened(bodies)
    with pytest.raises(NeedsUnmet) as no:
        do.propose_handling(row, **by(bodies.place, OFFICE))
    assert set(no.value.needs) == {N.FACTS, N.SORTED, N.ASKED, N.WEIGHED, N.ORIGIN, N.TOLERANCE, N.MEASURE}
    whole(bodies, row)
    for text in ("", "  "):
        with pytest.raises(BadInput, match="所依据的规定"):
            do.choose_measure(row, chosen=do.Chosen("admonition", text, "轻"), **by(bodies.place, OFFICE))
        with pytest.raises(BadInput, match="轻重理由"):
            do.choose_measure(row, chosen=do.Chosen("admonition", "第三条", text), **by(bodies.place, OFFICE))
        with pytest.raises(BadInput, match="影响程度"):
            do.weigh(row, circumstances="两次", effect=text, **by(bodies.place, OFFICE))
    do.propose_handling(row, **by(bodies.place, OFFICE))
    assert (row.state, row.rule, row.weight_reason) == (S.PROPOSED, "《作风建设十条》第三条", "初次、后果轻")
    assert (row.circumstances, row.effect) == ("两次，事后补岗", "三名群众各等一小时")


def test_a_fact_counts_when_another_hand_verified_it(bodies: Bodies) -> None:
    row = whole(bodies, opened(bodies))
    place = bodies.place
    fact = do.add_fact(row, text="3 月 2 日迟到", evidence="同事反映", **by(place, OFFICE))
    do.weigh_origin(row, origin=Origin.NEUTRAL, text="督导发现", **by(place, OFFICE))
    with pytest.raises(NeedsUnmet) as no:
        do.propose_handling(row, **by(place, OFFICE))
    assert no.value.needs == (N.VERIFIED,)
    with pytest.raises(NotAllowed):
        do.verify_fact(fact, how="问过", **by(place, OFFICE))
    do.drop_fact(fact, reason="没有证实", **by(place, OFFICE_2))
    do.weigh_origin(row, origin=Origin.NEUTRAL, text="督导发现", **by(place, OFFICE))
    do.propose_handling(row, **by(place, OFFICE))


def test_lighter_because_he_found_it_falls_with_that_fact(bodies: Bodies) -> None:
    place, row = bodies.place, whole(bodies, opened(bodies), self_found=True)
    own = row.facts.get()
    other = do.add_fact(row, text="3 月 2 日迟到", evidence="考勤", **by(place, OFFICE))
    do.verify_fact(other, how="核对考勤", **by(place, OFFICE_2))
    do.weigh_origin(row, origin=Origin.LIGHTER, text="本人查摆在先", **by(place, OFFICE))
    do.drop_fact(own, reason="重复", **by(place, OFFICE))
    with pytest.raises(NeedsUnmet) as no:
        do.propose_handling(row, **by(place, OFFICE))
    assert no.value.needs == (N.ORIGIN,)


def test_an_item_of_another_unit_is_no_fact_about_this_one(bodies: Bodies) -> None:
    place = bodies.place
    item = place.find(text="大厅无人值守")
    told = {"text": "大厅无人值守", "evidence": "台账", "problem": item, **by(place, OFFICE)}
    other = next(unit for unit in place.units.values() if not item.unit.path.startswith(unit.path))
    with pytest.raises(BadInput, match="别的单位"):
        do.add_fact(opened(bodies, None, unit=other), **told)
    assert do.add_fact(opened(bodies, None, unit=item.unit), **told).problem == item


def test_it_is_not_proposed_without_looking_at_who_found_it(bodies: Bodies) -> None:
    row, place = whole(bodies, opened(bodies)), bodies.place
    with pytest.raises(BadInput, match="没有他自己查摆发现的"):
        do.weigh_origin(row, origin=Origin.LIGHTER, text="从宽", **by(place, OFFICE))
    own = place.find(source=Source.SELF_CHECK)
    fact = do.add_fact(row, text="他自己写的", evidence="自查清单", problem=own, **by(place, OFFICE))
    do.verify_fact(fact, how="核对清单", **by(place, OFFICE_2))
    with pytest.raises(NeedsUnmet) as no:  # a fact that came later is looked at, too
        do.propose_handling(row, **by(place, OFFICE))
    assert no.value.needs == (N.ORIGIN,)
    do.weigh_origin(row, origin=Origin.LIGHTER, text="本人查摆在先", **by(place, OFFICE))
    do.propose_handling(row, **by(place, OFFICE))


def test_the_person_reads_what_is_proposed_before_anybody_decides(bodies: Bodies) -> None:
    row = whole(bodies, opened(bodies))
    do.propose_handling(row, **by(bodies.place, OFFICE))
    assert not _sees(bodies, OFFICIAL, row)
    with pytest.raises(NotNow):
        do.submit_handling(row, body=bodies.of["party"], **by(bodies.place, OFFICE))
    do.notice_handling(row, **by(bodies.place, OFFICE))
    assert _sees(bodies, OFFICIAL, row) and row.respond_on == date(2026, 3, 9), "five working days from the next"
    assert not any(_sees(bodies, name, row) for name in (COLLEAGUE, HEAD, LEADER, GROUP))


@pytest.mark.mechanism("P02")
def test_nothing_is_decided_before_he_was_heard_and_answered(bodies: Bodies) -> None:
    row, place = noticed(bodies, whole(bodies, opened(bodies))), bodies.place

    def submit(days: int = 0) -> None:
        do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE, days))

    with pytest.raises(NeedsUnmet) as no:
        submit()
    assert no.value.needs == (N.HEARD,)
    with pytest.raises(BadInput, match="代录"):
        do.state(row, text="替他写的", **by(place, OFFICE))
    told = do.state(row, text="当天被抽去开会", **by(place, OFFICIAL))
    with pytest.raises(NeedsUnmet) as no:
        submit()
    assert no.value.needs == (N.ANSWERED,)
    do.answer_statement(told, text="已核实", **by(place, OFFICE))
    submit()
    assert row.state == S.SUBMITTED


@pytest.mark.mechanism("P02")
def test_he_is_heard_until_somebody_decided_as_the_notice_tells_him(bodies: Bodies) -> None:
    row, place = heard(bodies, noticed(bodies, whole(bodies, opened(bodies)))), bodies.place
    do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE))
    said = {"document": "8 号", "present": "夕照", "reasons": "清楚", "heard": "采纳"}
    late = do.state(row, text="找到了当天的会议签到", **by(place, OFFICIAL))
    with pytest.raises(NeedsUnmet) as no:
        do.decide_handling(row, **said, **by(place, LEADER))
    assert no.value.needs == (N.ANSWERED,)
    do.answer_statement(late, text="已核对，采纳", **by(place, OFFICE))
    do.decide_handling(row, **said, **by(place, LEADER))
    with pytest.raises(NotNow):
        do.state(row, text="再说", **by(place, OFFICIAL))
    waived = noticed(bodies, whole(bodies, opened(bodies)))
    do.waive_statement(waived, **by(place, OFFICIAL))
    do.submit_handling(waived, body=bodies.of["party"], **by(place, OFFICE))
    do.unwaive_statement(waived, **by(place, OFFICIAL))
    with pytest.raises(NeedsUnmet) as no:  # his days are not over: he is waited for
        do.decide_handling(waived, **said, **by(place, LEADER))
    assert no.value.needs == (N.HEARD,)
    do.decide_handling(waived, **said, **by(place, LEADER, 8))


def test_he_may_say_nothing_and_the_last_day_is_his(bodies: Bodies) -> None:
    place = bodies.place
    silent = noticed(bodies, whole(bodies, opened(bodies)))
    with pytest.raises(NeedsUnmet):
        do.submit_handling(silent, body=bodies.of["party"], **by(place, OFFICE, 7))
    do.submit_handling(silent, body=bodies.of["party"], **by(place, OFFICE, 8))
    waived = noticed(bodies, whole(bodies, opened(bodies)))
    do.waive_statement(waived, **by(place, OFFICIAL))
    do.state(waived, text="还是说几句", how=Heard.TALK, **by(place, OFFICE))
    assert waived.waived_at is None


def test_another_hand_and_another_body_decide(bodies: Bodies) -> None:
    row, place = heard(bodies, noticed(bodies, whole(bodies, opened(bodies), "remind"))), bodies.place
    with pytest.raises(NeedsUnmet) as no:
        do.submit_handling(row, body=bodies.of["office"], **by(place, OFFICE))
    assert no.value.needs == (N.COMPETENT,)
    do.seat_in_body(bodies.of["party"], person=place.people[OFFICE], **by(place, OFFICE_2))
    do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE))
    told = {"document": "8 号", "present": "雷峰", "reasons": "清楚", "heard": "采纳"}
    with pytest.raises(NeedsUnmet) as no:
        do.decide_handling(row, **told, **by(place, OFFICE))
    assert no.value.needs == (N.OTHER_HAND,)
    with pytest.raises(BadInput, match="不能比告知本人的更重"):
        do.decide_handling(row, measure="admonition", **told, **by(place, LEADER))
    do.decide_handling(row, **told, **by(place, LEADER))
    assert row.state == S.DECIDED


@pytest.mark.parametrize("measure", ["admonition", "circular"])
def test_only_bodies_that_the_pack_names_may_admonish(measure: str, bodies: Bodies) -> None:
    row = heard(bodies, noticed(bodies, whole(bodies, opened(bodies), measure)))
    unit = do.name_body(campaign=bodies.place.campaign, kind=BodyKind.UNIT, name="局机关党委", basis="1 号", **by(bodies.place, OFFICE))
    with pytest.raises(NeedsUnmet) as no:
        do.submit_handling(row, body=unit, **by(bodies.place, OFFICE))
    assert no.value.needs == (N.COMPETENT,)


@pytest.mark.mechanism("M132")
@pytest.mark.mechanism("M141")
@pytest.mark.mechanism("P15")
def test_what_a_competent_body_decides_is_recorded_and_not_decided_here(bodies: Bodies) -> None:
    place, row = bodies.place, opened(bodies)
    whole(bodies, row, "disciplinary", case_class=CaseClass.GRAVE)
    with pytest.raises(NeedsUnmet) as no:
        do.propose_handling(row, **by(place, OFFICE))
    assert no.value.needs == (N.LIGHT_BODY,)
    do.refer_handling(row, to="县纪委监委", **by(place, OFFICE))
    do.seat_in_body(bodies.of["party"], person=place.people[OFFICE_2], **by(place, OFFICE))
    with pytest.raises(NotAllowed):  # it lies before no body of this campaign
        do.decide_handling(row, document="1", present="雷峰", reasons="清楚", heard="无", **by(place, LEADER))
    with pytest.raises(BadInput, match="文号"):
        do.record_decision(row, measure="a_warning", document=" ", decided_on=TODAY, **by(place, OFFICE))
    with pytest.raises(BadInput, match="不能晚于今天"):
        do.record_decision(row, measure="a_warning", document="青监政〔2026〕1 号", decided_on=TODAY + timedelta(1), **by(place, OFFICE))
    do.record_decision(row, measure="a_warning", document="青监政〔2026〕1 号", decided_on=TODAY, **by(place, OFFICE))
    do.serve_handling(row, how=Served.IN_PERSON, **by(place, OFFICE))
    assert (row.document, row.decided_on, row.ends_on) == ("青监政〔2026〕1 号", TODAY, date(2026, 9, 2))


@pytest.mark.mechanism("P04")
def test_nobody_handles_his_own_matter_or_one_from_which_he_keeps_away(bodies: Bodies) -> None:
    place = bodies.place
    do.seat_in_body(bodies.of["party"], person=place.people[OFFICIAL], **by(place, OFFICE))
    row = heard(bodies, noticed(bodies, whole(bodies, opened(bodies))))
    do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE))
    told = {"document": "8 号", "present": "雷峰", "reasons": "清楚", "heard": "采纳"}
    with pytest.raises(NotAllowed):
        do.decide_handling(row, **told, **by(place, OFFICIAL))
    him = place.people[OFFICIAL]
    declare_recusal(
        person=place.people[LEADER], party=him, ground=RecusalGround.RELATION, actor=place.actor(LEADER), now=by(place, LEADER)["now"]
    )
    with pytest.raises(NotAllowed):
        do.decide_handling(row, **told, **by(place, LEADER))
    assert not _sees(bodies, LEADER, row)
    for present in ("夕照、雷峰", "夕照，雷峰（组长）", "夕照 曲院"):
        with pytest.raises(BadInput, match="须回避"):  # nor does he sit there while others decide
            do.decide_handling(row, **{**told, "present": present}, **by(place, IN_CHARGE))
    do.decide_handling(row, **{**told, "present": "夕照"}, **by(place, IN_CHARGE))


@pytest.mark.mechanism("M138")
@pytest.mark.mechanism("M161")
def test_each_class_offers_its_own_measures(bodies: Bodies) -> None:
    row = opened(bodies)
    offers = {one: [each.name for each in measures_for(row, case_class=one)] for one in CaseClass}
    assert offers[CaseClass.THOUGHT] == ["常教育", "常监督", "常关爱", "常提醒"]
    assert len(offers[CaseClass.WORK]) == 7 and {"提醒", "警示谈话", "责令书面检查", "通报批评", "诫勉"} < set(offers[CaseClass.WORK])
    with pytest.raises(BadInput, match="分类理由"):
        do.sort_case(row, case_class=CaseClass.THOUGHT, reason="", **by(bodies.place, OFFICE))
    whole(bodies, row)
    do.sort_case(row, case_class=CaseClass.THOUGHT, reason="只是思想", **by(bodies.place, OFFICE))
    assert not row.measure, "what was chosen for another class is chosen anew"
    with pytest.raises(BadInput, match="不在这一级"):
        do.choose_measure(row, chosen=do.Chosen("admonition", "第三条", "轻"), **by(bodies.place, OFFICE))


@pytest.mark.mechanism("M142")
def test_lack_of_ability_is_offered_training_first(bodies: Bodies) -> None:
    row, place = opened(bodies), bodies.place
    assert [one.name for one in measures_for(row, case_class=CaseClass.ABILITY)] == ["学习培训", "调整职务", "免职"]
    whole(bodies, row, "move", case_class=CaseClass.ABILITY)
    do.choose_measure(row, chosen=do.Chosen("move", "第三条", "确实不胜任"), **by(place, OFFICE))
    with pytest.raises(NeedsUnmet) as no:
        do.refer_handling(row, to="县委组织部", **by(place, OFFICE))
    assert no.value.needs == (N.TRAINING,)


@pytest.mark.mechanism("M126")
def test_a_typical_case_is_not_closed_before_the_inquiry_on_who_leads(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    told = {"person": place.people[HEAD], "unit": row.unit, "level": Level.MAIN, "matter": "", "reason": "多次发生"}
    inquiry = do.mark_typical(row, **told, **by(place, OFFICE))
    assert (inquiry.parent, inquiry.person, inquiry.level, inquiry.state) == (row, place.people[HEAD], Level.MAIN, S.DRAFT)
    later = by(place, OFFICE, 200)["now"]
    assert do.end_due(actor=place.machine, now=later) == 0
    with pytest.raises(NeedsUnmet) as no:
        do.lift_handling(row, reason="表现好", **by(place, LEADER))
    assert no.value.needs == (N.INQUIRY,)
    do.drop_handling(inquiry, reason="已尽责", **by(place, OFFICE))
    assert do.end_due(actor=place.machine, now=later) == 1


def test_education_that_did_not_help_is_linked_with_what_shows_it(bodies: Bodies) -> None:
    place, first = bodies.place, in_force(bodies, measure="remind")
    again, other = opened(bodies), opened(bodies, COLLEAGUE)
    with pytest.raises(BadInput, match="经教育仍不改正"):
        do.link_education(again, earlier=first, unchanged=" ", **by(place, OFFICE))
    with pytest.raises(BadInput, match="本人此前已经送达"):
        do.link_education(other, earlier=first, unchanged="又迟到", **by(place, OFFICE))
    do.link_education(again, earlier=first, unchanged="又三次空岗，监控截图", **by(place, OFFICE))
    assert (again.earlier, again.unchanged) == (first, "又三次空岗，监控截图")


def test_what_was_undone_or_was_no_education_is_held_against_nobody(bodies: Bodies) -> None:
    place, first, again = bodies.place, in_force(bodies, measure="remind"), opened(bodies)
    appeal = do.file_appeal(first, text="不当", body=bodies.of["discipline"], **by(place, OFFICIAL))
    do.accept_appeal(appeal, **by(place, GROUP))
    do.revoke_decision(appeal, outcome="不当", document="1 号", **by(place, GROUP))
    first.refresh_from_db()
    assert first not in earlier_education(again, place.actor(OFFICE))
    with pytest.raises(BadInput, match="此前已经送达"):
        do.link_education(again, earlier=first, unchanged="又迟到", **by(place, OFFICE))
    other = whole(bodies, opened(bodies), "disciplinary", case_class=CaseClass.GRAVE)
    do.refer_handling(other, to="县监委", **by(place, OFFICE))
    do.record_decision(other, measure="a_warning", document="1 号", decided_on=TODAY, **by(place, OFFICE))
    do.serve_handling(other, how=Served.IN_PERSON, **by(place, OFFICE))
    with pytest.raises(BadInput, match="不是教育措施"):
        do.link_education(again, earlier=other, unchanged="又迟到", **by(place, OFFICE))


@pytest.mark.parametrize("case_class", [CaseClass.THOUGHT, CaseClass.ABILITY, CaseClass.FORMERLY])
def test_a_collective_is_a_unit_and_thought_and_ability_are_somebodys(case_class: CaseClass, bodies: Bodies) -> None:
    place, row = bodies.place, opened(bodies)
    unit = opened(bodies, None, unit=place.units[WATER])
    for one in (row, unit):
        do.ask_first(one, health=Asked.NONE, workload=Asked.NONE, orders=Asked.NONE, **by(place, OFFICE))
    with pytest.raises(BadInput, match="集体的问题对单位"):
        do.sort_case(row, case_class=CaseClass.COLLECTIVE, reason="都这样", **by(place, OFFICE))
    with pytest.raises(BadInput, match="集体的问题对单位"):
        do.sort_case(unit, case_class=case_class, reason="整体", **by(place, OFFICE))
    do.sort_case(unit, case_class=CaseClass.COLLECTIVE, reason="多方施治仍立不起来", **by(place, OFFICE))
    do.sort_case(row, case_class=case_class, reason="本人", **by(place, OFFICE))


def test_what_is_decided_here_stands_in_order_of_weight() -> None:
    assert not_heavier("apology", "admonition") and not not_heavier("admonition", "apology"), (
        "an admonition weighs six months, an apology none"
    )
    assert not_heavier("circular", "admonition") and not not_heavier("admonition", "circular"), "问责条例 第八条: 通报, then 诫勉"
    assert not_heavier("often_care", "remind") and not_heavier("training", "criticise"), "help is lighter than any measure"
    assert not not_heavier("p_warning", "a_dismissal") and not not_heavier("a_warning", "disciplinary"), (
        "of what others decide nobody here knows"
    )


def test_every_line_of_the_tolerance_review_is_answered(bodies: Bodies) -> None:
    row = opened(bodies)
    with pytest.raises(BadInput, match="还有 13 项没有回答"):
        do.check_tolerance(row, review=Review(), **by(bodies.place, OFFICE))
    whole(bodies, row)
    assert set(row.tolerance["principles"]) == {"权责一致", "错责相当", "宽严相济"}


def test_the_book_tells_that_and_never_what(bodies: Bodies) -> None:
    in_force(bodies)
    book = " ".join(str(one.changes) + one.reason + one.label for one in Record.objects.filter(kind="handling"))
    assert not any(word in book for word in ("窗口", "两次", "群众", "开会", "admonition", "第三条", "清楚"))


def test_health_workload_and_orders_are_asked_and_what_was_said_is_not_kept(bodies: Bodies) -> None:
    row = whole(bodies, opened(bodies))
    assert (row.health, row.workload, row.orders) == ("none", "considered", "none")
    columns = {one.name for one in Handling._meta.get_fields()}
    assert not {one for one in columns if one.startswith(("health_", "workload_", "orders_"))}


def test_a_body_is_named_with_the_document_that_empowers_it(bodies: Bodies) -> None:
    place = bodies.place
    with pytest.raises(BadInput, match="授权依据"):
        do.name_body(campaign=place.campaign, kind=BodyKind.UNIT, name="机关党委", basis=" ", **by(place, OFFICE))
    with pytest.raises(NotAllowed):
        do.name_body(campaign=place.campaign, kind=BodyKind.UNIT, name="机关党委", basis="1 号", **by(place, HEAD))
    seat = bodies.of["party"].seats.get(person=place.people[LEADER])
    do.unseat_from_body(seat, reason="调离", **by(place, OFFICE))
    row = heard(bodies, noticed(bodies, whole(bodies, opened(bodies))))
    with pytest.raises(NotAllowed):
        decided(bodies, row)
