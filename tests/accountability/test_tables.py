"""Every (state, action, duty) cell of every table of this room, against tables written by hand from the issue's text; and of handling on rows of every
state by everybody of a town (issue: state tables walked exhaustively)."""

import itertools

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import Handling, Tolerance
from bihuan.accountability.policy import unmet_of_handling
from bihuan.accountability.vocabulary.handling import HandlingAction, HandlingDuty, HandlingNeed, HandlingState
from bihuan.accountability.vocabulary.party import PartyDuty
from bihuan.accountability.vocabulary.visits import VisitDuty
from bihuan.accountability.workflow import (
    appeals,
    appraisal,
    bodies,
    cards,
    clarification,
    handling,
    motions,
    papers,
    party,
    publicity,
    ratings,
    study,
    tolerance,
    visits,
)
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.taking import allowed
from bihuan.foundation.kernel import Actor, Refused, Workflow
from bihuan.organisation.operations import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from tests.accountability.ground import PERSONNEL, Bodies, by, decided, heard, noticed, opened, whole
from tests.accountability.test_tolerance import asked, verified
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, HEAD, IN_CHARGE, LEADER, LIAISON, NOW, OFFICE, OFFICE_2, OFFICIAL

DUTIES = sorted({one.value for table in (HandlingDuty, VisitDuty, PartyDuty, Duty) for one in table})
"""Whatever somebody may be to a row anywhere near this room."""
UNDECIDED = "draft proposed noticed submitted"
SERVED = "in_force ended lifted"
# action: (from, space apart; "-" nothing yet; "*" whichever), to ("=" stays), whose (space apart)
TABLES: dict[str, tuple[Workflow, dict[str, list[tuple[str, str, str]]]]] = {
    "handling": (handling.HANDLING, {
        "open_handling": [("-", "draft", "handler")],
        # drawn up: by whoever handles it; a fact is verified there, too, but by another hand (the operation says which)
        **{one: [("draft", "=", "handler")] for one in (
            "add_fact", "drop_fact", "sort_case", "ask_first", "weigh", "weigh_origin", "check_tolerance", "choose_measure", "link_education",
        )},
        "verify_fact": [("draft", "=", "verifier")],
        "mark_typical": [(f"{UNDECIDED} referred decided in_force", "=", "handler")],
        "propose_handling": [("draft", "proposed", "handler")], "take_back_handling": [("proposed noticed", "draft", "handler")],
        # told and heard
        "notice_handling": [("proposed", "noticed", "handler")], "state": [("noticed submitted", "=", "subject handler")],
        "waive_statement": [("noticed", "=", "subject")], "unwaive_statement": [("noticed submitted", "=", "subject")],
        "answer_statement": [("noticed submitted", "=", "handler")], "submit_handling": [("noticed", "submitted", "handler")],
        # decided by members of the body, or elsewhere
        "decide_handling": [("submitted", "decided", "decider")], "not_handle": [("submitted", "not_handled", "decider")],
        "tolerate": [("submitted", "tolerated", "decider")], "send_back_handling": [("submitted", "draft", "decider")],
        "tolerate_reviewed": [(UNDECIDED, "tolerated", "tolerance_decider")], "refer_handling": [("draft", "referred", "handler")],
        "record_decision": [("referred", "decided", "handler")], "record_no_decision": [("referred", "not_handled", "handler")],
        # in effect, and over
        "serve_handling": [("decided", "in_force", "handler")], "follow_up": [("in_force", "=", "handler")],
        "end_handling": [("in_force", "ended", "machine")], "lift_handling": [("in_force", "lifted", "decider")],
        "waive_appeal": [("in_force", "=", "subject")], "change_handling": [(SERVED, "=", "appeal_reviewer")],
        "record_outside_change": [(SERVED, "=", "handler")], "record_outside_undo": [(SERVED, "undone", "handler")],
        "record_outside_lift": [("in_force", "lifted", "handler")],
        "undo_handling": [(SERVED, "undone", "appeal_reviewer")], "drop_handling": [(f"{UNDECIDED} referred", "dropped", "handler")],
    }),
    "appeal": (appeals.APPEAL, {
        "file_appeal": [("-", "filed", "subject handler")], "withdraw_appeal": [("filed accepted", "withdrawn", "subject")],
        "accept_appeal": [("filed", "accepted", "appeal_reviewer")], "pass_on_appeal": [("filed", "passed_on", "handler")],
        "uphold_decision": [("accepted", "upheld", "appeal_reviewer")], "change_decision": [("accepted", "changed", "appeal_reviewer")],
        "revoke_decision": [("accepted", "revoked", "appeal_reviewer")], "record_upheld": [("passed_on", "upheld", "handler")],
        "record_changed": [("passed_on", "changed", "handler")], "record_revoked": [("passed_on", "revoked", "handler")],
    }),
    "tolerance": (tolerance.TOLERANCE, {
        "apply_for_tolerance": [("-", "applied", "subject handler unit_head")], "accept_tolerance": [("applied", "accepted", "handler")],
        "turn_down_tolerance": [("applied", "not_accepted", "handler")], "verify_tolerance": [("accepted", "verified", "handler")],
        "grant_tolerance": [("verified", "granted", "decider")], "decline_tolerance": [("verified", "declined", "decider")],
        "withdraw_tolerance": [("applied accepted verified", "withdrawn", "subject handler unit_head")],
        "correct_error": [("granted", "=", "subject handler")],
    }),
    "clarification": (clarification.CLARIFICATION, {
        "apply_for_clarification": [("-", "applied", "subject")], "propose_clarification": [("-", "proposed", "handler")],
        "hear_wish": [("proposed", "ready", "subject handler")], "verify_clarification": [("applied", "ready", "handler")],
        "approve_clarification": [("ready", "approved", "decider")], "decline_clarification": [("applied ready", "declined", "decider")],
        "clear_by_way": [("approved", "=", "handler")], "clear_name": [("approved", "cleared", "handler")],
        "follow_clarification": [("cleared", "followed", "handler")], "drop_clarification": [("applied proposed ready", "dropped", "handler subject")],
    }),
    "announcement": (publicity.ANNOUNCEMENT, {
        "propose_announcement": [("-", "proposed", "handler")], "publish_clarification": [("-", "shown", "handler")],
        "reply_to_announcement": [("proposed shown", "=", "subject")], "approve_announcement": [("proposed", "shown", "decider")],
        "refuse_announcement": [("proposed", "refused", "decider")], "remove_announcement": [("proposed shown", "removed", "handler decider machine")],
        "take_off_channel": [("removed", "=", "handler")],
    }),
    "motion": (motions.MOTION, {
        "propose_motion": [("-", "draft", "handler")], "apply_hat_off": [("-", "submitted", "subject handler")],
        **{one: [("draft", "=", "handler")] for one in ("reword_motion", "ask_before_motion", "verify_motion")},
        "notice_motion": [("draft", "noticed", "handler")], "say_to_motion": [("noticed", "=", "subject handler")],
        "waive_saying": [("noticed", "=", "subject")], "answer_saying": [("noticed", "=", "handler")],
        "submit_motion": [("noticed", "submitted", "handler")], "grant_motion": [("submitted", "granted", "decider")],
        "refuse_motion": [("submitted", "refused", "decider")], "serve_motion": [("granted refused", "=", "decider personnel_reader")],
        "drop_motion": [("draft noticed submitted", "dropped", "handler")], "withdraw_application": [("submitted", "dropped", "subject")],
        "undo_motion": [("granted", "undone", "appeal_reviewer")],
    }),
    "review": (motions.REVIEW, {
        "file_review": [("-", "filed", "subject decider personnel_reader")], "withdraw_review": [("filed accepted", "withdrawn", "subject")],
        "accept_review": [("filed", "accepted", "appeal_reviewer")], "uphold_motion": [("accepted", "upheld", "appeal_reviewer")],
        "revoke_motion": [("accepted", "revoked", "appeal_reviewer")],
    }),
    "rating": (ratings.RATING, {
        "rate": [("-", "in_force", "decider")], "end_rating": [("in_force", "ended", "machine")], "lift_rating": [("in_force", "lifted", "decider")],
        "undo_rating": [("in_force ended lifted", "undone", "appeal_reviewer")],
    }),
    "referral": (appraisal.REFERRAL, {
        "send_referral": [("-", "sent", "decider")], "ask_record": [("-", "sent", "personnel_reader")],
        "take_record": [("sent answered", "=", "personnel_reader")], "answer_referral": [("sent", "answered", "personnel_reader")],
    }),
    "visits": (visits.VISITS, {
        "plan_visits": [("-", "open", "visit_planner")],
        **{one: [("open", "=", "visitor")] for one in (
            "change_visit_plan", "name_visitor", "leave_visits", "open_notes", "record_visit", "raise_difficulty",
        )},
        "seal_note": [("open", "=", "visitor visited")], "drop_note": [("open declined closed", "=", "visitor visited")],
        "answer_difficulty": [("open declined", "=", "visitor")], "decline_visits": [("open", "declined", "visited")],
        "resume_visits": [("declined", "open", "visited")], "close_visits": [("open", "closed", "visitor")],
        "end_visits": [("open declined closed", "ended", "machine")],
    }),
    "party": (party.PARTY, {
        "lay_before_party": [("-", "laid", "party_member office")], "decide_party": [("laid", "party_decided", "party_member")],
        "pass_by_party": [("laid", "passed_by", "party_member")],
    }),
    # rows without a lifecycle
    "body": (bodies.BODY, {one: [("-" if one == "name_body" else "*", "", "office machine")] for one in
                           ("name_body", "seat_in_body", "unseat_from_body", "end_body")}),
    "local_rule": (ratings.LOCAL_RULE, {"cite_rule": [("-", "", "office machine")], "end_rule": [("*", "", "office machine")]}),
    "paper": (papers.PAPER, {"take_handling_paper": [("-", "", "handler decider appeal_reviewer subject")],
                             "empty_handling_paper": [("*", "", "machine")]}),
    "record": (papers.RECORD, {"write_measure_record": [("-", "", "handler")], "confirm_measure_record": [("*", "", "subject")]}),
    "study_plan": (study.STUDY_PLAN, {"plan_study": [("-", "", "office machine")], "end_study_plan": [("*", "", "office machine")]}),
    "session": (study.STUDY_SESSION, {"hold_session": [("-", "", "office machine unit_head liaison")],
                                      "correct_session": [("*", "", "office machine unit_head liaison")]}),
    "material": (study.MATERIAL, {"lay_out_material": [("-", "", "office machine")], "take_in_material": [("*", "", "office machine")]}),
}  # fmt: skip
# What a step of a handling asks for beside the duty; whichever is not named asks for nothing.
WHOLE = "facts facts_verified sorted asked_first weighed origin tolerance measure education_first training_first"
NEEDED = {
    "sort_case": "asked_first", "propose_handling": f"{WHOLE} decided_inside", "refer_handling": f"{WHOLE} decided_outside",
    "submit_handling": "heard answered competent", "decide_handling": "other_hand competent tolerance_over heard answered",
    "record_outside_change": "passed_on_appeal", "record_outside_undo": "passed_on_appeal", "record_outside_lift": "by_outside inquiry_over",
    "not_handle": "other_hand inquiry_over", "tolerate": "other_hand inquiry_over", "tolerate_reviewed": "inquiry_over",
    "record_no_decision": "inquiry_over", "end_handling": "period_over inquiry_over", "waive_appeal": "no_open_appeal",
    "lift_handling": "inquiry_over", "drop_handling": "inquiry_over",
}  # fmt: skip


