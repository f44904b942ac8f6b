"""Every address × everybody: who gets what, what a GET may not do, forms without a token, texts that stay hidden."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Q
from django.test import Client

from bihuan.foundation.audit.models import Record
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Action, Source
from tests.factories.town import COLLEAGUE, HEAD, OFFICIAL, Town
from tests.interfaces.web.doors import CAST, ROLES, House, addresses, house, tried
from tests.interfaces.web.handled import HANDLED
from tests.interfaces.web.marked import MARKED
from tests.interfaces.web.papered import PAPERED
from tests.interfaces.web.praised import PRAISED
from tests.interfaces.web.visited import VISITED

pytestmark = pytest.mark.django_db
PAPERS_READ = ("read_talk", "read_home_visit", "take_chasing_paper")
ANSWERS = {"o": 200, ".": 302, "f": 403, "x": 404, "m": 405}
# One letter for each of ROLES: anonymous · office leader head in_charge group liaison official colleague · outsider keeper · system security audit.
# o page, . led elsewhere, f refused, x nothing there, m only by POST. An address without a line here fails.
EXPECTED = {
    ".xxxxxxxoxxxxx": "finding:critique_slip",
    ".ffoffoooxxxxx": "finding:write_critique",
    "oooooooooooooo": "shell:style shell:live shell:ready shell:metrics",
    "mmmmmmmmmmmmmm": "shell:look",
    "o..........xxx": "home:activate",
    ".offffoffxxxxx": "campaigns:slips",
    ".ooooooffxxxxx": "finding:coverage finding:coverage_unit finding:coverage_list campaigns:delegate campaigns:deputies",
    ".oxoxxoxxxxxxx": "campaigns:delegation_order",
    "..............": "shell:language home:start",
    "..fffffffxxxxx": "campaigns:close",  # what is still open is carried over first
    ".ooooooooooooo": "shell:gallery shell:gallery_piece",
    ".ooooooooooxxx": "inspections:verify_draw inspections:worker home:todo home:digests home:tokens home:jobs home:done home:started home:told"
    " campaigns:list plan_import:list",
    "oooooooooooxxx": "documents:verify finding:reply",
    "...........xxx": "plan_import:upload reports:first",
    ".xxxxxxxxxoxxx": "organisation:units organisation:new_unit organisation:unit organisation:change_unit organisation:end_unit"
    " organisation:person organisation:change_person organisation:give_post organisation:link_account organisation:roster"
    " organisation:roster_template",
    ".xfffffffxxxxx": "campaigns:charge_deputy campaigns:tie_goal problems:hide campaigns:threshold problems:take_over_preview"
    " problems:take_over_marked",
    ".xxxxxxxxxxxxx": "finding:critique_author institutions:institution_text"
    " problems:shared_item problems:joint problems:joint_lead problems:add_joint_measure problems:finish_joint_measure"
    " problems:drop_joint_measure"
    " problems:look_back problems:look_back_file problems:record_look_back reports:look_back reports:changes_made problems:export_made"
    " documents:signed organisation:new_person organisation:roster_preview organisation:roster_marked administration:set_up",
    ".mmmmmmmmmmxxx": "finding:criticism_list finding:back_check_paper finding:export_opinions finding:reply_slip finding:take_pointings"
    " campaigns:mark_heads campaigns:untie_goal"
    " campaigns:drop_local campaigns:drop_measure"
    " inspections:spot_take campaigns:end_delegation home:revoke_token home:read_digest home:stop_job organisation:end_post plan_import:answer"
    " plan_import:set_aside plan_import:undo problems:many problems:fields problems:paste problems:take_paste problems:like"
    " problems:withdraw_apart problems:undo problems:look problems:keep_view problems:add_evidence problems:evidence_original"
    " documents:issue documents:drop_wording documents:file_signed problems:import_columns problems:drop_view reports:draft"
    " reports:issue forms:tie forms:rows forms:suggested forms:retire forms:fill campaigns:retire_column"
    " campaigns:meeting_sheet",
    ".oxxxxxxxxxxxx": "inspections:recusal home:job campaigns:prepare plan_import:review plan_import:edit plan_import:add plan_import:original"
    " plan_import:launch plan_import:reading",
    ".offfffffxxxxx": "finding:new_letters institutions:order_check"
    " finding:register_instruction finding:hand_out_instruction finding:reply_to_instruction finding:instruction_seen"
    " finding:return_part finding:fail_part campaigns:follow_unit campaigns:release_unit inspections:board forms:list forms:add forms:form"
    " forms:blank forms:filled forms:file forms:marked campaigns:handovers"
    " campaigns:handover campaigns:handed campaigns:handed_file campaigns:start campaigns:gap campaigns:date_stage"
    " campaigns:extend_stage campaigns:finish_stage campaigns:silent campaigns:duties campaigns:grant campaigns:end_duty"
    " campaigns:duty_sheet campaigns:duty_template campaigns:people campaigns:new_group campaigns:group campaigns:charge"
    " campaigns:unseat campaigns:dissolve_group campaigns:join_roster campaigns:cover_units campaigns:change_post"
    " campaigns:leave_roster campaigns:exemption_paper campaigns:settings campaigns:words campaigns:switches"
    " problems:take_over campaigns:columns campaigns:add_column campaigns:column campaigns:dispatch_from_meeting"
    " campaigns:add_task campaigns:add_stage campaigns:commend campaigns:withdraw_commendation"
    " campaigns:pattern campaigns:secondments campaigns:second campaigns:end_secondment campaigns:secondment_approval campaigns:portfolios"
    " campaigns:key_few campaigns:mark_key campaigns:unmark_key campaigns:link campaigns:part_link problems:share_out problems:left",
    ".ooffffffxxxxx": "reports:answer_card campaigns:gaps campaigns:leaders",
    ".ooooooooxxxxx": "finding:opinions finding:resented finding:opinion_form finding:letters finding:gatherings finding:pointing"
    " finding:protection finding:critique"
    " finding:critique_meeting institutions:overview institutions:repetitions institutions:register institutions:institution institutions:checks"
    " finding:instructions"
    " inspections:overview inspections:plans inspections:draws inspections:observations inspections:notices"
    " inspections:hearings inspections:notes inspections:progress inspections:recusals inspections:declare_recusal"
    " inspections:ask_recusal inspections:spot inspections:manifest inspections:spot_data campaigns:plan campaigns:file"
    " campaigns:groups campaigns:roster campaigns:tasks campaigns:commendations campaigns:delegations campaigns:meetings"
    " campaigns:relay problems:ledger problems:choose problems:views problems:columns problems:sorts problems:choose_own"
    " problems:more_steps problems:edits problems:news problems:rows problems:copy problems:new problems:people"
    " problems:export problems:lists problems:finds problems:listing documents:register documents:map documents:from_settings"
    " reports:cockpit reports:reports reports:changes problems:look_backs campaigns:goals campaigns:links campaigns:units_own problems:shared",
    ".ooooooxxxxxxx": "finding:opinion finding:gathering finding:gathering_form inspections:plan inspections:visit inspections:conclusion"
    " inspections:observation inspections:photo inspections:notice"
    " inspections:notice_file campaigns:finish_task campaigns:task campaigns:meeting campaigns:meeting_file finding:instruction"
    " finding:instruction_scan",
    ".ofoffoxxxxxxx": "finding:amend_gathering finding:asked_step campaigns:complete_meeting campaigns:withdraw_meeting finding:report_part",
    ".ffffffxxxxxxx": "campaigns:pass_on_task",
    ".offfoffxxxxxx": "problems:remind",
    ".ffoffooxxxxxx": "problems:answer_reminder",
    ".offfofffxxxxx": "reports:remind_unit inspections:new_plan inspections:new_draw inspections:new_visit"
    " inspections:new_observation"
    " inspections:import_findings inspections:new_notice inspections:new_hearing inspections:new_note inspections:remark"
    " inspections:checklists inspections:new_checklist inspections:checklist inspections:checklist_file problems:repeated"
    " problems:likenesses",
    ".ofoffoffxxxxx": "finding:new_gathering finding:call_critique finding:import_minutes finding:minutes_template"
    " institutions:new_institution institutions:institution_step"
    " campaigns:add_local campaigns:register_meeting campaigns:note_conveyed campaigns:withdraw_conveyed problems:import problems:template",
    ".xfxffxffxxxxx": "campaigns:add_measure problems:import_preview problems:import_marked",
    ".oooooooxxxxxx": "problems:around problems:local_form problems:person_lists problems:problem problems:history problems:evidence"
    " problems:evidence_copy problems:evidence_shot problems:decision_paper",
    ".ofoffooxxxxxx": "problems:cell",
    ".fffffooxxxxxx": "problems:step",
    ".ooxxxxxxxxxxx": "finding:letter finding:reply_form inspections:note inspections:note_file documents:document reports:paper reports:file",
    ".ofxxxxxxxxxxx": "documents:returned",
    ".xfxxxxxxxxxxx": "documents:returned_file",
    ".ooffofffxxxxx": "reports:figures reports:chasing_paper campaigns:calls",
    ".xxxxxxxxxx...": "administration:console",
    ".xxxxxxxxxxoxx": "administration:accounts administration:new_account administration:accounts_in_bulk administration:account"
    " administration:tokens administration:jobs administration:job administration:webhooks"
    " administration:calendar administration:digest_hours administration:notice administration:rules administration:rule",
    ".mmmmmmmmmmmmm": "administration:stop_job administration:revoke_token administration:stop_webhook"
    " administration:reset_password administration:turn_account administration:clear_day administration:drop_setting"
    " administration:end_duty administration:unlock administration:drop_factor administration:verify administration:checkpoint",
    ".offfofxxxxxxx": "inspections:new_heard inspections:give_conclusion inspections:visit_file",
    ".ffoffoxxxxxxx": "inspections:step",
    ".oxxxoxxxxxxxx": "inspections:draw inspections:draw_file",
    ".ooxxoxxxxxxxx": "inspections:hearing inspections:hearing_file",
    ".xxxxxxxxxxxox": "administration:duties administration:sign_ins",
    ".ooxooxxxxxxxx": "institutions:check institutions:check_answer",
    ".ofxffxxxxxxxx": "institutions:withdraw_check institutions:return_answer",
    ".xxxxxxxxxxxxo": "administration:book",
}
# The joint check, talks, home visits, back-checks, screenings.
TRACED = {
    ".ofofoofxxxxxx": "problems:hidden_form",
    ".ooooooooxxxxx": "finding:joint finding:joint_matter finding:red_black finding:red_black_list finding:red_black_file finding:talks"
    " finding:home_visits finding:screenings",
    ".ooffofffxxxxx": "finding:matters finding:reports finding:back_checks",
    ".mmmmmmmmmmxxx": "finding:gather finding:talk_paper finding:home_visit_paper"
    " finding:joint_export finding:talks_export finding:back_checks_export finding:yield_node",
    ".offfffffxxxxx": "finding:new_report finding:amend_report finding:report_template finding:report_finding finding:report_sheet finding:report_preview"
    " finding:new_red_black finding:enter_red_black finding:publish_red_black finding:turn_black finding:withdraw_red_black",
    ".ooxxoxxxxxxxx": "finding:report finding:report_file finding:back_check finding:link_file",
    ".ofxxoxxxxxxxx": "finding:add_node finding:trace finding:judge finding:conclude",
    ".ooooofffxxxxx": "finding:new_talk",
    ".oxxxoxoxxxxxx": "finding:talk finding:home_visit",
    ".xxxxxxoxxxxxx": "finding:talk_step",
    ".ofofofffxxxxx": "finding:new_home_visit",
    ".oxxxoxxxxxxxx": "finding:home_visit_consent",
    ".xxxxxxxxxxxxx": "finding:home_visit_step",
    ".offfofffxxxxx": "finding:new_back_check finding:ask_screening",
    ".ffoffoffxxxxx": "finding:withdraw_none finding:begin_screening",
    ".ooooooxxxxxxx": "finding:one_screening",
    ".ffoffoxxxxxxx": "finding:screening_step",
}
# Self-checks: the list of the colleague, entered from paper by the liaison.
LISTED = {
    ".mmmmmmmmmmxxx": "finding:submit_self_check finding:fetch_self_check finding:withdraw_pledge finding:take_self_checks finding:self_check_step",
    ".xxxxxx.oxxxxx": "finding:pledge",
    ".xxxxxxxoxxxxx": "finding:self_check_sheet",
    ".ooooooooxxxxx": "finding:self_check finding:self_check_blank finding:overview",
    ".xxxxxoxoxxxxx": "finding:write_item finding:change_item finding:complete_item finding:withdraw_item finding:pledge_file finding:self_check_scan"
    " finding:self_check_form finding:self_check_to_sign",
    ".oxooxoxxxxxxx": "finding:self_checks finding:return_self_checks finding:self_check_units",
    ".offfffffxxxxx": "finding:deal_self_checks finding:self_check_settings",
    ".xxxxxoxxxxxxx": "finding:enter_self_check",
    ".oxxxxox.xxxxx": "finding:self_check_of",
    ".xxxxxox.xxxxx": "finding:entering",
}
# What is about the colleague himself: nobody else finds it by the page of the person, whoever handles it has pages of his own.
OWNED = {
    ".ooooooooooxxx": "accountability:own_matters",
    ".........xxxxx": "accountability:own_matters_of",
    ".xxxxxxxoxxxxx": "accountability:own_matter accountability:own_state accountability:own_tolerance accountability:own_material"
    " accountability:own_recusal accountability:own_appeal",
    ".mmmmmmmmmmxxx": "accountability:own_export accountability:own_waive accountability:own_unwaive accountability:own_accept"
    " accountability:own_withdraw_appeal accountability:own_withdraw_tolerance",
}
# Tolerance, clearing, announcing: who has work on one, and whom it is about; the board is everybody's.
RIGHTED = {
    ".ooooooooxxxxx": "accountability:tolerances accountability:new_tolerance accountability:clarifications accountability:ask_clarification"
    " accountability:announced accountability:announcements",
    ".ooxoxxoxxxxxx": "accountability:tolerance",
    ".ofxfxxoxxxxxx": "accountability:correct",
    ".oofoofffxxxxx": "accountability:new_clarification",
    ".xxxxoxoxxxxxx": "accountability:clarification",
    ".ofxfxxxfxxxxx": "accountability:new_announcement",
    ".ooxoxxxoxxxxx": "accountability:announcement",
    ".mmmmmmmmmmxxx": "accountability:right_paper",
    ".oxxxxxfxxxxxx": "accountability:right_step",
}
# The clue desk is there for nobody of this house, by whichever address and verb: who sees what there is tried beside the desk's own pages.
DESK = {name: ".xxxxxxxxxxxxx" for name, _arguments in addresses() if name.startswith("clues:")}
RULES = DESK | {
    name: letters
    for table in (EXPECTED, TRACED, LISTED, OWNED, MARKED, PAPERED, RIGHTED, HANDLED, VISITED, PRAISED)
    for letters, names in table.items()
    for name in names.split()
}


PARTS = 6
"""The walk before every address in so many tests: each has its own time, and workers share them."""


@pytest.fixture
def built(settings: Any) -> House:
    settings.BIHUAN_DEMO = True  # no second factor
    return house()


def test_every_address_has_its_line_and_every_line_its_address() -> None:
    names = {name for name, _arguments in addresses()}
    assert not names - set(RULES), "say in EXPECTED who may enter here; what an address stands for is made in doors.py"
    assert not set(RULES) - names


@pytest.mark.both
@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_before_every_address_and_reading_writes_nothing(part: int, built: House) -> None:
    before, problems = rows_of_all_tables(), list(Problem.objects.order_by("pk").values())
    wrong = []
    for place, (name, arguments) in list(enumerate(addresses()))[part::PARTS]:
        address = built.address(name, arguments)
        for role, letter in tried(dict(zip(ROLES, RULES.get(name, ""), strict=False)), place).items():
            status = built.clients[role].get(address).status_code
            if status != ANSWERS[letter]:
                wrong.append(f"{name} for {role}: {status} instead of {ANSWERS[letter]}")
    assert not wrong
    assert rows_of_all_tables() == before
    assert list(Problem.objects.order_by("pk").values()) == problems


def rows_of_all_tables() -> dict[str, int]:
    """How many rows each table has, sessions apart: one question."""
    kept_apart = {"sessions.Session"}
    tables = {one._meta.label: one._meta.db_table for one in apps.get_models() if one._meta.label not in kept_apart}
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f'(SELECT count(*) FROM "{table}")' for table in tables.values()))
        told = dict(zip(tables, cursor.fetchone(), strict=True))
    told["audit.Record"] -= Record.objects.filter(
        Q(kind="reading") | Q(action__in=PAPERS_READ)
    ).count()  # who read what is confidential is written down
    return told


def test_no_form_is_taken_without_its_token(built: House) -> None:
    before = rows_of_all_tables()
    for role in ("office", "system"):
        client = Client(enforce_csrf_checks=True)
        client.cookies = built.clients[role].cookies
        for name, arguments in addresses():
            status = client.post(built.address(name, arguments), {"name": "x", "reason": "y"}).status_code
            assert status == 403 or (role == "system" and status == 404), (name, status)
    assert rows_of_all_tables() == before


def _plain(page: bytes) -> str:
    text = re.sub(r'(csrfmiddlewaretoken" value|csrf[^"]{0,20}":\s*")="[^"]+"', "", page.decode())
    return re.sub(r"[0-9A-Za-z]{32,}|\d+", "", text)


def test_what_is_hidden_looks_like_what_is_not_there(built: House) -> None:
    client = built.clients["colleague"]
    for path in ("", "ask/", "cell/text/", "evidence/1/"):
        hidden, missing = (client.get(f"/c/QS-2026/ledger/{number}/{path}") for number in (1, 999))
        assert hidden.status_code == missing.status_code == 404
        assert _plain(hidden.content) == _plain(missing.content)
    outsider = built.clients["outsider"]
    hidden, missing = (outsider.get(f"/c/{code}/ledger/") for code in ("QS-2026", "QS-2099"))
    assert hidden.status_code == missing.status_code == 404
    assert _plain(hidden.content) == _plain(missing.content)


FILLED_IN = (Action.AMEND, Action.ANALYSE, Action.PLAN, Action.PROPOSE_MEASURES, Action.CLASSIFY, Action.CORRECT, Action.SEND_BACK)
SECRET = "午休后常常迟到半小时去接孩子"


def _text_of(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            return "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())
    return str(body.decode("utf-8", "ignore"))


def _everything(built: House, role: str, number: int) -> str:
    """All a role can get to see around one problem, by every address and step, pages and files."""
    base, client = f"/c/QS-2026/ledger/{number}/", built.clients[role]
    paths = [base, f"{base}cell/text/", f"{base}cell/manifestation/", *(f"{base}{action.value}/" for action in FILLED_IN)]
    paths += ["/todo/", "/c/QS-2026/ledger/?col=cause&col=measures&col=progress", f"/c/QS-2026/ledger/?q={SECRET[:4]}", "/c/QS-2026/lists/"]
    paths += [
        built.address(name, arguments)
        for name, arguments in addresses()
        if name in ("problems:export", "reports:cockpit", "documents:register")
    ]
    answers = [client.get(path) for path in paths] + [client.get(path, headers={"HX-Request": "true"}) for path in paths[:4]]
    return "".join(re.sub(r'value="[^"]*"|data-q="[^"]*"|“[^”]*”', "", _text_of(one)) for one in answers if one.status_code == 200)


@pytest.mark.parametrize(("role", "reads"), [("office", True), ("group", True), ("head", True), ("in_charge", True), ("colleague", True),
                                             ("liaison", False), ("leader", False), ("official", False), ("outsider", False)])  # fmt: skip
def test_a_self_check_is_read_by_three_kinds_of_people_only(built: House, role: str, reads: bool) -> None:
    row = built.town.find(Source.SELF_CHECK, person=COLLEAGUE, text=SECRET)
    assert (SECRET in _everything(built, role, row.number)) is reads


def test_a_self_check_of_a_head_is_for_the_leader_in_charge(built: House) -> None:
    row = built.town.find(Source.SELF_CHECK, person=HEAD, text=SECRET)
    seen = {role: SECRET in _everything(built, role, row.number) for role in CAST}
    assert {role for role, reads in seen.items() if reads} == {"office", "group", "in_charge", "head"}, "the head himself, as the person"


def test_the_liaison_sees_state_and_count(built: House) -> None:
    row = built.town.find(Source.SELF_CHECK, person=COLLEAGUE, text=SECRET)
    page = built.clients["liaison"].get(f"/c/QS-2026/ledger/{row.number}/").content.decode()
    ledger = built.clients["liaison"].get("/c/QS-2026/ledger/").content.decode()
    assert "自查" in page and f"href={row.number}/>" in ledger and "已建账" in ledger
    assert SECRET not in page + ledger


def test_steps_are_refused_to_whoever_holds_no_duty_for_them(built: House) -> None:
    """POST of every step by everybody, each on a fresh item: it changes nothing unless the table opens the step to him."""
    from bihuan.problems.policy import duties
    from bihuan.problems.workflow import PROBLEM

    place: Town = built.town
    for role, name in CAST.items():
        row = place.find(person=OFFICIAL)
        for action in Action:
            if PROBLEM.step(action, row.state, duties(place.actor(name), row)) is not None:
                continue  # open to him: other tests do it
            status = built.clients[role].post(
                f"/c/QS-2026/ledger/{row.number}/{action.value}/", {"reason": "理由", "how": "改", "text": "写", "cause": "因", "kind": "personal"}
            ).status_code  # fmt: skip
            assert status in (403, 404, 405, 409, 422), (role, action, status)
        fresh = Problem.objects.get(pk=row.pk)
        assert (fresh.state, fresh.revision) == ("recorded", 0), role
