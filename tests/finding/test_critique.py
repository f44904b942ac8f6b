"""Critique meetings: four pairings, live and from minutes, onto the ledger; who wrote what is nobody's (M56, M76, P04, P05)."""

import io
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import Workbook

from bihuan.campaigns.models import RosterEntry
from bihuan.campaigns.operations import Handing, delegate_duty
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding import operations as ops
from bihuan.finding.models import Critique, CritiqueMeeting, CritiqueSlip
from bihuan.finding.operations import Called, Minuted, Remark
from bihuan.finding.queries import critique as queries
from bihuan.finding.rules.pairings import in_steps, is_guessed, may_be_asked, pairing_of
from bihuan.finding.sheets.minutes import Known, read_minutes
from bihuan.finding.vocabulary.critique import MeetingState, Pairing, SlipState
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.organisation.models import Person, Post
from bihuan.organisation.vocabulary import PostRole
from bihuan.problems.models import Problem
from bihuan.problems.queries import counts_by_source, may_read, reach
from bihuan.problems.vocabulary import Source
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, HEAD, LIAISON, OFFICE, OFFICE_2, OFFICIAL, OTHER_HEAD, TODAY, WATER, Town

pytestmark = pytest.mark.usefixtures("db")
R = PostRole
MEMBER, MEMBER_2 = "灵峰", "玉泉"


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return with_members(factory.town())


def with_members(place: Town, names: tuple[str, ...] = (MEMBER, MEMBER_2), role: PostRole = R.LEADER) -> Town:
    """The bureau with two deputies: a leading group has more than its head."""
    from bihuan.foundation.accounts.models import User

    water = place.units[WATER]
    for name in names:
        person = Person.objects.create(name=name, sort_key=name, user=User.objects.create(username=name, name=name, opened_at=place.now))
        Post.objects.create(person=person, unit=water, title="副局长", role=role)
        RosterEntry.objects.create(campaign=place.campaign, person=person, unit=water, role="subject", from_on=TODAY)
        place.people[name] = person
    return place


def who(place: Town, name: str = LIAISON) -> dict[str, Any]:
    return {"actor": place.actor(name), "now": place.now}


def called(place: Town, *, opened: bool = True, chair: str | None = HEAD) -> CritiqueMeeting:
    told = Called(place.units[WATER], "作风整治专题会议", TODAY, "三楼会议室", place.people[chair] if chair else None)
    row = ops.call_critique(campaign=place.campaign, called=told, **who(place))
    return ops.open_critique(row, **who(place)) if opened else row


def remark(place: Town, about: str, text: str = "会上定了的事没有跟到底") -> Remark:
    manifestation = place.campaign.catalogue.categories.get(name="推诿扯皮").manifestations.first()
    assert manifestation is not None
    return Remark(place.people[about], manifestation, text)


def write(place: Town, meeting: CritiqueMeeting, by: str, about: str, text: str = "会上定了的事没有跟到底") -> CritiqueSlip:
    return ops.write_critique(meeting, remark=remark(place, about, text), **who(place, by))


FOUR = ((HEAD, MEMBER), (MEMBER, MEMBER_2), (MEMBER_2, OFFICIAL), (COLLEAGUE, HEAD))


@pytest.mark.mechanism("M56")
def test_everybody_enters_critiques_in_the_four_pairings_and_the_total_is_computed(place: Town) -> None:
    """Several people write at once, each against a manifestation; the total of the campaign (N14) is computed from the ledger."""
    meeting = called(place)
    slips = [write(place, meeting, by, about) for by, about in (*FOUR, (MEMBER, HEAD), (OFFICIAL, MEMBER), (HEAD, COLLEAGUE))]
    assert [one.pairing for one in slips[:4]] == list(Pairing)
    assert ops.close_critique(meeting, **who(place)) == 7
    found = Problem.objects.filter(source=Source.CRITIQUE)
    assert found.count() == queries.total_of(place.campaign) == queries.running_total(meeting) == 7
    assert counts_by_source(Problem.objects.all())[Source.CRITIQUE] == (7, 0)
    assert all(one.manifestation and one.person and one.unit.name == WATER for one in found)
    assert {(one.origin_kind, one.origin_reference) for one in found} == {("critique", str(meeting.pk))}