def told(lines: list[tuple[str, str, str]], state: str | None, duty: str) -> str | None:
    """Where a step leads by the table written by hand, None where it is refused."""
    for sources, target, whose in lines:
        there = state is None if sources == "-" else state is not None and (sources == "*" or state in sources.split())
        if there and duty in whose.split():
            return (state or "") if target == "=" else target
    return None


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_of_a_table_is_as_it_was_written_by_hand(name: str) -> None:
    table, lines = TABLES[name]
    actions = {step.action.value for step in table}
    assert set(lines) == actions, "the table by hand knows every word, and no other"
    states = [None, *(one.value for one in table.states)] if table.states else [None, ""]
    wrong = []
    for state, action, duty in itertools.product(states, sorted(actions), DUTIES):
        step = table.step(action, state, {duty})
        found = None if step is None else str(step.target) if step.target is not None else state or ""
        if found != told(lines[action], state, duty):
            wrong.append((state, action, duty, found))
    assert not wrong


def test_no_table_of_the_room_was_forgotten() -> None:
    rooms = (
        appeals,
        appraisal,
        bodies,
        cards,
        clarification,
        handling,
        motions,
        papers,
        party,
        publicity,
        ratings,
        study,
        tolerance,
        visits,
    )
    every = {one.name for room in rooms for one in vars(room).values() if isinstance(one, Workflow)}
    assert {table.name for table, _lines in TABLES.values()} == every - {cards.CARD.name}, "cards have theirs in test_cards"


