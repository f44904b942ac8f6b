"""What may be told of a difference between two days: of private texts nothing to whoever may not read them."""

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.problems.rules.comparing import moved_between, own_moved
from bihuan.problems.rules.fields import FIELDS

COMPARED = ["state", "due_on", "unit", "section", "person", "doer", "leader", "owner_name", "category", "manifestation", "weight", "owner_level",
            "priority", "found_on", "external_number", "text", "cause_kind", "cause", "measures_text", "how", "progress_text", "evidence_count",
            "extended", "returned", "awaits_sample", "awaits_look_back"]  # fmt: skip
PRIVATE = {"manifestation", "text", "cause", "measures_text", "how", "progress_text"}
OLD, NEW = dict.fromkeys(COMPARED, "甲"), dict.fromkeys(COMPARED, "乙")


def test_all_that_moved_is_told_to_whoever_may_read_it() -> None:
    assert [one.field.name for one in moved_between(OLD, NEW, readable=True)] == COMPARED
    assert moved_between(OLD, OLD, readable=True) == []


def test_of_private_texts_nothing_is_told_to_others() -> None:
    assert [one.field.name for one in moved_between(OLD, NEW, readable=False)] == [one for one in COMPARED if one not in PRIVATE]


def test_own_texts_are_as_private_as_those_of_the_ledger() -> None:
    text = OwnColumn(number=1, name="处置去向", kind=ColumnKind.TEXT)
    money = OwnColumn(number=2, name="涉及金额", kind=ColumnKind.AMOUNT)
    old, new = {"1": "甲", "2": "1.00"}, {"1": "乙", "2": "2.00"}
    assert [one.field.name for one in own_moved((text, money), old, new, readable=True)] == ["own1", "own2"]
    assert [one.field.name for one in own_moved((text, money), old, new, readable=False)] == ["own2"]
    assert own_moved((text, money), old, old, readable=True) == []


def test_values_are_read_in_words() -> None:
    told = {one.name: one for one in FIELDS}
    facts = {"state": ("recorded", "closed"), "weight": ("general", ""), "priority": (False, True), "unit": (None, "县水利局")}
    moved = moved_between(
        OLD | {n: old for n, (old, _new) in facts.items()}, OLD | {n: new for n, (_old, new) in facts.items()}, readable=False
    )
    assert {one.field.name: one.said()[1:] for one in moved} == {
        "state": ("已建账", "已销号"), "weight": ("一般", "—"), "priority": ("否", "是"), "unit": ("—", "县水利局"),
    }  # fmt: skip
    assert told["state"].label == "环节"