def test_the_pairings_are_those_of_the_plan() -> None:
    assert pairing_of(R.HEAD, R.LEADER) is pairing_of(R.LEADER, R.HEAD) is Pairing.MAIN_AND_MEMBERS
    assert pairing_of(R.LEADER, R.LEADER) is Pairing.MEMBERS
    assert pairing_of(R.SECTION_HEAD, R.LEADER) is Pairing.MEMBERS_AND_SECTIONS
    assert {pairing_of(R.STAFF, one) for one in (R.HEAD, R.LEADER, R.SECTION_HEAD)} == {Pairing.STAFF_AND_LEADERS}
    assert [pairing_of(R.STAFF, R.STAFF), pairing_of(R.HEAD, R.SECTION_HEAD), pairing_of(R.SECTION_HEAD, R.SECTION_HEAD)] == [None] * 3


def test_who_wrote_something_may_be_asked_only_where_nothing_follows_from_a_refusal() -> None:
    small = [R.HEAD, R.LEADER, R.LEADER, R.SECTION_HEAD, R.STAFF, R.STAFF]
    large = [*small, *[R.STAFF] * 4]
    assert not may_be_asked(R.STAFF, R.HEAD, large) and not may_be_asked(R.LEADER, R.HEAD, large), "never from below"
    assert not may_be_asked(R.LEADER, R.LEADER, small), "else what is refused about a member is from one of three"
    assert may_be_asked(R.LEADER, R.LEADER, large) and may_be_asked(R.HEAD, R.STAFF, small)
    assert is_guessed(small, R.SECTION_HEAD, R.LEADER) and not is_guessed(large, R.STAFF, R.HEAD) and not is_guessed(small, R.HEAD, R.STAFF)
    assert [in_steps(one) for one in (0, 1, 4, 5, 9, 11)] == [0, 0, 0, 5, 5, 10]


def test_the_roster_gives_the_seats_and_nobody_criticises_himself_or_outside_the_pairings(place: Town) -> None:
    meeting = called(place, opened=False)
    roles = {one.person.name: one.role for one in queries.seats_of(meeting)}
    assert roles == {HEAD: R.HEAD, MEMBER: R.LEADER, MEMBER_2: R.LEADER, OFFICIAL: R.SECTION_HEAD, COLLEAGUE: R.STAFF, LIAISON: R.STAFF}
    with pytest.raises(NotNow, match="还没有开始"):
        write(place, meeting, COLLEAGUE, HEAD)
    ops.open_critique(meeting, **who(place))
    for by, about, refused in ((HEAD, HEAD, BadInput), (HEAD, OFFICIAL, BadInput), (OFFICE, HEAD, NotAllowed), (HEAD, OFFICE, NotAllowed)):
        with pytest.raises(refused):
            write(place, meeting, by, about)
    assert {one.person.name for one in queries.choices_for(place.actor(COLLEAGUE), meeting)} == {HEAD, MEMBER, MEMBER_2, OFFICIAL}
    assert not queries.choices_for(place.actor(OFFICE), meeting)
    place.campaign.file = {**place.campaign.file, "switches": {"critique": False}}
    with pytest.raises(NotNow, match="没有启用"):
        called(place)


