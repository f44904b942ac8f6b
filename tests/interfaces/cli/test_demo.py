"""The demo county: the same for the same seed, at the real scale, varied, and with a believable order of events."""

import hashlib
import os
import pickle
import re
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from bihuan.campaigns.rules.campaign_file import dump, gaps, inconsistencies, load
from bihuan.campaigns.vocabulary import Duty, GroupKind, GroupPost
from bihuan.interfaces.cli.demo import generate
from bihuan.interfaces.cli.demo.signing_in import UNIT, account_names
from bihuan.interfaces.cli.demo.wording import blocks, corrections, patterns, trades
from bihuan.problems.vocabulary import DONE, JOINT_CHECK, OUT, Action, OwnerLevel, Path, Source, State
from bihuan.problems.workflow import PROBLEM
from tests.factories.steady import seconds

TODAY = date(2031, 4, 16)


@pytest.fixture(scope="module")
def county():
    return generate(7, TODAY)


def fingerprint(demo) -> str:
    return hashlib.sha256(pickle.dumps([(p.number, p.text, p.stands.value, p.due_on, len(p.events)) for p in demo.problems])).hexdigest()


def test_the_same_seed_gives_the_same_county_in_another_process(county):
    code = (
        "from datetime import date; from tests.interfaces.cli.test_demo import fingerprint, generate; "
        "print(fingerprint(generate(7, date(2031, 4, 16))))"
    )
    env = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": os.pathsep.join(sys.path)}
    other = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == fingerprint(county)


def test_another_seed_gives_another_county_quickly(county):
    assert seconds(lambda: generate(8, TODAY), 3) < 3
    other = generate(8, TODAY)
    assert fingerprint(other) != fingerprint(county)
    assert [person.name for person in other.people] != [person.name for person in county.people]


def test_the_scale_is_that_of_the_real_report(county):
    assert (len(county.covered), len(county.subjects)) == (65, 889)
    assert len({person.answers_to for person in county.subjects}) == 65
    assert Counter(group.kind for group in county.groups) == {GroupKind.LEADING: 1, GroupKind.OFFICE: 1, GroupKind.SUPERVISION: 15}
    heads = [post for group in county.groups if group.kind is GroupKind.LEADING for _one, post in group.members if post is GroupPost.HEAD]
    assert len(heads) == 2
    assert sorted(unit for group in county.groups for unit in group.units) == [unit.key for unit in county.covered]
    for duty in (Duty.UNIT_HEAD, Duty.LIAISON, Duty.LEADER_IN_CHARGE):
        assert len({grant.unit for grant in county.grants if grant.duty is duty}) == 65


def test_sources_have_the_proportions_of_the_report(county):
    found = Counter(problem.source for problem in county.problems)
    assert (found[Source.SELF_CHECK], found[Source.CRITIQUE], found[Source.OPINION]) == (2742, 7830, 337)
    joint = [problem for problem in county.problems if problem.source in JOINT_CHECK]
    assert len(joint) == 889 and len({problem.unit for problem in joint}) == 25
    assert len({problem.origin[1] for problem in joint}) == 46
    assert len({problem.origin[1] for problem in county.problems if problem.source is Source.OPINION}) == 16
    assert set(found) == set(Source) - {Source.SCREENING}, "the report knows no screening by units"
    assert len(county.problems) >= 13_000
    checked = {problem.person for problem in county.problems if problem.source is Source.SELF_CHECK}
    assert len(county.pledges) == 5 and len(checked) == 884 and not checked & set(county.pledges)


def test_there_are_enough_patterns_and_hardly_a_text_twice(county):
    assert len(patterns()) == 30 and all(sum(map(len, patterns()[n : n + 6])) >= 60 for n in range(0, 30, 6))
    assert {unit.trade for unit in county.covered} <= set(trades())
    texts = [problem.text for problem in county.problems]
    assert len(set(texts)) == len(texts)
    assert not [text for text in texts if "{" in text or "，，" in text or "。，" in text or len(text) > 140]
    assert len({text[:12] for text in texts}) > 5_000


