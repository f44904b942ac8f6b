"""The demo in the database: what the generator says is what the ledger holds, with versions, book, batches, figures as of a day."""

from collections import Counter
from datetime import date

import pytest
from django.utils import timezone

from bihuan.accountability.models import Card, Handling
from bihuan.campaigns.models import Campaign, Commendation, Delegation, Handover, Meeting, SavedView, Task
from bihuan.campaigns.queries.meetings import counted_meetings, relayed_units
from bihuan.campaigns.vocabulary import MeetingKind
from bihuan.clues.models import Clue, DoorEntry, DoorOpinion, IdentityOpening, KeyHolder, UnitChannel, UnlockedKey
from bihuan.clues.operations import own_keys, unlock_key
from bihuan.clues.operations.door import office_box
from bihuan.clues.queries import active_key, openable_tips
from bihuan.documents.models import Document, SignedCopy
from bihuan.forms.models import Filling
from bihuan.foundation.accounts.queries import account_named, administrators
from bihuan.foundation.audit import chain
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Actor, Refused
from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.contents import Answer
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import unseal
from bihuan.foundation.sealedbox.vocabulary import Says
from bihuan.foundation.tokens.models import Token
from bihuan.interfaces.cli.demo import PASSWORD, SIGN_INS, generate
from bihuan.interfaces.cli.demo.choosing import BEFORE_ASKING
from bihuan.interfaces.cli.demo.loading import load
from bihuan.interfaces.cli.demo.signing_in import KEY_PASSPHRASE, REPORTED_WITH
from bihuan.problems.models import (
    Batch,
    Dispute,
    Division,
    Evidence,
    Extension,
    LookBackItem,
    Merger,
    OwnValue,
    Problem,
    ProblemVersion,
    Progress,
    Suspension,
    TakeOver,
    Void,
)
from bihuan.problems.rules import draw_sample, sample_size
from bihuan.problems.vocabulary import PRIVATE_SOURCES, Action, VoidKind

REPORTER = ReportKeys(codes.read(REPORTED_WITH))
TODAY = date(2025, 4, 16)  # past: what a sheet says of days to come is refused
FIRST, LAST = 900, 420  # problems of the 13,105: the test shows the shape, bench.demo the size
KEPT = FIRST + LAST


@pytest.fixture(scope="module")
def county():
    whole = generate(7, TODAY)
    later = [one for one in whole.problems[FIRST:] if one.stands in BEFORE_ASKING and one.source not in PRIVATE_SOURCES]
    whole.problems = whole.problems[:FIRST] + later[-LAST:]
    for number, one in enumerate(whole.problems, 1):
        one.number = number
    whole.batches = [batch for batch in whole.batches if max(batch.pool) <= FIRST]
    return whole


@pytest.fixture
def loaded(db, tmp_path, settings, county):
    settings.BIHUAN_HOME, settings.BIHUAN_FILES = tmp_path, tmp_path / "files"
    settings.BIHUAN_PORTAL_BOX = str(tmp_path / "portal" / "box.sqlite3")
    load(county)
    return county


@pytest.mark.long
def test_the_ledger_is_the_generated_one(loaded, tmp_path):
    rows = {row.number: row for row in Problem.objects.select_related("unit", "person")}
    lived = _as_generated(loaded)
    assert len(rows) > KEPT and len(lived) > KEPT - 150
    for one in lived:
        row = rows[one.number]
        assert (row.text, row.state, row.source, row.due_on) == (one.text, one.stands, one.source, one.due_on)
        assert row.unit.name == loaded.units[one.unit].name and row.manifestation.number == str(one.manifestation)
        assert (row.returned, row.reopened) == (one.count(Action.SEND_BACK, Action.FAIL_SAMPLE), one.count(Action.REOPEN))
        assert row.evidence_count == one.count(Action.ADD_EVIDENCE)
    assert (tmp_path / "demo").read_text().startswith("7 2025-04-16")
    _children_agree(lived)
    _tasks_stand(loaded)
    _meetings_are_those_of_the_report(loaded)
    _six_weekly_briefs_are_issued()
    _versions_tell_the_same_story(loaded)
    _the_book_is_whole(loaded)
    _whole_entries_stand_aside()
    _the_office_worked()
    _draws_can_be_repeated()
    _everybody_can_sign_in()
    _a_home_with_data_is_left_alone(loaded)
    _keys_go_on()
    _the_clue_desk_lives()
    _two_matters_of_people_are_under_way()