def test_a_slip_is_its_writers_alone_until_the_meeting_is_closed(place: Town) -> None:
    meeting = called(place)
    slip = write(place, meeting, COLLEAGUE, HEAD)
    assert [queries.own_slips(place.actor(name), meeting).count() for name in (COLLEAGUE, HEAD, LIAISON, OFFICE)] == [1, 0, 0, 0]
    with pytest.raises(NotAllowed):
        ops.change_critique(slip, remark=remark(place, HEAD), **who(place, MEMBER))
    ops.change_critique(slip, remark=remark(place, MEMBER, "另一件事"), **who(place, COLLEAGUE))
    assert (slip.about, slip.text) == (place.people[MEMBER], "另一件事")
    ops.draw_critique_back(slip, **who(place, COLLEAGUE))
    assert (slip.state, slip.text, slip.author_id, slip.written_by_id) == (SlipState.DRAWN_BACK, "", None, None)
    assert queries.running_total(meeting) == 0


def test_closing_empties_the_slips_and_keeps_no_trace_of_hands(place: Town) -> None:
    meeting = called(place)
    for by, about in FOUR:
        write(place, meeting, by, about)
    ops.close_critique(meeting, **who(place))
    slips = CritiqueSlip.objects.filter(meeting=meeting)
    assert set(slips.values_list("author", "written_by", "about", "text", "pairing")) == {(None, None, None, "", "")}
    problems = list(Problem.objects.order_by("number"))
    assert {one.recorded_by_id for one in problems} == {place.actor(LIAISON).user_id}
    assert len({one.recorded_at for one in problems}) == 1
    upward = Critique.objects.get(problem__person=place.people[HEAD])
    assert upward.author is None
    book = Record.objects.filter(kind__in=("critique", "critique_slip"))
    assert not any(set(one.changes.values()) - {"＊"} for one in book if one.kind == "critique_slip"), (
        "the book says that somebody wrote, not what"
    )
    assert not book.filter(kind="critique_slip").exclude(campaign="").exists(), "no list of the campaign and no webhook tells of slips"
    assert {one.actor for one in Record.objects.filter(kind__in=("critique", "problem"))} == {place.actor(LIAISON).user_id}