def test_every_step_of_a_handling_asks_for_what_it_must() -> None:
    asked_for: dict[str, set[str]] = {}
    for step in handling.HANDLING:
        asked_for.setdefault(step.action.value, set()).update(one.value for one in step.needs)
    assert {action: needs for action, needs in asked_for.items() if needs} == {key: set(told.split()) for key, told in NEEDED.items()}


@pytest.mark.django_db
def test_a_bare_row_meets_none_of_what_has_to_be_there(bodies: Bodies) -> None:
    """Each need of a proposal is asked of the row itself, and missed there."""
    row, actor = opened(bodies), bodies.place.actor(OFFICE)
    unmet = {one.value for one in unmet_of_handling(row, actor, HandlingAction.PROPOSE, NOW)}
    conditional = {"facts_verified", "education_first", "training_first", "decided_inside"}  # asked of what is there, or of what was chosen
    assert unmet == set(WHOLE.split()) - conditional
    assert {one.value for one in HandlingNeed} == {need for told in NEEDED.values() for need in told.split()}


# Everybody of a town before a handling of every state -------------------------------------------------------------------------------------

CAST = {
    "clock": "machine", OFFICIAL: "subject", OFFICE: "handler verifier", OFFICE_2: "handler verifier", LEADER: "decider", GROUP: "appeal_reviewer",
    IN_CHARGE: "", HEAD: "", COLLEAGUE: "", LIAISON: "", PERSONNEL: "personnel_reader tolerance_decider",
}  # fmt: skip
"""What each is to it: the leader in charge sits where it is decided and keeps away from the official; the second of the supervision group likewise."""