def test_what_was_done_fits_what_was_found(county):
    """A correction speaks of its manifestation, causes and measures of its tendency, all of the unit's own trade."""
    assert len(corrections()) == 30 and all(len(lines) >= 3 for lines in corrections())
    phrases, names = blocks("phrases"), {unit.key: unit.trade for unit in county.covered}
    told = Counter()
    for problem in county.problems:
        trade, tendency = trades()[names[problem.unit]], (problem.manifestation - 1) // 6 + 1
        for lines, texts in (
            (corrections()[problem.manifestation - 1], [problem.how]),
            (phrases[f"measure.{tendency}"], problem.measures or ()),
            (phrases[f"cause.{problem.cause_kind.value}.{tendency}"] if problem.cause else [], [problem.cause.rstrip("。")]),
        ):
            for text in filter(None, texts):
                assert any(_fits(line, text, trade) for line in lines), (problem.number, text)
                told[text] += 1
        notes = [event.text for event in problem.events if event.action is Action.REPORT_PROGRESS]
        assert len(set(notes)) == len(notes), problem.number
    assert max(told.values()) < 0.012 * len(county.problems), "no sentence stands everywhere"


def _fits(line, text, trade):
    words = {letter: "|".join(map(re.escape, some)) for letter, some in trade.items()}
    pattern = re.sub(r"\\\{(\w)\\\}", lambda slot: f"(?:{words.get(slot[1], '.+')})", re.escape(line))
    return re.fullmatch(pattern, text) is not None


def test_neighbouring_trades_do_not_borrow_each_others_work(county):
    """Whoever keeps archives is not told off for tourism, nor a school for a bureau's sections."""
    own = {unit.name: unit.trade for unit in county.covered}
    assert len(set(own.values())) >= 40
    assert own["县档案馆"] == "archives" and "旅游投诉处理" not in trades()["archives"]["m"]
    for name, trade in trades().items():
        assert set(trade) == set("mpswdk") and len(trade["m"]) >= 6 and all(len(some) >= 3 for some in trade.values()), name


@pytest.mark.mechanism("M36")
def test_every_finding_points_to_one_of_thirty_manifestations(county):
    entries = [entry for category in county.campaign.catalogue.categories for entry in category.manifestations]
    assert len(county.campaign.catalogue.categories) == 5 and len(entries) == 30
    assert {problem.manifestation for problem in county.problems} == {int(entry.number) for entry in entries}
    known = [entry.text for entry in entries if entry.origin == "seed"]
    assert known == ["不与先进对标，反与落后比试", "棘手问题向上看，繁重任务向下交"]
    assert {str(entry.origin) for entry in entries} == {"seed", "adapted"} and all(
        "000" in e.origin_note for e in entries if e.text in known
    )


def test_the_campaign_is_a_campaign_file_in_its_second_stage(county):
    file = county.campaign
    assert load(dump(file)) == file and inconsistencies(file) == [] and gaps(file) == []
    current = [stage for stage in file.stages if stage.start <= TODAY <= stage.end]
    assert current == [file.stages[1]] and len(file.stages) == 3


def test_every_life_follows_the_table_of_steps(county):
    """Each step starts from the state the last one led to, in the order of time, and ends in the state the entry has."""
    for problem in county.problems:
        state, last = None, None
        for event in problem.events:
            step = next((one for one in PROBLEM.of(event.action) if one.starts_from(state)), None)
            assert step is not None, (problem.number, event.action, state)
            assert not step.reason or event.text
            assert last is None or event.at > last
            assert event.at.date() < TODAY and event.at.weekday() < 5
            state, last = step.target or state, event.at
        assert state == problem.stands
        assert problem.events[0].at.date() == problem.found_on >= county.campaign.period.start


def test_closing_is_proved_and_by_different_people(county):
    closing = {Action.ASK, Action.CONFIRM, Action.VERIFY, Action.CLOSE, Action.CORRECT, Action.CONFIRM_CORRECTION, Action.PASS_SAMPLE}
    for problem in county.problems:
        hands = {(event.action, event.by) for event in problem.events if event.action in closing}
        assert len({by for _action, by in hands}) == len({action for action, _by in hands}), problem.number
        if problem.stands in DONE and problem.path is Path.FULL:
            assert problem.measures and problem.cause and problem.cause_kind
            assert problem.no_evidence_reason or problem.count(Action.ADD_EVIDENCE)
        if problem.stands in DONE and problem.path is Path.QUICK:
            assert problem.how
        assert problem.path is Path.FULL or (problem.weight == "general" and problem.source in ("self_check", "critique", "opinion"))