def test_the_order_on_the_ledger_is_drawn_at_random(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written first is not numbered first: with the order turned round, the ledger follows the draw."""
    meeting = called(place)
    for by, about in FOUR:
        write(place, meeting, by, about, text=f"{by}写的")
    monkeypatch.setattr("secrets.SystemRandom.shuffle", lambda _self, rows: rows.reverse())
    ops.close_critique(meeting, **who(place))
    assert [one.text for one in Problem.objects.order_by("number")] == [f"{by}写的" for by, _about in reversed(FOUR)]
    assert [one.problem.text for one in Critique.objects.order_by("pk")] == [f"{by}写的" for by, _about in reversed(FOUR)]


def test_nobody_of_the_unit_closes_it_while_that_would_tell_who_wrote(place: Town) -> None:
    """The head chooses no moment; the liaison waits for three writers, and hears the same whether one or nobody wrote."""
    meeting = called(place)
    with pytest.raises(NotAllowed):
        ops.close_critique(meeting, **who(place, HEAD))
    told = []
    for by in (None, COLLEAGUE, MEMBER):
        if by:
            write(place, meeting, by, HEAD)
        with pytest.raises(NotNow) as no:
            ops.close_critique(meeting, **who(place))
        told.append(no.value.sentence)
    assert len(set(told)) == 1
    with pytest.raises(NotNow):
        ops.call_off_critique(meeting, reason="不开了", **who(place, OFFICE))
    write(place, meeting, OFFICIAL, MEMBER)
    assert ops.close_critique(meeting, **who(place)) == 3
    other = called(place)
    write(place, other, COLLEAGUE, HEAD)
    assert ops.close_critique(other, **who(place, OFFICE)) == 1


def test_moving_people_on_the_list_does_not_uncover_who_wrote(place: Town) -> None:
    """A head who seats himself as staff, so that nobody seems to stand below him, has learnt nothing."""
    meeting = called(place, opened=False)
    ops.seat_critique(meeting, person=place.people[HEAD], role=R.STAFF, reason="调整", **who(place, HEAD))
    ops.open_critique(meeting, **who(place))
    for by, about in ((OFFICIAL, HEAD), (MEMBER, HEAD), (MEMBER, OFFICIAL), (MEMBER_2, HEAD)):
        write(place, meeting, by, about)
    ops.close_critique(meeting, **who(place, OFFICE))
    assert not Critique.objects.exclude(author=None).filter(problem__person=place.people[HEAD]).exists()


@pytest.mark.mechanism("M76")
def test_critiques_stand_on_the_persons_list_without_the_critic(place: Town) -> None:
    """He reads what was said of him; his colleagues do not; chair and office ask who wrote what only with a reason, and that is written down."""
    meeting = called(place)
    for by, about in (*FOUR, (HEAD, COLLEAGUE)):
        write(place, meeting, by, about, text=f"针对{about}的意见")
    ops.close_critique(meeting, **who(place))
    his = Problem.objects.get(person=place.people[HEAD])
    reading = {name: may_read(reach(place.actor(name), place.campaign.pk), his) for name in (HEAD, COLLEAGUE, LIAISON, MEMBER, OFFICE)}
    assert reading == {HEAD: True, COLLEAGUE: False, LIAISON: False, MEMBER: False, OFFICE: True}
    listed = {name: [one.text for one in queries.criticised(place.actor(name), meeting)] for name in (COLLEAGUE, LIAISON, HEAD)}
    assert listed[COLLEAGUE] == [f"针对{COLLEAGUE}的意见"] and not listed[LIAISON] and len(listed[HEAD]) == 5
    office, chair = place.actor(OFFICE), place.actor(HEAD)
    with pytest.raises(Missing):
        queries.find_critique(chair, meeting, his.number)  # P04: nothing about himself
    with pytest.raises(Missing):
        queries.find_critique(place.actor(MEMBER), meeting, Problem.objects.get(person=place.people[COLLEAGUE]).number)
    down = queries.find_critique(chair, meeting, Problem.objects.get(person=place.people[COLLEAGUE]).number)
    with pytest.raises(BadInput):
        ops.open_author(down, reason=" ", **who(place, HEAD))
    assert ops.open_author(down, reason="当事人申请核实具体情况", **who(place, HEAD)) == place.people[HEAD]
    for about in (HEAD, MEMBER, MEMBER_2, OFFICIAL):  # from below, or where few stand below: the same words
        hidden = queries.find_critique(office, meeting, Problem.objects.filter(person=place.people[about]).latest("pk").number)
        with pytest.raises(NotNow, match="不公开"):
            ops.open_author(hidden, reason="核实", **who(place, OFFICE))
    asked = Record.objects.filter(action="open_critique_author", kind="critique")
    assert asked.count() == 5 and set(asked.values_list("reason", flat=True)) == {"当事人申请核实具体情况", "核实"}
    assert [name for name, _at in queries.askings_of(meeting)] == [HEAD, OFFICE, OFFICE, OFFICE, OFFICE]
    assert not [one for one in Record.objects.exclude(kind="critique_slip") if "author" in str(one.changes)]


def test_minutes_of_a_meeting_without_screens_are_taken_and_nobody_takes_what_is_about_himself(place: Town) -> None:
    meeting = called(place)
    one = remark(place, HEAD).manifestation
    rows = [
        Minuted(place.people[HEAD], place.people[COLLEAGUE], Pairing.STAFF_AND_LEADERS, one, "下乡少"),
        Minuted(place.people[MEMBER], None, Pairing.MAIN_AND_MEMBERS, one, "分管的事抓得松"),
        Minuted(place.people[COLLEAGUE], place.people[HEAD], Pairing.STAFF_AND_LEADERS, one, "材料拖到最后一天"),
    ]
    with pytest.raises(BadInput, match="由别人录入"):
        ops.import_minutes(meeting, rows=[Minuted(place.people[LIAISON], None, Pairing.STAFF_AND_LEADERS, one, "x")], **who(place))
    assert ops.import_minutes(meeting, rows=rows, **who(place)) == 3
    assert not queries.own_slips(place.actor(COLLEAGUE), meeting).exists(), "typed in by somebody else: nobody's own"
    assert ops.close_critique(meeting, **who(place)) == 3
    assert {c.problem.person.name: c.author and c.author.name for c in Critique.objects.all() if c.problem.person} == {
        HEAD: None, MEMBER: None, COLLEAGUE: HEAD
    }  # fmt: skip


def test_names_spread_over_a_cell_and_numbers_with_their_words_are_read() -> None:
    """Minutes as they are typed: names of two characters as wide as three, the manifestation copied with its words."""
    known = Known({"赵德": [(7, PostRole.SECTION_HEAD)], "白雨成": [(8, PostRole.LEADER)]}, {"12": 120})
    book = Workbook()
    book.active.title = "会议记录"
    for row in (("被批评人", "提出人", "结对", "表现编号", "批评意见"), ("赵　德", "白 雨成", "", "12、老好人思想严重", "推给别的股室")):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    rows, wrong = read_minutes(stream.getvalue(), "记录.xlsx", known)
    assert not wrong and [(one.about, one.author, one.manifestation) for one in rows] == [(7, 8, 120)]


def test_numbers_by_pairing_are_hidden_in_small_groups(place: Town) -> None:
    meeting = called(place)
    for by, about in FOUR:
        write(place, meeting, by, about)
    assert queries.running_total(meeting) == 0, "in steps of five while it goes on"
    ops.close_critique(meeting, **who(place, OFFICE_2))
    assert {one.count for one in queries.by_pairing(meeting)} == {None} and meeting.state == MeetingState.CLOSED
    assert queries.coverage(place.campaign, [place.units[WATER]]) == {place.units[WATER].pk: MeetingState.CLOSED}


def test_closing_asks_a_question_a_critique_and_no_more(place: Town, django_assert_max_num_queries: Any) -> None:
    meeting = called(place)
    one = remark(place, HEAD).manifestation
    rows = [Minuted(place.people[HEAD], place.people[COLLEAGUE], Pairing.STAFF_AND_LEADERS, one, f"意见{at}") for at in range(60)]
    ops.import_minutes(meeting, rows=rows, **who(place))
    with django_assert_max_num_queries(130):
        assert ops.close_critique(meeting, **who(place)) == 60


def test_a_deputy_of_the_office_closes_what_has_been_written(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slips follow the meeting: who may close it as a deputy carries them, too; none of them is opened to him."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: place.now)
    meeting = called(place)
    slips = [write(place, meeting, by, about) for by, about in FOUR]
    handing = Handing(
        principal=place.people[OFFICE], deputy=place.people[OTHER_HEAD], duty=Duty.OFFICE, reason="外出学习", from_on=TODAY, to_on=TODAY + timedelta(9),
    )  # fmt: skip
    delegate_duty(campaign=place.campaign, handing=handing, **who(place, OFFICE))
    with pytest.raises(NotAllowed):
        ops.draw_critique_back(slips[0], **who(place, OTHER_HEAD))
    assert ops.close_critique(meeting, **who(place, OTHER_HEAD)) == Critique.objects.count() == 4
    assert {one.state for one in CritiqueSlip.objects.all()} == {SlipState.CARRIED}


def test_minutes_beside_few_slips_do_not_uncover_who_wrote_them(place: Town) -> None:
    """Whoever typed the minutes in knows every other critique for that of the one or two who wrote on their phones."""
    meeting = called(place)
    rows = [
        Minuted(place.people[MEMBER], None, Pairing.MAIN_AND_MEMBERS, remark(place, HEAD).manifestation, f"记录{at}") for at in range(5)
    ]
    ops.import_minutes(meeting, rows=rows, **who(place))
    write(place, meeting, COLLEAGUE, HEAD)
    with pytest.raises(NotNow, match="还太少"):
        ops.close_critique(meeting, **who(place))
    write(place, meeting, OFFICIAL, MEMBER)
    write(place, meeting, MEMBER, HEAD)
    assert ops.close_critique(meeting, **who(place)) == 8
