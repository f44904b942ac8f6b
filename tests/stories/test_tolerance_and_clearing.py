"""Two stories: an error in honest work is tolerated and put right; a false accusation is announced, revoked, and cleared as widely as it was told."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import Announcement
from bihuan.accountability.queries.marks import final_lines
from bihuan.accountability.queries.rights import announced_in, tolerances_that_count
from bihuan.accountability.rules.tolerance import Review
from bihuan.accountability.vocabulary.clarification import ClarificationState, Outcome, Way, Wish
from bihuan.accountability.vocabulary.handling import HandlingState
from bihuan.accountability.vocabulary.publicity import Audience, Channel
from bihuan.accountability.vocabulary.tolerance import Asker, ToleranceState
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import verify
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Source, State
from tests.accountability.ground import Bodies, by, heard, in_force, noticed, opened, review, whole
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, LEADER, OFFICE, OFFICIAL, OTHER_OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(db: None, settings: Any) -> Bodies:
    settings.BIHUAN_DEMO = True
    return Bodies(factory.town())


def test_an_error_in_honest_work_is_tolerated_and_put_right(bodies: Bodies) -> None:
    place = bodies.place
    # The dyke broke at night; he had it mended before the papers were signed. Supervision finds the missing papers, the office proposes a reminder.
    row = heard(bodies, noticed(bodies, whole(bodies, opened(bodies, matter="抢修河堤先开工后补批"), "remind")))
    # He reads it on his page and asks for tolerance, as is his right.
    why = "当夜溃口，先抢险；次日补报，三日内补齐手续"
    asking = do.Asking(place.people[OFFICIAL], row.unit, Asker.PERSON, "抢修河堤先开工后补批", why, row)
    told = do.apply_for_tolerance(campaign=place.campaign, handler=row.handler, asked=asking, **by(place, OFFICIAL, 1))
    do.accept_tolerance(told, **by(place, OFFICE, 2))
    do.verify_tolerance(told, findings="值班记录、次日补报件属实，没有谋私", body=bodies.of["party"], **by(place, OFFICE, 6))
    # Others decide together, a line on each distinction, condition and principle; and what went wrong is put right.
    lines = review(place)
    full = Review(lines.distinctions, dict.fromkeys(lines.conditions, "yes"), lines.principles, True, "属于容错情形")
    decision = do.Together("青作风〔2026〕12 号", "雷峰、夕照", "出于公心，应急在先，事后补齐", full)
    do.grant_tolerance(told, decision=decision, corrections=[("建立应急抢修备案办法", TODAY + timedelta(30))], **by(place, LEADER, 9))
    row.refresh_from_db()
    assert (told.state, row.state) == (ToleranceState.GRANTED, HandlingState.TOLERATED)
    do.correct_error(told.corrections.get(), done="备案办法已印发", **by(place, OFFICIAL, 20))
    # A year later somebody looks at another matter of his: the decision stands beside it, and nothing of the old matter can be brought forward.
    later = opened(bodies, matter="另一件事")
    assert list(tolerances_that_count(later)) == [told]
    day = TODAY + timedelta(365)
    assert not final_lines(place.campaign, place.people[OFFICIAL], day), "the personnel department is given nothing of it"
    assert do.end_due(actor=place.machine, now=by(place, OFFICE, 400)["now"]) == 0, "there is nothing that could end"
    assert verify().fault is None


def test_a_false_accusation_is_cleared_as_widely_as_it_was_told(bodies: Bodies) -> None:
    place = bodies.place
    switch_mechanisms(campaign=place.campaign, switches={"publicity_of_handlings": True}, **by(place, OFFICE))
    # Somebody reports him; it stands on the ledger, is handled, and announced with his name to all units of the campaign.
    item = place.find(Source.SOCIAL_REVIEW, text="收受礼品两次")
    row = in_force(bodies)
    wording = do.Wording("关于曲院同志收受礼品的通报", "曲院同志收受礼品两次，给予诫勉。", TODAY + timedelta(90), True, Audience.CAMPAIGN,
                         (Channel.PAGE, Channel.MEETING), True)  # fmt: skip
    notice = do.propose_announcement(handling=row, body=bodies.of["party"], told=wording, **by(place, OFFICE, 1))
    do.waive_appeal(row, **by(place, OFFICIAL, 2))  # tired of it, he says that he will not appeal
    do.approve_announcement(notice, **by(place, LEADER, 3))
    assert announced_in(place.actor(OTHER_OFFICIAL), place.campaign, TODAY + timedelta(3)).count() == 1
    # Then he finds his papers and thinks better of it, within his days; the discipline body looks into it and revokes.
    appeal = do.file_appeal(row, text="从无此事，有出差凭证", body=bodies.of["discipline"], **by(place, OFFICIAL, 30))
    assert not announced_in(place.actor(OTHER_OFFICIAL), place.campaign, TODAY + timedelta(30)).exists(), "an open appeal hides it at once"
    do.accept_appeal(appeal, **by(place, GROUP, 34))
    do.revoke_decision(appeal, outcome="反映不实", document="青纪复〔2026〕2 号", **by(place, GROUP_2, 40))
    row.refresh_from_db()
    notice.refresh_from_db()
    assert row.state == HandlingState.UNDONE and (notice.title, notice.text) == ("", "")
    # Whoever verified proposes to clear him; the city's discipline body found it a false accusation; he wishes it told where it was told.
    about = do.About(
        place.units[WATER],
        "反映其收受礼品一事",
        bodies.of["discipline"],
        bodies.of["discipline"],
        place.people[OFFICIAL],
        row,
        item,
        "青纪线办〔2026〕9 号",
    )
    verified = do.Verified(Outcome.FALSE, "出差凭证、监控和当事人说明一致", "市纪认〔2026〕3 号")
    cleared = do.propose_clarification(campaign=place.campaign, about=about, verified=verified, **by(place, GROUP, 41))
    do.hear_wish(cleared, wish=Wish.SAME, **by(place, OFFICIAL, 42))
    scope = {"audience": Audience.CAMPAIGN, "channels": (Channel.PAGE, Channel.MEETING)}
    do.approve_clarification(cleared, ways=(Way.MEETING, Way.CIRCULAR), approval="同意", **scope, **by(place, GROUP_2, 43))  # type: ignore[arg-type]
    assert Problem.objects.get(pk=item.pk).state == State.VOID
    circular = do.Wording("关于曲院同志有关问题的澄清通报", "经核实，反映的问题不属实。", TODAY + timedelta(100), True, no_private=True)
    do.clear_by_way(cleared, way=Way.CIRCULAR, text="发至各参加单位", told=circular, **by(place, GROUP, 44))
    do.clear_by_way(cleared, way=Way.MEETING, text="在原通报的会议上宣布", **by(place, GROUP, 45))
    do.clear_by_way(cleared, way=Way.WRITTEN, text="送达澄清函", **by(place, GROUP, 45))
    do.clear_name(cleared, **by(place, GROUP, 45))
    for name in (COLLEAGUE, OTHER_OFFICIAL):
        read = announced_in(place.actor(name), place.campaign, TODAY + timedelta(46)).get()
        assert "澄清" in read.title and "礼品" not in read.text
    do.follow_clarification(cleared, text="工作恢复正常，没有不良影响", **by(place, GROUP, 80))
    assert cleared.state == ClarificationState.FOLLOWED
    # After its day the circular goes as well, and the book holds no name of any of it.
    do.remove_due_announcements(actor=place.machine, now=by(place, OFFICE, 101)["now"])
    assert not Announcement.objects.exclude(title="", text="").exists()
    kept = Record.objects.filter(kind__in=("announcement", "clarification"))
    assert kept.count() > 8 and not any("曲院" in f"{one.label}{one.changes}{one.reason}" for one in kept)
    assert verify().fault is None