def _as_generated(county):
    """The problems to which nothing happened beside their generated lives and the sample of their batch, which is drawn by their keys."""
    pks = dict(Problem.objects.values_list("number", "pk"))
    told = Counter(Record.objects.filter(kind="problem").exclude(action="pass_sample").values_list("row", flat=True))
    return [one for one in county.problems if told[pks[one.number]] == len(one.events)]


def _children_agree(problems):
    happened, numbers = Counter(event.action for one in problems for event in one.events), [one.number for one in problems]
    for model, action in (
        (Progress, Action.REPORT_PROGRESS), (Extension, Action.EXTEND), (Suspension, Action.SUSPEND), (Evidence, Action.ADD_EVIDENCE)
    ):  # fmt: skip
        assert model.objects.filter(problem__number__in=numbers).count() == happened[action], action
    still = Suspension.objects.filter(to_on=None, problem__number__in=numbers)
    assert still.count() == sum(one.stands == "suspended" for one in problems)


def _whole_entries_stand_aside():
    """Void, merged, divided, objected to, shared, taken over, with own columns, with pictures: some of each, each in the book."""
    states = Counter(Problem.objects.values_list("state", flat=True))
    assert states["disputed"] >= 2 and states["void"] >= 3 and states["merged"] >= 2 and states["closed_before"] == 17
    assert {"kept", "moved"} <= set(Dispute.objects.exclude(ruling="").values_list("ruling", flat=True))
    assert Merger.objects.exclude(parted_at=None).exists() and Division.objects.count() == 2
    assert Problem.objects.exclude(sharing=None).count() == 6 and Void.objects.exclude(restored_at=None).exists()
    assert {kind for (kind,) in Void.objects.values_list("kind")} == set(VoidKind) - {
        VoidKind.ELSEWHERE
    }  # the clue desk moves none in the demo
    assert set(OwnValue.objects.values_list("column", flat=True)) == {1, 2, 3, 4, 5}
    assert {name.rpartition(".")[2] for name in Evidence.objects.values_list("file__name", flat=True)} >= {"jpg", "docx"}


def _the_office_worked():
    """Deputies, a handover, the pilot's sheet, a look-back with results, signed copies, a filled form, kept views, a token, a commendation."""
    assert Delegation.objects.count() == 4 and Delegation.objects.exclude(ended_at=None).count() == 1
    assert Delegation.objects.exclude(order=None).count() == 1
    assert Handover.objects.get().lines and TakeOver.objects.get().decision
    results = Counter(LookBackItem.objects.values_list("result", flat=True))
    assert results["holds"] >= 3 and results["came_back"] == 1 and results[""] >= 1
    assert SignedCopy.objects.count() == 3 and Filling.objects.count() == 2
    assert SavedView.objects.count() == 3 and Token.objects.count() == 1 and Commendation.objects.count() == 1


def _tasks_stand(county):
    done = [one for one in county.tasks if one.result]
    of_stages = Task.objects.filter(title__in={one.title for one in county.tasks})  # those decided at meetings and hearings stand beside
    assert done and of_stages.filter(state="done").count() == len(done) < of_stages.count() == len(county.tasks)


def _meetings_are_those_of_the_report(county):
    """65 relays and 9 meetings of the campaign (N04, N06), the mobilisation first."""
    campaign = Campaign.objects.get()
    assert (relayed_units(campaign, county.today), counted_meetings(campaign, county.today)) == (65, 9)
    assert Meeting.objects.order_by("held_on", "pk")[0].kind == MeetingKind.MOBILISATION


