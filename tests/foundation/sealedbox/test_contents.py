"""What is sealed and what is published: read as it was written, and nothing else is believed."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox import published
from bihuan.foundation.sealedbox.contents import FILES_MOST, TEXT_MOST, Answer, Content, FileNote, Identity
from bihuan.foundation.sealedbox.published import Channel, Door, Entry, Keys, Question
from bihuan.foundation.sealedbox.vocabulary import Purpose, Says, What
from bihuan.foundation.seals.signatures import Signature, algorithm

NOTE = FileNote("照片 1.jpg", "image/jpeg", 12, "ab" * 32, 900, ("cd" * 16, "ef" * 16))
CONTENT = Content(What.TIP, "k3v", "zh-hans", "第一行\n第二行", "age1x", "00" * 32, "某科室", "三月二日上午", True, {"q1": "是"}, (NOTE,))
DOOR = Door(
    7,
    date(2026, 3, 2),
    "青岚县作风办",
    Keys(("age1a", "age1b"), ("age1c",), ("age1d", "age1e", "age1f")),
    (Entry("k3v", Purpose.TIP, "作风整治", "政务大厅 3 号窗口", (Question("q1", "是否当场受理", ("是", "否")),)),),
    (Channel("青岚县教育局", "0000-0000000", "", "青岚路 1 号", "工作日 9:00 至 17:00"),),
    "15 个工作日内告知受理情况",
)


def test_what_was_written_is_read_as_it_was() -> None:
    assert Content.read(CONTENT.told()) == CONTENT
    assert Content.read(replace(CONTENT, files=(), answers={}).told()).files == ()
    who = Identity("林舟", "00000000000", "青岚县教育局")
    assert Identity.read(who.told()) == who
    answer = Answer(Says.RECEIPT, date(2026, 3, 2), "已收到", "n1", {"digest": "ab"})
    assert Answer.read(answer.told()) == answer


@pytest.mark.parametrize(
    ("who", "named"),
    [(("林舟", "00000000000"), True), (("林舟", ""), False), (("", "0000"), False), ((" ", "0000"), False), (("", ""), False)],
)
def test_a_real_name_is_a_name_and_a_way_to_reach_its_bearer(who: tuple[str, str], named: bool) -> None:
    assert Identity(*who).named is named


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "order"},
        {"text": 5},
        {"text": "字" * (TEXT_MOST + 1)},
        {"address": "a" * 301},
        {"salt": "00"},
        {"salt": "zz" * 32},
        {"salt": None},
        {"concerns_handlers": "yes"},
        {"answers": {"q": 1}},
        {"answers": [["q", "a"]]},
        {"answers": {str(n): "" for n in range(41)}},
        {"files": [{}] * (FILES_MOST + 1)},
        {"files": ["name"]},
        {"files": [{"name": "a", "media": "b", "size": -1, "digest": "ab" * 32, "sealed_size": 1, "pieces": []}]},
        {"files": [{"name": "a", "media": "b", "size": True, "digest": "ab" * 32, "sealed_size": 1, "pieces": []}]},
        {"files": [{"name": "a", "media": "b", "size": 1, "digest": "ab" * 32, "sealed_size": 1, "pieces": ["ab"]}]},
    ],
)
def test_what_is_not_as_agreed_is_refused_in_words(wrong: dict[str, object]) -> None:
    values = json.loads(CONTENT.told()) | wrong
    with pytest.raises(BadInput, match="不是约定的格式"):
        Content.read(json.dumps(values).encode())


@given(
    data=st.binary(max_size=200)
    | st.recursive(st.none() | st.integers() | st.text(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)).map(
        lambda one: json.dumps(one).encode()
    )
)
def test_whatever_is_in_a_package_is_read_or_refused(data: bytes) -> None:
    for kind in (Content, Identity, Answer):
        try:
            kind.read(data)
        except BadInput as refused:
            assert str(refused)


@pytest.mark.parametrize("deep", [b"[" * 100_000, b'{"text":' * 50_000])
def test_nesting_without_end_is_refused(deep: bytes) -> None:
    with pytest.raises(BadInput):
        Content.read(deep)


def test_signs_that_steer_a_screen_are_dropped_and_unknown_names_left_out() -> None:
    values = json.loads(CONTENT.told()) | {"text": "a\x00b\x1b[31mc\nd\ud800", "new": 1, "about": "甲\u0007"}
    read = Content.read(json.dumps(values).encode())
    assert (read.text, read.about) == ("ab[31mc\nd?", "甲")


def _paper(door: Door = DOOR) -> tuple[bytes, str]:
    pair = algorithm("ed25519").make()
    value = algorithm("ed25519").sign(pair, door.told())
    return published.signed(door, Signature("ed25519", pair.public.hex(), value.hex())), pair.public.hex()


def test_the_published_paper_is_believed_with_a_trusted_signature_only() -> None:
    paper, key = _paper()
    assert published.read(paper, {key}) == DOOR
    assert DOOR.entry("k3v") == DOOR.entries[0] and DOOR.entry("k3") is None
    for trusted in (set[str](), {"00" * 32}):
        with pytest.raises(BadInput, match="不是由本单位签名"):
            published.read(paper, trusted)


def test_a_changed_paper_is_not_believed() -> None:
    paper, key = _paper()
    with pytest.raises(BadInput, match="不是由本单位签名"):
        published.read(paper.replace(b"age1a", b"age1z"), {key})


@pytest.mark.parametrize(
    "broken", [b"", b"[" * 100_000, b"[]", b"{}", b'{"door": 1, "signature": {}}', b'{"door": "{}", "signature": {"algorithm": "x"}}']
)
def test_a_broken_paper_closes_the_door_in_words(broken: bytes) -> None:
    with pytest.raises(BadInput, match="暂不开放"):
        published.read(broken, {"00" * 32})


def test_the_same_sent_twice_is_one_thing_however_its_files_were_cut() -> None:
    """Pieces lie under keys that each try makes anew; a receipt proves what was filed, not how it travelled."""
    again = replace(CONTENT, files=(replace(NOTE, sealed_size=901, pieces=("00" * 16,)),))
    assert again.digest == CONTENT.digest
    for changed in (replace(NOTE, digest="ba" * 32), replace(NOTE, name="照片 2.jpg"), replace(NOTE, size=13)):
        assert replace(CONTENT, files=(changed,)).digest != CONTENT.digest
    assert replace(CONTENT, salt="01" * 32).digest != CONTENT.digest
