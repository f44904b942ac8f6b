"""Every operation × everybody: the same answers as the page that does the same, which tests/interfaces/web/test_matrix.py pins down."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from ninja import Schema

from bihuan.interfaces.api.v1.urls import api
from tests.factories.town import TODAY
from tests.interfaces.api.machines import token_for
from tests.interfaces.web.doors import ROLES, House, house, tried
from tests.interfaces.web.test_matrix import RULES

pytestmark = pytest.mark.django_db
BUSINESS = [role for role in ROLES if role not in ("anonymous", "system", "security", "audit")]
WORDS = {"o": "in", "f": 403, "x": 404, "m": "in", ".": "in"}
DAY = TODAY.isoformat()
# Operation → the page that does the same, and for a POST a body of the right shape.
PAGES: dict[str, tuple[str, Any]] = {
    "plans_list_plans": ("plan_import:list", None), "plans_one": ("plan_import:review", None), "plans_original": ("plan_import:original", None),
    "plans_answer": ("plan_import:review", {"answers": {}}), "plans_set_aside": ("plan_import:review", {}),
    "plans_edits": ("plan_import:review", None), "plans_edit": ("plan_import:review", {"place": "stages.0", "values": {"name": "甲"}}),
    "plans_add": ("plan_import:review", {"place": "stages", "values": {"name": "甲"}}), "plans_remove": ("plan_import:review", {"place": "stages.0"}),
    "plans_undo": ("plan_import:review", {}),
    "plans_reading": ("plan_import:reading", None), "plans_read_again": ("plan_import:reading", {}),
    "plans_launch": ("plan_import:launch", {"root": "root", "on": DAY}),
    "campaigns_list_campaigns": ("campaigns:list", None), "campaigns_one": ("campaigns:plan", None), "campaigns_file": ("campaigns:file", None),
    "campaigns_catalogue": ("campaigns:plan", None), "campaigns_vocabulary": ("campaigns:list", None),
    "campaigns_prepare_ready": ("campaigns:prepare", {"catalogue": "five-tendencies", "root": "root"}),
    "campaigns_start": ("campaigns:start", {"on": DAY}), "campaigns_fill_gap": ("campaigns:gap", {"basis": "x"}),
    "campaigns_close": ("campaigns:close", {"reason": "x"}), "campaigns_tasks": ("campaigns:tasks", None),
    "campaigns_add_task": ("campaigns:add_task", {"title": "x", "unit": "unit"}),
    "campaigns_extend_stage": ("campaigns:extend_stage", {"to_on": "2026-12-31", "decision": "x", "reason": "x"}),
    "campaigns_finish_stage": ("campaigns:finish_stage", {"reason": "x"}), "campaigns_units": ("campaigns:roster", None),
    "campaigns_groups": ("campaigns:groups", None), "campaigns_duties": ("campaigns:duties", None),
    "campaigns_grant": ("campaigns:grant", {"person": "person", "duty": "office"}), "campaigns_end": ("campaigns:end_duty", {"reason": "x"}),
    "campaigns_find": ("campaigns:deputies", None), "campaigns_delegations": ("campaigns:delegations", None),
    "campaigns_delegate": ("campaigns:delegate", {"duty": "leader", "deputy": "person", "from_on": DAY, "to_on": DAY, "reason": "x"}),
    "campaigns_open_work": ("campaigns:handover", None), "campaigns_pass_on": ("campaigns:handover", {"to": {}, "reason": "x"}),
    "campaigns_amend": ("campaigns:settings", {"settings": {"near_days": 5}}),
    "campaigns_add_stage": ("campaigns:add_stage", {"name": "x", "start_on": DAY, "end_on": DAY}),
    "campaigns_date_stage": ("campaigns:date_stage", {"start_on": DAY, "end_on": DAY}),
    "campaigns_cover": ("campaigns:cover_units", {"units": ["unit"], "on": DAY}),
    "campaigns_join": ("campaigns:join_roster", {"person": "person", "unit": "unit", "on": DAY}),
    "campaigns_leave": ("campaigns:leave_roster", {"on": DAY, "reason": "x"}),
    "campaigns_change_place": ("campaigns:change_post", {"unit": "unit", "on": DAY}),
    "campaigns_set_up": ("campaigns:new_group", {"kind": "supervision", "name": "x"}),
    "campaigns_seat": ("campaigns:group", {"person": "person"}), "campaigns_unseat": ("campaigns:unseat", {"reason": "x"}),
    "campaigns_charge": ("campaigns:charge", {"units": []}), "campaigns_dissolve": ("campaigns:dissolve_group", {"reason": "x"}),
    "campaigns_below_threshold": ("campaigns:threshold", None),
    "campaigns_settle_threshold": ("campaigns:threshold", {"participants": [], "reason": "x"}),
    "campaigns_duty_gaps": ("campaigns:duties", None), "campaigns_duty_template": ("campaigns:duty_template", None),
    "campaigns_leavers": ("campaigns:handovers", None), "campaigns_conditions": ("campaigns:finish_stage", None),
    "campaigns_set_words": ("campaigns:words", {"issuer": "", "conduct": []}),
    "campaigns_stands": ("campaigns:roster", None),
    "campaigns_silent": ("campaigns:silent", None), "campaigns_add_many_tasks": ("campaigns:add_task", {"title": "x", "all_units": True}),
    "finding_instructions": ("finding:instructions", None), "finding_instruction": ("finding:instruction", None),
    "finding_instruction_scan": ("finding:instruction_scan", None),
    "finding_hand_out": ("finding:hand_out_instruction", {"unit": "unit", "text": "x", "due_on": DAY}),
    "finding_report_part": ("finding:report_part", {"text": "x"}),
    "campaigns_switch": ("campaigns:switches", {"switches": {"meetings": False}, "reason": "x"}),
    "finding_mine": ("finding:self_check", None), "finding_begin": ("finding:self_check", {}),
    "finding_lists": ("finding:self_checks", None), "finding_units": ("finding:self_check_units", None),
    "finding_one": ("finding:self_check_of", None), "finding_settle": ("finding:self_check_settings", {"reason": "x"}),
    "finding_deal": ("finding:deal_self_checks", {"lists": [1], "reviewers": ["person"]}),
    "ledger_reminders": ("problems:problem", None), "ledger_remind": ("problems:remind", {"level": "urge", "text": "x"}),
    "ledger_remind_unit": ("reports:remind_unit", {"level": "remind", "text": "x"}),
    "ledger_answer_reminder": ("problems:answer_reminder", {"answer": "x"}),
    "campaigns_answer": ("reports:answer_card", None), "campaigns_calls": ("campaigns:calls", None),
    "campaigns_follows": ("reports:answer_card", None),
    "campaigns_follow_unit": ("campaigns:follow_unit", {"ground": "other", "reason": "x"}),
    "campaigns_release_unit": ("campaigns:release_unit", {"decision": "x", "reason": "x"}),
    "campaigns_meetings": ("campaigns:meetings", None), "campaigns_counts": ("campaigns:meetings", None),
    "campaigns_relay": ("campaigns:relay", None), "campaigns_task": ("campaigns:task", None), "campaigns_meeting": ("campaigns:meeting", None),
    "campaigns_register_meeting": (
        "campaigns:register_meeting", {"kind": "relay", "topic": "x", "purpose": "x", "held_on": DAY, "unit": "unit"},
    ),
    "campaigns_complete_meeting": ("campaigns:complete_meeting", {"record": "x"}),
    "campaigns_withdraw_meeting": ("campaigns:withdraw_meeting", {"reason": "x"}),
    "campaigns_dispatch": ("campaigns:dispatch_from_meeting", {"title": "x", "due_on": DAY, "units": ["unit"]}),
    "campaigns_withdraw_conveyed": ("campaigns:withdraw_conveyed", {"reason": "x"}),
    "campaigns_choose_pattern": ("campaigns:pattern", {"pattern": "joint"}), "campaigns_gaps": ("campaigns:gaps", None),
    "campaigns_secondments": ("campaigns:secondments", None), "campaigns_end_secondment": ("campaigns:end_secondment", {"reason": "x"}),
    "campaigns_portfolios_list": ("campaigns:portfolios", None), "campaigns_charge_deputy": ("campaigns:charge_deputy", {"units": []}),
    "campaigns_key_few": ("campaigns:key_few", None), "campaigns_mark_key": ("campaigns:mark_key", {"person": "person"}),
    "campaigns_unmark_key": ("campaigns:unmark_key", {"reason": "x"}), "campaigns_leaders": ("campaigns:leaders", None),
    "campaigns_goals": ("campaigns:goals", None), "campaigns_tie_goal": ("campaigns:tie_goal", {"figure": "O02"}),
    "campaigns_links": ("campaigns:links", None), "campaigns_link": ("campaigns:link", {"label": "巡察整改"}),
    "campaigns_part": ("campaigns:part_link", {"reason": "x"}), "campaigns_units_own": ("campaigns:units_own", None),
    "ledger_shared": ("problems:shared", None), "ledger_share_out": ("problems:share_out", {"campaign": "QS-2026"}),
    "ledger_left": ("problems:left", None), "ledger_responsible": ("problems:around", None),
    "campaigns_commendations": ("campaigns:commendations", None),
    "campaigns_commend": ("campaigns:commend", {"standard": "政治力强", "unit": "unit", "deed": "x", "on": DAY}),
    "campaigns_withdraw": ("campaigns:withdraw_commendation", {"reason": "x"}),
    "ledger_act": ("problems:ledger", {"numbers": [1], "action": "prioritise"}),
    "documents_signed": ("documents:document", None), "documents_checks": ("documents:document", None),
    **{f"documents_{one}": ("documents:from_settings", None) for one in ("made", "made_file", "made_checks")},
    "documents_look_back_record_file": ("reports:look_back", None), "documents_record_look_back": ("reports:look_back", {}),
    "documents_handed": ("documents:returned_file", None), "documents_take": ("documents:returned_file", {}),
    "organisation_tree": ("organisation:units", None), "organisation_one_unit": ("organisation:unit", None),
    "organisation_people": ("organisation:unit", None), "organisation_one_person": ("organisation:person", None),
    "organisation_found": ("organisation:new_unit", {"name": "x"}), "organisation_amend_unit": ("organisation:change_unit", {}),
    "organisation_template": ("organisation:roster_template", None),
    "organisation_end_unit": ("organisation:end_unit", {"on": DAY}),
    "organisation_enter": ("organisation:new_unit", {"name": "云深", "unit": "unit", "title": "科员", "from_on": DAY}),
    "organisation_amend_person": ("organisation:change_person", {"name": "云深"}),
    "organisation_give_post": ("organisation:give_post", {"unit": "unit", "title": "科员", "from_on": DAY}),
    "organisation_end_post": ("organisation:unit", {"on": DAY}),
    "campaigns_order": ("campaigns:delegation_order", None),
    "campaigns_handovers": ("campaigns:handovers", None), "campaigns_handover_list": ("campaigns:handed_file", None),
    "documents_figures": ("documents:document", None), "ledger_draws": ("problems:look_backs", None),
    "ledger_drawn": ("problems:look_back", None), "ledger_look_back_file": ("problems:look_back_file", None),
    "ledger_record_found": ("problems:record_look_back", {"result": "holds", "text": "x"}), "ledger_decisions": ("problems:evidence", None),
    "ledger_paper": ("problems:decision_paper", None),
    "ledger_todo": ("home:todo", None), "ledger_changes": ("reports:changes", None), "ledger_compared": ("reports:changes", {"reason": "x"}),
    **{f"ledger_{one}": ("problems:ledger", None) for one in ("done", "started", "informed")},
    "ledger_likenesses": ("problems:likenesses", None), "ledger_of_text": ("problems:ledger", {"text": "窗口"}),
    "ledger_change_cells": ("problems:ledger", {"rows": [{"number": 1, "cells": {"weight": "一般"}}]}),
    "ledger_repeated": ("problems:repeated", None),
    "institutions_rules": ("institutions:register", None), "institutions_rule": ("institutions:institution", None),
    "institutions_register_rule": ("institutions:new_institution", {"title": "x", "unit": "unit"}),
    "institutions_step_of_rule": ("institutions:institution_step", {"on": DAY}), "institutions_repetitions": ("institutions:repetitions", None),
    "institutions_common_problems": ("institutions:overview", None), "institutions_orders": ("institutions:checks", None),
    "institutions_order": ("institutions:order_check", {"problem": 1, "units": ["unit"], "text": "x", "due_on": DAY}),
    "institutions_take_register": ("institutions:register", {"reason": "x"}),
    "institutions_correct_rule": ("institutions:institution_step", {"title": "x", "unit": "unit"}),
    "institutions_matrix": ("finding:coverage", None), "institutions_nones_confirmed": ("finding:coverage", None),
    "institutions_confirm_none": ("finding:withdraw_none", {"unit": "unit", "kind": "talks", "basis": "x", "on": DAY}),
    "institutions_withdraw_none": ("finding:withdraw_none", {"reason": "x"}),
    "finding_joint_check": ("finding:joint", None), "finding_feedback_reports": ("finding:reports", None), "finding_talk_list": ("finding:talks", None),
    "finding_screening_list": ("finding:screenings", None), "finding_red_black_lists": ("finding:red_black", None),
    "finding_critique_meetings": ("finding:critique", None), "institutions_take_matrix": ("finding:coverage", {"reason": "x"}),
    "ledger_take_six_lists": ("problems:person_lists", {"reason": "x"}),
    "ledger_six_lists": ("problems:person_lists", None), "ledger_listing": ("problems:listing", None),
    "ledger_take_list": ("problems:listing", {"reason": "x"}), "ledger_finds_by_channel": ("problems:finds", None),
    "campaigns_views": ("problems:views", None), "campaigns_keep_view": ("problems:views", {"name": "x"}),
    "ledger_template": ("problems:template", None), "ledger_taken_over": ("problems:take_over", None),
    "ledger_list_problems": ("problems:ledger", None), "ledger_one": ("problems:problem", None), "ledger_download": ("problems:evidence", None),
    "ledger_rows": ("problems:import", {"rows": []}), "ledger_export": ("problems:export", {"reason": "x"}), "ledger_step": ("problems:step", {}),
    "documents_list_documents": ("documents:register", None), "documents_one": ("documents:document", None), "documents_file": ("reports:file", None),
    "forms_one_form": ("forms:form", None), "forms_blank_file": ("forms:form", None), "forms_suggested": ("forms:form", None),
    "forms_tie_words": ("forms:list", None), "forms_retire_form": ("forms:form", {}), "forms_fillings": ("forms:form", None),
    "forms_list_forms": ("forms:list", None), "forms_tie_form": ("forms:form", {"cells": [], "regions": []}),
    "forms_fill_form": ("forms:form", {"day": DAY}), "forms_one_filled": ("forms:filled", None), "forms_filled_file": ("forms:file", None),
    "campaigns_columns": ("campaigns:plan", None), "campaigns_set_column": ("campaigns:columns", {"name": "x", "kind": "text"}),
    "campaigns_retire_column": ("campaigns:columns", {}),
    "documents_by_year": ("documents:register", None), "figures_list_all": ("reports:figures", None), "figures_one": ("reports:figures", None),
    **{f"finding_{one}": (f"finding:{one}", None) for one in ("opinions", "gatherings", "letters")},
    "finding_opinion_counts": ("finding:new_letters", None),
    **{f"inspections_{one}": (f"inspections:{page}", None) for one, page in (
        ("plans", "plans"), ("visits", "overview"), ("findings", "observations"), ("kinds", "observations"), ("notices", "notices"),
        ("draws", "draws"), ("progress", "progress"), ("hearings", "hearings"), ("one_hearing", "hearing"), ("hearing_file", "hearing_file"),
        ("notes", "notes"), ("one_note", "note"), ("note_file", "note_file"), ("remarks", "progress"), ("conclusion", "conclusion"),
        ("conclusion_of_visit", "visit"), ("checklists", "checklists"), ("one_checklist", "checklist"), ("checklist_file", "checklist_file"),
        ("recusals", "recusals"), ("photo", "photo"))},
    "inspections_hearing": ("inspections:new_hearing", {"kind": "hearing", "unit": "unit", "held_on": DAY, "presided": "x", "record": "x"}),
    "inspections_write_note": ("inspections:new_note", {"title": "x", "text": "x", "advice": "x"}),
    "inspections_remark": ("inspections:remark", {"unit": "unit", "text": "x"}),
    "inspections_make_checklist": ("inspections:new_checklist", {"title": "x", "points": [{"text": "x"}]}),
    "inspections_retire_checklist": ("inspections:checklist", {}),
    "inspections_give_conclusion": ("inspections:give_conclusion", {"text": "x"}),
    "accountability_handlings": ("accountability:handlings", None), "accountability_decision_bodies": ("accountability:bodies", None),
    "accountability_study_plans": ("accountability:study", None), "accountability_study_sessions": ("accountability:study", None),
    "inspections_recuse": ("inspections:declare_recusal", {"unit": "unit", "ground": "other"}),
}  # fmt: skip
# Operations whose page shows nothing before it is sent, or that take a file: tested by themselves.
BY_THEMSELVES = {
    *(f"finding_{one}" for one in (
        "enter_opinion", "join_opinion", "leave_opinion", "reconsider_opinion", "mark_resented", "hold_gathering", "gather", "draft_letter",
        "send_letter", "reply_letter", "point_out", "take_pointings", "critique_meeting", "call_critique", "open_critique", "close_critique",
        "write_critique")),
    *(f"finding_{one}" for one in (
        "export_joint", "gather_matter", "feedback_report", "register_feedback", "note_feedback", "hand_in_feedback", "take_feedback", "keep_list",
        "publish_list", "enter_list", "turn_entry", "withdraw_entry", "one_talk", "add_talk", "talk_step", "one_home_visit", "ask_visit", "home_visit_step",
        "back_check_list", "one_back_check", "begin_back_check", "add_piece", "trace_step", "judge_step", "yield_piece", "conclude_check",
        "start_screening", "order_screening", "report_screening")),
    *(f"finding_{one}" for one in (
        "amend_feedback", "amend_gathering", "amend_talk", "back_check_file", "call_off_critique", "change_critique", "draw_back", "end_screening",
        "enter_paper", "file_consent", "find_by_screening", "gather_many", "give_many_back", "home_visit_file", "minutes", "one_screening", "own_critiques",
        "red_black_list", "remind_letter", "seat", "seats", "submit_from_paper", "take_back_checks", "take_criticisms", "take_lists", "take_reply",
        "take_talks", "talk_file", "withdraw_letter", "write_from_paper")),
    "campaigns_second", "campaigns_mark_heads", "campaigns_candidates", "inspections_lists_to_send_back",
    "digests_choice", "digests_choose", "digests_list_all", "digests_read",
    "campaigns_untie_goal", "campaigns_add_local", "campaigns_add_measure", "campaigns_drop_local", "campaigns_drop_measure",
    "institutions_judge", "institutions_answer_check", "institutions_unlink_rule", "institutions_one_order", "institutions_take_check",
    "institutions_withdraw_check", "institutions_return_answer",
    *(f"ledger_{one}" for one in ("joint", "change_lead", "add_joint_measure", "finish_joint_measure", "drop_joint_measure")),
    "ledger_hide", "ledger_carry", "ledger_local_form", "ledger_hidden_form",
    "campaigns_end_delegation", "plans_read", "campaigns_prepare", "campaigns_start_with_sheet", "campaigns_roster", "organisation_roster",
    "ledger_record", "ledger_add", "ledger_original",
    "ledger_sheet", "ledger_apart", "ledger_withdraw_apart", "campaigns_finish_task", "documents_draft", "documents_issue",
    "documents_check", "documents_hand_in", "documents_wordings", "documents_drop",
    "forms_add_form", "forms_renew_blank", "forms_filling_job",
    "documents_file_signed", "documents_signed_file", "ledger_job", "ledger_job_file", "ledger_decide",
    "ledger_draw", "ledger_record_shown", "campaigns_delegate_ordered", "campaigns_exempt",
    "campaigns_exemption_paper", "plans_stop_reading", "plans_launch_with_roster",
    "ledger_hand_in_sheet", "ledger_check_sheet", "ledger_marked_sheet", "ledger_keep_sheet_layout", "ledger_import_sheet", "ledger_take_over",
    "ledger_stop",
    "finding_joint_reply_file", "finding_register_instruction", "finding_reply_to_instruction", "finding_note_instruction_seen",
    "finding_return_part", "finding_fail_part", "campaigns_log_call",
    # of self-checks: an own list has no number here, and the liaison's pages are those of lists on paper; steps have one page that only sends
    *(f"finding_{one}" for one in ("write", "change", "complete", "withdraw", "submit", "fetch", "pledge", "sign", "unsign", "whole", "review",
      "accept", "give_back")),
    "campaigns_sheet", "campaigns_add_file", "campaigns_note_conveyed", "campaigns_pass_on_task",
    *(f"inspections_{one}" for one in ("plan", "visit", "finding", "opinion", "notice", "draw", "step", "notice_file", "draw_file", "set_task",
      "decide", "assign_review", "take_findings", "add_photo", "opinions", "step_of_recusal")),
    "accountability_one_handling", "accountability_hold_session", "accountability_correct_session",
    "campaigns_grant_by_sheet", "campaigns_drop_view", "forms_stop_filling", "organisation_roster_marked",
}  # fmt: skip


_PARTS = 4
"""The operations are asked in so many tests, for machines of several cores."""


def _operations() -> dict[str, tuple[str, str]]:
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    return {one["operationId"]: (method, path) for path, methods in paths.items() for method, one in methods.items()}


def _known(place: House) -> dict[str, object]:
    given: dict[str, Any] = place.given
    return {
        "code": given["code"], "number": given["number"], "action": "ask", "evidence": given["problems:evidence"]["pk"], "figure": "O01",
        "plan": given["in plan_import"]["pk"], "document": given["in documents"]["pk"], "task": given["in campaigns"]["pk"], "stage": 1,
        "unit": given["in organisation"]["pk"], "root": given["in organisation"]["pk"],
        "person": given["organisation:person"]["pk"], "post": given["organisation:end_post"]["pk"],
        "duty": given["campaigns:end_duty"]["pk"], "entry": given["campaigns:leave_roster"]["pk"], "group": given["group"], "seat": given["seat"],
        "mark": given["campaigns:unmark_key"]["pk"], "link": given["campaigns:part_link"]["pk"], "secondment": given["campaigns:end_secondment"]["pk"],
        "commendation": given["campaigns:withdraw_commendation"]["pk"], "scan": 1, "paper": "plan",
        "reading": given["plan_import:reading"]["pk"],
        "meeting": given["campaigns:meeting"]["pk"], "instruction": given["finding:instruction"]["pk"],
        "part": given["finding:report_part"]["pk"], "reminder": given["problems:answer_reminder"]["pk"], "follow": given["campaigns:release_unit"]["pk"],
        "column": 1, "file": 1, "draw": 1, "shown": 1, "what": "extension",
        "decision": given["problems:decision_paper"]["pk"],
        "delegation": given["campaigns:delegation_order"]["pk"], "handover": given["campaigns:handed"]["pk"],
        "row": given["finding:self_check_of"]["pk"], "visit": given["in inspections"]["pk"],
        **{one: given[f"inspections:{one}"]["pk"] for one in ("hearing", "note", "conclusion", "checklist", "photo")},
        "none": given["finding:withdraw_none"]["pk"],
        "form": given["in forms"]["pk"], "filled": given["in forms"]["filled"], "kind": "department", "rule_step": "draft",
    }  # fmt: skip


def test_every_operation_has_its_page_or_a_test_of_its_own() -> None:
    untried = set(_operations()) - PAGES.keys() - BY_THEMSELVES
    assert not untried, "name in PAGES the page that does the same, or write a test of its own and name it in BY_THEMSELVES"
    assert not (PAGES.keys() | BY_THEMSELVES) - set(_operations())


def _named(value: Any, known: dict[str, object]) -> Any:
    """The rows of this town in place of the words for them."""
    if isinstance(value, list):
        return [_named(one, known) for one in value]
    return known[value] if isinstance(value, str) and value in ("unit", "person", "root") else value


def _asked(token: str, method: str, path: str, body: Any, known: dict[str, object]) -> int:
    for name, value in known.items():
        path = path.replace(f"{{{name}}}", str(value))
    told = {name: _named(value, known) for name, value in (body or {}).items()}
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with transaction.atomic():
        answer = Client().generic(
            method.upper(), path, json.dumps(told) if body is not None else "", content_type="application/json", headers=headers
        )
        transaction.set_rollback(True)
    return answer.status_code


@pytest.mark.sweep
@pytest.mark.long
@pytest.mark.parametrize("part", range(_PARTS))
def test_everybody_gets_by_the_machine_door_what_his_pages_give_him(part: int) -> None:
    place = house()
    known, wrong = _known(place), []
    tokens = {role: token_for(user) for role, user in _users(place).items()}
    operations = _operations()
    for place_in_list, (name, (page, body)) in [*enumerate(PAGES.items())][part::_PARTS]:
        letters = {role: letter for role, letter in zip(ROLES, RULES[page], strict=True) if role in tokens}
        for role, letter in tried(letters, place_in_list).items():
            status = _asked(tokens[role], *operations[name], body, known)
            expected = WORDS[letter]
            if not (status not in (401, 403, 404, 500) if expected == "in" else status == expected):
                wrong.append(f"{name} {role}: {status}, the page {page} gives {letter}")
        assert _asked("", *operations[name], body, known) == 401
    assert not wrong, "\n".join(wrong)


def _users(place: House) -> dict[str, Any]:
    from bihuan.foundation.accounts.models import User

    signed_in = {role: place.clients[role].session["_auth_user_id"] for role in BUSINESS}
    return {role: User.objects.get(pk=pk) for role, pk in signed_in.items()}


def _shapes(kind: type[Schema]) -> Iterator[type[Schema]]:
    for one in kind.__subclasses__():
        yield one
        yield from _shapes(one)


def test_each_shape_of_the_document_is_the_one_of_its_name() -> None:
    """Two classes of one name would give way to each other without a word, and the document would describe what is not sent."""
    told = api.get_openapi_schema(path_prefix="/api/v1/")["components"]["schemas"]
    ours = [one for one in _shapes(Schema) if one.__module__.startswith("bihuan.interfaces.api.v1.") and one.__name__ in told]
    assert len(ours) > 150
    wrong = [one.__name__ for one in ours if told[one.__name__].get("properties", {}).keys() != one.model_fields.keys()]
    assert not wrong