def _six_weekly_briefs_are_issued():
    numbers = Document.objects.filter(series="weekly", state="issued").order_by("as_of").values_list("serial_no", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]


def _versions_tell_the_same_story(county):
    """The states at a past evening, by the versions and by replaying the events."""
    generated = Problem.objects.filter(number__lte=KEPT)
    for evening in (event.at for one in county.problems[::300] for event in one.events[-1:]):
        at = ProblemVersion.objects.filter(row__in=generated, valid_from__lte=evening).exclude(valid_to__lte=evening)
        begun = [one for one in county.problems if one.events[0].at <= evening]
        assert at.count() == len(begun)
    assert ProblemVersion.objects.filter(valid_to=None).count() == Problem.objects.count()


def _the_book_is_whole(county):
    assert list(chain.faults()) == []
    story = Record.objects.filter(kind="problem", row=Problem.objects.get(number=1).pk).exclude(action="pass_sample").order_by("position")
    assert [(record.action, record.at) for record in story] == [(event.action, event.at) for event in county.problems[0].events]


def _draws_can_be_repeated():
    for batch in Batch.objects.filter(failed_at=None):
        drawn = Problem.objects.filter(batch=batch, sampled=True).order_by("pk").values_list("pk", flat=True)
        assert list(drawn) == draw_sample(batch.pool, sample_size(len(batch.pool), 10), batch.seed)


def _everybody_can_sign_in():
    assert set(administrators()) == {"system", "security", "audit"}
    for name, _what in SIGN_INS:
        assert account_named(name) is not None, name
    assert account_named("zhuanban").check_password(PASSWORD)
    assert account_named("lianluo").person.name == account_named("lianluo").name


def _keys_go_on():
    """After keys that were given, the engine gives the next ones itself."""
    last = Problem.objects.order_by("-pk")[0]
    fresh = Problem.objects.get(pk=last.pk)
    fresh.pk, fresh.number, fresh.external_number = None, last.number + 1, ""
    fresh.save(force_insert=True)
    assert fresh.pk == last.pk + 1


def _the_clue_desk_lives():
    """Seven keys that the public passphrase opens, a clue on its way with an identity asked for, one by phone, two reports that wait."""
    assert Counter(KeyHolder.objects.values_list("purpose", flat=True)) == {"custodian": 3, "desk": 3, "alternate": 1}
    assert not UnlockedKey.objects.exists()
    user = account_named("shouli")
    intake = Actor(user.pk, user.name, user.person.pk)
    held = active_key(intake)
    session = unlock_key(held, passphrase=KEY_PASSPHRASE, actor=intake, now=timezone.now())
    assert len(openable_tips(intake, own_keys(session=session, actor=intake, now=timezone.now()))) == 1  # the other is past the desk
    assert sorted(Clue.objects.values_list("state", "source")) == [("registered", "phone"), ("verifying", "door")]
    assert IdentityOpening.objects.get().state == "asked"
    told = {Answer.read(unseal(one, [REPORTER.reader])).says for one in office_box().answers(REPORTER.place)}
    assert told == {Says.RECEIPT, Says.STATE}
    assert (DoorEntry.objects.count(), UnitChannel.objects.count(), DoorOpinion.objects.count()) == (2, 6, 5)


def _two_matters_of_people_are_under_way():
    """One waits for its person, one is in force with its time for an appeal and its visits; each decided by others, and nothing is asked of a score."""
    told, standing = Handling.objects.order_by("state")[::-1]
    assert (told.state, told.person.user.username, told.respond_on > TODAY) == ("noticed", "fujuzhang", True)
    assert (standing.state, standing.person.user.username, standing.appeal_until_on > TODAY) == ("in_force", "guzhang", True)
    assert standing.decided_by_id != standing.proposed_by_id and standing.statements.get().answer
    assert standing.return_visits.get().records.count() == 1 and not Card.objects.exists()


def _a_home_with_data_is_left_alone(county):
    before = Record.objects.count()
    with pytest.raises(Refused, match="空的数据目录"):
        load(county)
    assert Record.objects.count() == before
