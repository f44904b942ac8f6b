"""Keeping away from one clue: declared at once, asked for and decided by a third; nobody is left without somebody who opens it."""

import pytest

from bihuan.campaigns.models import Delegation
from bihuan.clues.models import ClueAway, ClueSeal
from bihuan.clues.operations import ask_away, declare_away, grant_away, read_clue, refuse_away, reseal_clue
from bihuan.clues.queries import aways_waiting, find_clue, visible_clues
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed
from bihuan.organisation.vocabulary import RecusalGround, StandingDutyKind
from tests.clues.case import by, phoned
from tests.clues.ground import APPROVER, HANDLER, INTAKE, INTAKE_2
from tests.clues.ground import Desk as Ground
from tests.factories.town import NOW, TODAY

pytestmark = pytest.mark.django_db
WHY = "是我的连襟"
GROUND = RecusalGround.RELATION


@pytest.fixture
def open_desk(desk: Ground) -> Ground:
    desk.all_keys()
    return desk


def test_who_declares_that_he_keeps_away_does_so_at_once_and_for_this_clue_alone(open_desk: Ground) -> None:
    clue, other = phoned(open_desk), phoned(open_desk)
    declare_away(clue, ground=GROUND, reason=WHY, by=by(open_desk, HANDLER))
    assert list(visible_clues(open_desk.actor(HANDLER))) == [other]
    with pytest.raises(Missing):
        find_clue(open_desk.actor(HANDLER), clue.pk)
    reseal_clue(clue, **open_desk.by(APPROVER))  # does not bring him back
    assert not ClueSeal.objects.filter(clue=clue, holder__user=open_desk.people[HANDLER].user).exists()
    assert read_clue(clue, **open_desk.by(INTAKE)).contents
    assert WHY not in repr(list(Record.objects.values())) and open_desk.people[HANDLER].name not in repr(
        list(Record.objects.filter(kind="clue_away").values("changes"))
    )


def test_that_another_keeps_away_is_decided_by_an_approver_who_is_neither(open_desk: Ground) -> None:
    open_desk.staff("第二审批人", StandingDutyKind.CLUE_APPROVER)
    open_desk.key("第二审批人")
    clue, him = phoned(open_desk), open_desk.people[APPROVER]
    row = ask_away(clue, person=him, ground=GROUND, reason="举报人申请", by=by(open_desk, INTAKE))
    for name in (APPROVER, INTAKE, HANDLER):
        with pytest.raises(NotAllowed):
            grant_away(row, reason="同意", by=by(open_desk, name))
    assert find_clue(open_desk.actor(APPROVER), clue.pk)  # asked for is not decided
    assert [aways_waiting(open_desk.actor(name)) for name in ("第二审批人", APPROVER, INTAKE)] == [[row], [], []]
    grant_away(row, reason="同意", by=by(open_desk, "第二审批人"))
    with pytest.raises(Missing):
        find_clue(open_desk.actor(APPROVER), clue.pk)
    other = ask_away(clue, person=open_desk.people[INTAKE_2], ground=GROUND, reason="举报人申请", by=by(open_desk, INTAKE))
    refuse_away(other, reason="没有应当回避的情形", by=by(open_desk, "第二审批人"))
    assert find_clue(open_desk.actor(INTAKE_2), clue.pk)


def test_what_is_refused(open_desk: Ground) -> None:
    clue = phoned(open_desk, "信", INTAKE_2)
    with pytest.raises(Missing):
        declare_away(clue, ground=GROUND, reason=WHY, by=by(open_desk, INTAKE_2))  # he must not even know of it
    with pytest.raises(BadInput, match="看不到"):
        ask_away(clue, person=open_desk.people[INTAKE_2], ground=GROUND, reason="x", by=by(open_desk, INTAKE))
    with pytest.raises(BadInput, match="本人"):
        ask_away(clue, person=open_desk.people[INTAKE], ground=GROUND, reason="x", by=by(open_desk, INTAKE))
    with pytest.raises(BadInput, match="没有能看这条线索的审批人"):  # the only approver does not decide about himself
        ask_away(clue, person=open_desk.people[APPROVER], ground=GROUND, reason="x", by=by(open_desk, INTAKE))
    for name in (INTAKE, HANDLER):
        declare_away(clue, ground=GROUND, reason=WHY, by=by(open_desk, name))
    with pytest.raises(BadInput, match="只有他"):
        declare_away(clue, ground=GROUND, reason=WHY, by=by(open_desk, APPROVER))


def test_the_policy_hides_it_whatever_the_seals_say_from_him_and_from_whoever_stands_in_for_him(open_desk: Ground) -> None:
    clue, him, deputy = phoned(open_desk), open_desk.people[APPROVER], open_desk.people[INTAKE]
    ClueAway.objects.create(clue=clue, person=him, ground=GROUND, state="in_force", asked_at=NOW)
    assert not visible_clues(open_desk.actor(APPROVER), TODAY).exists() and visible_clues(open_desk.actor(INTAKE), TODAY).exists()
    days = {"from_on": TODAY, "to_on": TODAY}
    told = {"campaign": open_desk.town.campaign, "principal": him, "deputy": deputy, "duty": "office", "reason": "出差"}
    Delegation.objects.create(**told, given_at=NOW, **days)
    assert not visible_clues(open_desk.actor(INTAKE), TODAY).exists() and visible_clues(open_desk.actor(HANDLER), TODAY).exists()