def _scene(bodies: Bodies) -> Handling:
    """A decided matter of the official, with an appeal at the discipline body and a review before the personnel body, both as if it were open still."""
    place = bodies.place
    row = decided(bodies, heard(bodies, noticed(bodies, whole(bodies, opened(bodies)))))
    Handling.objects.filter(pk=row.pk).update(served_on=row.decided_on, follow_on=row.decided_on, state="in_force")
    row.refresh_from_db()
    do.file_appeal(row, text="不服", body=bodies.of["discipline"], **by(place, OFFICIAL))
    review = verified(bodies, asked(bodies))
    Tolerance.objects.filter(pk=review.pk).update(handling=row, body=bodies.of["personnel"])
    for name in (IN_CHARGE, GROUP_2):
        declare_recusal(person=place.people[name], party=place.people[OFFICIAL], ground=RecusalGround.OTHER, **by(place, name))
    return row


@pytest.mark.django_db
def test_whoever_tries_whatever_on_a_handling_of_whichever_state_gets_what_the_table_says(bodies: Bodies) -> None:
    row, wrong, cells = _scene(bodies), [], 0
    place, (table, lines) = bodies.place, TABLES["handling"]
    people: dict[str, tuple[Actor, str]] = {
        **{name: (place.machine if name == "clock" else place.actor(name), whose) for name, whose in CAST.items()},
        "kept away": (place.actor(GROUP_2), ""), "deputy of the leader": (_deputy(bodies, COLLEAGUE, LEADER), ""),
        "administrator": (Actor(1, "白堤", None, administrator="system"), ""),
    }  # fmt: skip
    for who, (actor, whose) in people.items():
        held = {one.value for one in HandlingDuty} & {str(one) for one in _duties(actor, row)}
        assert held == set(whose.split()), who
        for state, action in itertools.product(HandlingState, HandlingAction):
            row.state, cells = state.value, cells + 1
            try:
                step = allowed(row, action, actor, frozenset(HandlingDuty(one) for one in held))
                found: str | None = str(step.target) if step.target is not None else state.value
            except Refused:
                found = None
            says = next((to for duty in whose.split() if (to := told(lines[action.value], state.value, duty)) is not None), None)
            wrong += [(who, state, action, found)] if found != says else []
    assert not wrong
    assert cells == len(people) * len(HandlingState) * len(HandlingAction) and table.states is HandlingState


def _duties(actor: Actor, row: Handling) -> frozenset[object]:
    from bihuan.foundation.audit.keeping import kept

    assert kept(Handling).stand_ins is None, "decisions about persons are taken in person"
    return frozenset(kept(Handling).duties(actor, row))


def _deputy(bodies: Bodies, name: str, of: str) -> Actor:
    place = bodies.place
    return place.actor(name).as_deputy(place.people[of].pk, place.people[of].user_id, of)
