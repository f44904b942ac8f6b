"""Two clues about the same are one; nothing of either is lost, and whoever must not know of one knows of neither."""

from typing import Any

import pytest

from bihuan.clues.models import ClueSeal, KeyHolder, Tip
from bihuan.clues.operations import About, add_to_clue, feed_back_clue, merge_clue, read_clue, read_file, take, triage_clue
from bihuan.clues.operations.door import office_box
from bihuan.clues.queries import NobodyLeft, clocks_of, find_clue, sealing_keys, visible_clues
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.foundation.sealedbox.packages import Sealed
from bihuan.organisation.vocabulary import PostRole
from tests.clues.case import by, concluded, phoned, sent
from tests.clues.ground import APPROVER, HANDLER, INTAKE, INTAKE_2
from tests.clues.ground import Desk as Ground
from tests.clues.reporting import Reporter
from tests.factories.town import NOW, OFFICIAL, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_desk(desk: Ground) -> Ground:
    desk.all_keys()
    office_box().prepare()
    return desk


def test_what_two_people_reported_is_one_clue_and_both_are_answered(open_desk: Ground) -> None:
    one, other = Reporter.new(), Reporter.new()
    first = sent(open_desk, one, "窗口没有人", files={"a.jpg": b"first"})
    second = sent(open_desk, other, "窗口一直没人", files={"b.jpg": b"second" * 60_000})
    merge_clue(second, into=first, opinion="同一事项", by=by(open_desk, HANDLER))
    found = read_clue(first, **open_desk.by(APPROVER))
    assert [content.text for content in found.contents] == ["窗口没有人", "窗口一直没人"]
    files = {one["name"]: read_file(first, file=one["file"], **open_desk.by(APPROVER)) for one in found.files}
    assert files == {"a.jpg": b"first", "b.jpg": b"second" * 60_000}
    assert second.state == "merged" and not ClueSeal.objects.filter(clue=second).exists()
    assert list(visible_clues(open_desk.actor(HANDLER))) == [first] and clocks_of(second, TODAY) == []
    with pytest.raises((Missing, Sealed)):
        read_clue(second, **open_desk.by(HANDLER))
    with pytest.raises((NotNow, NotAllowed)):
        triage_clue(second, opinion="x", urgent=False, by=by(open_desk, HANDLER))
    concluded(open_desk, first)
    feed_back_clue(first, text="属实，已整改", by=by(open_desk, HANDLER))
    take(now=NOW)
    for reporter in (one, other):
        assert "属实，已整改" in [answer.text for answer in reporter.reads(office_box())]


def test_what_is_added_later_to_either_comes_to_the_one(open_desk: Ground) -> None:
    one, other = Reporter.new(), Reporter.new()
    first, second = sent(open_desk, one, "窗口没有人"), sent(open_desk, other, "窗口一直没人")
    _adds(open_desk, other, "补充一")
    merge_clue(second, into=first, opinion="同一事项", by=by(open_desk, HANDLER))
    _adds(open_desk, other, "补充二")
    texts = {content.text for content in read_clue(first, **open_desk.by(APPROVER)).contents}
    assert texts == {"窗口没有人", "窗口一直没人", "补充一", "补充二"}


def _adds(desk: Ground, reporter: Reporter, text: str) -> None:
    reporter.sends(office_box(), sealing_keys(), TODAY, text)
    take(now=NOW)
    add_to_clue(Tip.objects.get(place=reporter.keys.place.hex()), **desk.by(INTAKE))


def test_whoever_is_in_the_line_of_one_knows_of_neither_afterwards(open_desk: Ground) -> None:
    first, second = phoned(open_desk), phoned(open_desk, "也是他", OFFICIAL, INTAKE_2)
    assert find_clue(open_desk.actor(INTAKE_2), first.pk)
    merge_clue(second, into=first, opinion="同一事项", by=by(open_desk, HANDLER))
    assert not visible_clues(open_desk.actor(INTAKE_2)).exists()
    holders = KeyHolder.objects.filter(pk__in=ClueSeal.objects.filter(clue=first).values("holder")).values_list("user__name", flat=True)
    assert set(holders) == {INTAKE, HANDLER, APPROVER}


def test_what_cannot_be_joined_stays_as_it_is(open_desk: Ground) -> None:
    first, second = phoned(open_desk), phoned(open_desk)
    said: dict[str, Any] = {"opinion": "同一事项", "by": by(open_desk, HANDLER)}
    with pytest.raises(BadInput, match="自己"):
        merge_clue(first, into=first, **said)
    concluded(open_desk, second)
    with pytest.raises(NotNow):
        merge_clue(second, into=first, **said)  # one that was run is not run away
    third = phoned(open_desk, "信", HANDLER)
    with pytest.raises((Missing, NotAllowed)):
        merge_clue(third, into=first, **said)  # he must not know of it
    merge_clue(phoned(open_desk), into=second, **said)
    open_desk.staff("县委书记", unit=open_desk.town.units["青石县"], role=PostRole.HEAD)
    with pytest.raises(NobodyLeft):
        phoned(open_desk, "信", "县委书记")


def test_a_real_name_in_either_is_a_real_name(open_desk: Ground) -> None:
    first, second = phoned(open_desk), phoned(open_desk, named=True)
    merge_clue(second, into=first, opinion="同一事项", by=by(open_desk, HANDLER))
    first.refresh_from_db()
    assert first.named and About(named=True).named