def test_every_state_and_every_delay_occurs(county):
    # Its plan asks for no publicity; the others come when it is loaded, from what happens to whole entries (test_demo_loading).
    elsewhere = {State.PUBLICISED, State.DISPUTED, State.CLOSED_BEFORE, *OUT}
    assert {problem.stands for problem in county.problems} == set(State) - elsewhere
    assert {problem.level for problem in county.problems} == set(OwnerLevel)
    for action in (Action.SEND_BACK, Action.EXTEND, Action.SUSPEND, Action.REOPEN, Action.FAIL_SAMPLE, Action.LOOK_BACK):
        assert sum(problem.count(action) for problem in county.problems) >= 10, action
    still_open = [problem for problem in county.problems if problem.stands not in DONE]
    overdue = sum(problem.due_on < TODAY for problem in still_open)
    near = sum(0 <= (problem.due_on - TODAY).days <= 4 for problem in still_open)
    assert 0.02 < overdue / len(still_open) < 0.1 and 0.03 < near / len(still_open) < 0.15
    assert any(problem.of_unit_head for problem in county.problems)


def test_a_trend_shows(county):
    start = county.campaign.period.start
    found = Counter((problem.found_on - start).days // 7 for problem in county.problems)
    ends = (Action.CLOSE, Action.CONFIRM_CORRECTION)
    closed = Counter((event.at.date() - start).days // 7 for problem in county.problems for event in problem.events if event.action in ends)
    assert found.most_common(1)[0][0] < closed.most_common(1)[0][0]
    assert len(found) >= 10 and len(closed) >= 9


def test_batches_hold_what_was_confirmed_together(county):
    by_number = {problem.number: problem for problem in county.problems}
    for batch in county.batches:
        assert {by_number[number].unit for number in batch.pool} == {batch.unit}
    assert sum(batch.failed_at is not None for batch in county.batches) == 3
    assert all(batch.share == 10 and (batch.seen is None or batch.failed_at is None) for batch in county.batches)
    assert any(batch.seen for batch in county.batches) and any(not batch.seen and not batch.failed_at for batch in county.batches)


def test_the_supervision_group_that_can_be_tried_out_finds_samples_to_look_at(county):
    unit = next(one.key for one in county.covered if one.name == UNIT)
    *seen, last, latest = sorted((one for one in county.batches if one.unit == unit), key=lambda one: one.confirmed_at)
    assert seen and all(one.seen or one.failed_at for one in seen)
    assert not any(one.seen or one.failed_at for one in (last, latest)) and len(last.pool) + len(latest.pool) > 2


def test_names_and_numbers_are_invented_and_varied(county):
    names = Counter(person.name for person in county.people)
    assert 5 < sum(count - 1 for count in names.values()) < 60
    assert len({name[0] for name in names}) > 60
    phones = [person.phone for person in county.people]
    assert len(set(phones)) == len(phones) and all(phone.startswith("0999-555") for phone in phones)


@pytest.mark.parametrize("seed", [7, 20260908])
def test_the_leader_in_charge_finds_a_request_about_a_head_waiting(seed):
    """Whatever the seed: who is tried out as leader in charge has something to confirm at once."""
    county = generate(seed, TODAY)
    fenguan = next(key for key, name in account_names(county).items() if name == "fenguan")
    units = {grant.unit for grant in county.grants if grant.duty is Duty.LEADER_IN_CHARGE and grant.person == fenguan}
    waiting = [one for one in county.problems if one.of_unit_head and one.unit in units and one.stands is State.ASKED]
    assert waiting and all(one.events[-1].action is Action.ASK for one in waiting)


def test_openings_and_sentences_join_to_one_sentence(county):
    """No opening waits for a verb that the sentence does not bring."""
    for source in Source:
        for opening in blocks("phrases").get(source.value, ()):
            assert not opening.endswith(("仍", "存在", "是", "把", "对")), opening
    assert not [one.text for one in county.problems if "仍的" in one.text or "本人存在" in one.text]
