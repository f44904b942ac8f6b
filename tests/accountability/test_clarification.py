"""A name is cleared: as its bearer wishes, approved by the chief, of one point only, as widely as it was named (M174, P16, A4)."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import Announcement, Clarification, Handling
from bihuan.accountability.queries.rights import announced_in, clarifications_of
from bihuan.accountability.vocabulary.clarification import ClarificationNeed as N
from bihuan.accountability.vocabulary.clarification import ClarificationState as S
from bihuan.accountability.vocabulary.clarification import Outcome, Way, Wish
from bihuan.accountability.vocabulary.publicity import Audience, Channel
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.problems.models import Problem
from bihuan.problems.policy import reach
from bihuan.problems.queries import visible_to
from bihuan.problems.vocabulary import State
from tests.accountability.ground import Bodies, by, in_force, noticed, opened, whole
from tests.accountability.test_publicity import shown, told, with_publicity
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, HEAD, LEADER, OFFICE, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db
POINT = "反映其 2 月 27 日收受礼品一事"
FOUND = do.Verified(Outcome.UNTRUE, "当日在外地开会，有签到表和车票")
AS_WIDE = {"audience": Audience.UNIT, "channels": [Channel.PAGE], "approval": "同意"}


def about(bodies: Bodies, **more: Any) -> do.About:
    place = bodies.place
    given = {
        "handler": bodies.of["discipline"],
        "body": bodies.of["discipline"],
        "person": place.people[OFFICIAL],
        "paper": "青纪线办〔2026〕4 号",
    }
    return do.About(unit=place.units[WATER], matter=POINT, **{**given, **more})


def proposed(bodies: Bodies, verified: do.Verified = FOUND, **more: Any) -> Clarification:
    place = bodies.place
    return do.propose_clarification(campaign=place.campaign, about=about(bodies, **more), verified=verified, **by(place, GROUP))


def approved(bodies: Bodies, row: Clarification, ways: tuple[Way, ...] = (), wish: Wish = Wish.SAME, **more: Any) -> Clarification:
    do.hear_wish(row, wish=wish, **by(bodies.place, OFFICIAL))
    do.approve_clarification(row, ways=ways, **{**AS_WIDE, **more}, **by(bodies.place, GROUP_2))
    return row


def ended(bodies: Bodies) -> Handling:
    row = noticed(bodies, whole(bodies, opened(bodies)))
    do.drop_handling(row, reason="查无此事", **by(bodies.place, OFFICE))
    return row


@pytest.mark.mechanism("M174")
@pytest.mark.mechanism("P16")
def test_in_writing_always_as_he_wishes_and_the_item_is_gone_from_the_lists(bodies: Bodies) -> None:
    place = bodies.place
    problem = place.find(text="收受礼品")
    row = proposed(bodies, problem=problem)
    assert clarifications_of(place.actor(OFFICIAL), place.campaign).get() == row, "he is asked first"
    with pytest.raises(NotNow):
        do.approve_clarification(row, ways=(), **AS_WIDE, **by(place, GROUP_2))
    approved(bodies, row, ways=(Way.FACE,))
    assert row.ways == ["written", "face"], "never without the written one"
    gone = Problem.objects.get(pk=problem.pk)
    assert gone.state == State.VOID and gone.person_id is None and "收受礼品" not in gone.text
    for name in (OFFICE, HEAD, COLLEAGUE, OFFICIAL):
        assert not visible_to(reach(place.actor(name), place.campaign.pk), place.campaign.pk).filter(text__contains="收受").exists()

    do.clear_by_way(row, way=Way.FACE, text="与本人和单位主要负责人当面说明", **by(place, GROUP))
    with pytest.raises(NeedsUnmet) as no:
        do.clear_name(row, **by(place, GROUP))
    assert no.value.needs == (N.ALL_WAYS,)
    do.clear_by_way(row, way=Way.WRITTEN, text="送达澄清函", **by(place, GROUP))
    do.clear_name(row, **by(place, GROUP))
    assert row.follow_on and row.follow_on.month == TODAY.month + 1
    do.follow_clarification(row, text="已恢复正常工作，没有不良影响", **by(place, GROUP, 40))
    assert row.state == S.FOLLOWED


@pytest.mark.mechanism("P16")
def test_what_was_not_verified_is_not_untrue_and_malice_is_found_elsewhere(bodies: Bodies) -> None:
    with pytest.raises(BadInput, match="不等于不实"):
        proposed(bodies, do.Verified(Outcome.NOT_VERIFIED, "没有查实"))
    with pytest.raises(BadInput, match="有权机关认定"):
        proposed(bodies, do.Verified(Outcome.FALSE, "查明"))
    with pytest.raises(BadInput, match="核实情况"):
        proposed(bodies, do.Verified(Outcome.UNTRUE, " "))
    assert proposed(bodies, do.Verified(Outcome.FALSE, "查明", "市纪〔2026〕3 号")).document == "市纪〔2026〕3 号"


def test_the_person_asks_for_it_and_another_hand_approves(bodies: Bodies) -> None:
    place = bodies.place
    row = do.apply_for_clarification(campaign=place.campaign, about=about(bodies), wish=Wish.SAME, **by(place, OFFICIAL))
    with pytest.raises(BadInput, match="不等于不实"):
        do.verify_clarification(row, verified=do.Verified(Outcome.NOT_VERIFIED, "没有查实"), **by(place, GROUP))
    do.verify_clarification(row, verified=FOUND, **by(place, GROUP))
    with pytest.raises(NeedsUnmet) as no:
        do.approve_clarification(row, ways=(), **AS_WIDE, **by(place, GROUP))
    assert no.value.needs == (N.OTHER_HAND,)
    for who in (OFFICIAL, LEADER, COLLEAGUE):
        with pytest.raises(NotAllowed):
            do.approve_clarification(row, ways=(), **AS_WIDE, **by(place, who))
    do.approve_clarification(row, ways=(), **AS_WIDE, **by(place, GROUP_2))
    for who in (COLLEAGUE, HEAD, LEADER, OFFICE):
        assert not clarifications_of(place.actor(who), place.campaign).exists(), "nobody else knows that there is one"
    with pytest.raises(NotAllowed):
        do.apply_for_clarification(campaign=place.campaign, about=about(bodies), wish=Wish.SAME, **by(place, COLLEAGUE))


def test_who_wishes_none_gets_none_and_nobody_ends_it_for_him(bodies: Bodies) -> None:
    place, row = bodies.place, proposed(bodies)
    with pytest.raises(NotNow, match="没有表示不希望"):
        do.drop_clarification(row, **by(place, GROUP))
    with pytest.raises(BadInput, match="本人怎样说"):
        do.hear_wish(row, wish=Wish.NONE, **by(place, GROUP))
    do.hear_wish(row, wish=Wish.NONE, text="本人电话表示不希望再提", **by(place, GROUP))
    with pytest.raises(BadInput, match="只作书面|不公开"):
        do.approve_clarification(row, ways=(), **AS_WIDE, **by(place, GROUP_2))
    do.drop_clarification(row, **by(place, GROUP))
    assert row.state == S.DROPPED


def test_it_answers_the_announcement_in_its_scope_and_takes_it_down(bodies: Bodies) -> None:
    place = bodies.place
    with_publicity(bodies)
    handling = in_force(bodies)
    announced = shown(bodies, handling, audience=Audience.CAMPAIGN, channels=[Channel.PAGE, Channel.MEETING])
    appeal = do.file_appeal(handling, text="没有此事", body=bodies.of["discipline"], **by(place, OFFICIAL, 3))
    do.accept_appeal(appeal, **by(place, GROUP, 4))
    with pytest.raises(NotNow, match="先通过申诉撤销"):
        proposed(bodies, handling=handling)
    do.revoke_decision(appeal, outcome="认定有误", document="青纪复〔2026〕1 号", **by(place, GROUP_2, 5))
    handling.refresh_from_db()
    row = proposed(bodies, handling=handling)
    do.hear_wish(row, wish=Wish.SAME, **by(place, OFFICIAL))
    narrow = {"audience": Audience.UNIT, "channels": [Channel.PAGE]}
    for wrong, ways in ((narrow, (Way.CIRCULAR,)), ({**narrow, "audience": Audience.CAMPAIGN}, (Way.CIRCULAR,))):
        with pytest.raises(BadInput, match="同样的范围"):
            do.approve_clarification(row, ways=ways, **wrong, approval="同意", **by(place, GROUP_2))  # type: ignore[arg-type]
    wide = {"audience": Audience.CAMPAIGN, "channels": [Channel.PAGE, Channel.MEETING]}
    with pytest.raises(BadInput, match="会议或者通报"):
        do.approve_clarification(row, ways=(Way.FACE,), **wide, approval="同意", **by(place, GROUP_2))  # type: ignore[arg-type]
    do.approve_clarification(row, ways=(Way.CIRCULAR,), **wide, approval="同意", **by(place, GROUP_2))  # type: ignore[arg-type]
    words = told(title="关于曲院同志有关问题的澄清通报", text=f"经核实，{POINT}不属实。", ends_on=TODAY + timedelta(30))
    do.clear_by_way(row, way=Way.CIRCULAR, text="发通报", told=words, **by(place, GROUP))
    circular = announced_in(place.actor(COLLEAGUE), place.campaign, TODAY).get()
    assert circular.clarification == row and circular.audience == Audience.CAMPAIGN and "曲院" in circular.title
    announced.refresh_from_db()
    assert (announced.text, announced.state) == ("", "removed")
    assert Announcement.objects.filter(audience=Audience.CAMPAIGN).count() == 2, "the scope stays, the words do not"


def test_a_quiet_wish_is_heeded(bodies: Bodies) -> None:
    row = proposed(bodies, handling=ended(bodies))
    with pytest.raises(BadInput, match="不公开"):
        approved(bodies, row, ways=(Way.CIRCULAR,), wish=Wish.QUIET)
    do.approve_clarification(row, ways=(Way.FACE,), **AS_WIDE, **by(bodies.place, GROUP_2))
    assert row.ways == ["written", "face"]


def test_nothing_that_still_weighs_is_cleared_and_the_office_approves_none(bodies: Bodies) -> None:
    with pytest.raises(NotNow, match="还没有结果"):
        proposed(bodies, handling=opened(bodies))
    with pytest.raises(BadInput, match="不能由专班审批"):
        proposed(bodies, body=bodies.of["office"])
    with pytest.raises(BadInput, match="不是他的"):
        proposed(bodies, problem=bodies.place.find(person=COLLEAGUE))


def test_words_do_not_enter_the_book(bodies: Bodies) -> None:
    approved(bodies, proposed(bodies))
    kept = " ".join(str(one) for one in Record.objects.filter(kind="clarification").values_list("changes", "label", "reason"))
    assert not any(word in kept for word in ("礼品", "签到表", "曲院", "同意", "青纪线办", "untrue"))
