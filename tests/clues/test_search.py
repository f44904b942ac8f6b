"""Search by each reader's own sealed index: finds what stands there, tells a thief and whoever must not know nothing."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.clues.models import Clue, ClueSeal, SearchEntry, SearchLeaf, SearchMark, SearchShelf, Tip
from bihuan.clues.operations import About, By, Slip, add_to_clue, publish_door, register_slip, register_tip, reseal_clue, take, triage_clue
from bihuan.clues.operations.door import office_box
from bihuan.clues.operations.searching import forget_in_search, forget_unsealed, index_clues, search_clues
from bihuan.clues.operations.unlocking import Locked
from bihuan.clues.queries import sealing_keys
from bihuan.clues.rules import blind
from bihuan.clues.rules.blind import Leaf, Shelved, Shut, Tokens, leaf_bytes, leaves_of, together, words_of
from bihuan.clues.vocabulary.clues import ClueSource
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox.packages import Sealed
from bihuan.organisation.models import Post
from bihuan.organisation.vocabulary import PostRole, StandingDutyKind
from tests.clues.ground import APPROVER, HANDLER, INTAKE, INTAKE_2
from tests.clues.ground import Desk as Ground
from tests.clues.reporting import Reporter
from tests.factories.town import NOW, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(desk: Ground) -> Ground:
    desk.all_keys()
    return desk


def _registers(desk: Ground, text: str, about: About | None = None, days: int = 0) -> Clue:
    about = about or About(persons=[desk.town.people[OFFICIAL]])
    slip = Slip(ClueSource.PHONE, text, TODAY - timedelta(days))
    return register_slip(slip=slip, about=about, actor=desk.actor(INTAKE), now=NOW)[0]


def _finds(desk: Ground, query: str, name: str = HANDLER, **more: Any) -> list[Clue]:
    return search_clues(query=query, **desk.by(name), **more).clues


def test_every_word_has_to_stand_there_in_one_piece(ground: Ground) -> None:
    one = _registers(ground, "水库大坝的护坡，三年没有维修。", days=2)
    two = _registers(ground, "护坡工程款被挪用，Ａ标段的发票有问题")
    assert _finds(ground, "护坡") == [two, one]  # latest received first
    assert _finds(ground, "护坡 维修") == [one]
    assert _finds(ground, "a标段") == _finds(ground, "标段的发票") == [two]  # width and case are one
    assert _finds(ground, "护坡三年") == [one]  # a comma is no border
    assert not _finds(ground, "坡维修护")  # its pairs do not stand there
    assert not _finds(ground, "护坡 大坝 工程款")
    with pytest.raises(BadInput, match="两个字"):
        _finds(ground, "坡 。")


def test_pairs_that_stand_apart_are_no_find(ground: Ground) -> None:
    _registers(ground, "甲乙在前，丙丁居中，乙丙最后")
    assert not _finds(ground, "甲乙丙丁")


def test_what_is_written_later_and_whom_it_names_is_found_too(ground: Ground) -> None:
    clue = _registers(ground, "窗口无人")
    assert not _finds(ground, "集中研判")
    triage_clue(clue, opinion="建议集中研判", urgent=False, by=By(**ground.by(HANDLER)))
    assert _finds(ground, "集中研判") == [clue]
    assert _finds(ground, OFFICIAL) == [clue]
    assert SearchEntry.objects.filter(clue=clue).count() == 2  # as it was, and as it is


def test_what_a_reporter_added_is_found(ground: Ground) -> None:
    publish_door(actor=system_actor("clock"), now=NOW)
    box, reporter = office_box(), Reporter.new()
    about = About(persons=[ground.town.people[OFFICIAL]])
    for text in ("窗口无人", "补充：还有照片"):
        reporter.sends(box, sealing_keys(), TODAY, text)
        take(now=NOW)
        tip = Tip.objects.get()
        if text == "窗口无人":
            clue = register_tip(tip, about=about, **ground.by(INTAKE))
            assert not _finds(ground, "照片")
        else:
            add_to_clue(tip, **ground.by(INTAKE))
    assert _finds(ground, "照片") == [clue]


def test_whoever_must_not_know_of_it_finds_nothing_even_with_an_index_of_before(ground: Ground) -> None:
    unit = ground.town.units[WATER]
    clue = _registers(ground, "护坡没有维修", About(units=[unit]))
    assert _finds(ground, "护坡") == [clue]
    Post.objects.create(person=ground.people[HANDLER], unit=unit, title="局长", role=PostRole.HEAD)
    found = search_clues(query="护坡", **ground.by(HANDLER))
    assert not found.clues and not found.more and not found.left


def test_an_index_is_of_its_reader_alone(ground: Ground) -> None:
    """A clue sealed past somebody stands in no index that his key opens, and nobody's leaves open with another's key."""
    ground.staff("下属", StandingDutyKind.CLUE_DESK, unit=ground.town.units[WATER])
    ground.key("下属")
    _registers(ground, "护坡没有维修", About(units=[ground.town.units[WATER]]))
    other = _registers(ground, "另一件事情", About(persons=[ground.people[INTAKE_2]]))
    assert not _finds(ground, "护坡", "下属") and _finds(ground, "另一件", "下属") == [other]
    assert set(SearchEntry.objects.filter(shelf__holder=ground.key("下属")).values_list("clue", flat=True)) == {other.pk}
    _finds(ground, "护坡")
    leaf = SearchLeaf.objects.filter(shelf__holder=ground.key(HANDLER)).first()
    assert leaf is not None
    with pytest.raises(Sealed):
        Shut(blind.index_key("AGE-SECRET-KEY-1另一把")).opened(
            bytes(leaf.body), f"shelf {leaf.shelf.holder_id} {leaf.shelf_id} {leaf.leaf}"
        )


def test_the_tables_tell_no_word_and_the_book_only_that_somebody_searched(ground: Ground) -> None:
    _registers(ground, "水库大坝的护坡")
    before = Record.objects.count()
    _finds(ground, "护坡")
    said = Record.objects.order_by("position").last()
    assert (
        said is not None
        and (said.action, said.kind, said.changes) == ("search_clues", "clue_key", {})
        and Record.objects.count() == before + 1
    )
    told = b"".join(bytes(one) for one in SearchLeaf.objects.values_list("body", flat=True)) + repr(list(Record.objects.values())).encode()
    assert "护坡".encode() not in told and "护坡" not in repr(list(SearchEntry.objects.values()))
    sizes = {len(bytes(one)) for one in SearchLeaf.objects.values_list("body", flat=True)}
    assert SearchLeaf.objects.count() == blind.LEAVES and len(sizes) == 1  # how often a pair comes cannot be counted


def test_a_locked_key_searches_nothing(ground: Ground) -> None:
    with pytest.raises(Locked):
        search_clues(query="护坡", **{**ground.by(HANDLER), "session": "0" * 64})


def test_shelves_fill_one_after_the_other_and_pages_go_on(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.clues.operations.searching.SHELF", 4)
    monkeypatch.setattr("bihuan.clues.operations.searching.PAGE", 3)
    clues = [_registers(ground, f"护坡第{at}处", days=at) for at in range(6)]
    assert _finds(ground, "护坡") == clues[:3]
    assert sorted(SearchShelf.objects.filter(holder=ground.key(HANDLER)).values_list("size", flat=True)) == [2, 4]
    late = _registers(ground, "护坡又一处", days=9)
    found = search_clues(query="护坡", page=2, **ground.by(HANDLER))
    assert found.clues == clues[3:] and found.more
    assert _finds(ground, "护坡", page=3) == [late]
    assert sorted(SearchShelf.objects.filter(holder=ground.key(HANDLER)).values_list("size", flat=True)) == [3, 4]


def test_what_is_forgotten_leaves_no_shelf_and_the_rest_comes_back(ground: Ground) -> None:
    one, two = _registers(ground, "护坡甲处"), _registers(ground, "护坡乙处")
    _finds(ground, "护坡")
    forget_in_search(one)
    assert not SearchLeaf.objects.exists() and SearchMark.objects.get().position == 0
    ClueSeal.objects.filter(clue=one).delete()
    assert _finds(ground, "护坡") == [two]


def test_what_proved_wrong_is_found_only_where_it_is_asked_for(ground: Ground) -> None:
    clue = _registers(ground, "护坡没有维修")
    Clue.objects.filter(pk=clue.pk).update(state="closed", conclusion="untrue", concluded_at=NOW, closed_at=NOW)
    assert not _finds(ground, "护坡") and _finds(ground, "护坡", cleared=True) == [clue]


def test_who_loses_his_seal_loses_his_shelves_at_once(ground: Ground) -> None:
    clue = _registers(ground, "护坡没有维修", About(units=[ground.town.units[WATER]]))
    _finds(ground, "护坡")
    Post.objects.create(person=ground.people[HANDLER], unit=ground.town.units[WATER], title="局长", role=PostRole.HEAD)
    reseal_clue(clue, **ground.by(APPROVER))
    assert not SearchShelf.objects.filter(holder=ground.key(HANDLER)).exists() and not forget_unsealed()


def test_the_time_for_indexing_is_bounded_and_what_is_left_is_told(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.clues.operations.searching.SHELF", 2)
    for at in range(3):
        _registers(ground, f"护坡第{at}处")
    assert index_clues(**ground.by(HANDLER), seconds=0) == 1
    assert search_clues(query="护坡", **ground.by(HANDLER)).left == 0


def test_leaves_on_plain_values() -> None:
    tokens = Tokens(blind.index_key("甲"))
    texts = [["护坡没有维修"], ["护坡"], ["维修"]]
    shelved = [Shelved(100 + at, 1, tokens.of(some)) for at, some in enumerate(texts)]
    leaves = {leaf: Leaf(leaf_bytes(one)) for leaf, one in leaves_of(shelved).items()}
    assert together(tokens.of(["护坡"]), leaves) == {0, 1} and together(tokens.of(["维修"]), leaves) == {0, 2}
    assert together(tokens.of(["护坡", "维修"]), leaves) == {0} and not together(tokens.of(["没修"]), leaves)
    again = {leaf: one.postings() for leaf, one in leaves.items()}
    more = {leaf: Leaf(leaf_bytes(one)) for leaf, one in leaves_of([Shelved(9, 1, tokens.of(["护坡"]))], 3, again).items()}
    assert together(tokens.of(["护坡"]), more) == {0, 1, 3} and words_of(" Ａb，c 坡 ") == ["abc"]
    assert Tokens(blind.index_key("乙")).of(["护坡"]) != tokens.of(["护坡"])
