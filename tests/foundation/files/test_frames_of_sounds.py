"""How long each frame of a sound is by its head (ISO 11172-3, 13818-7, RFC 4867), and where frames begin and end: the tables stand here once more."""

import itertools

import pytest

from bihuan.foundation.files.rules.cleaning import sounds
from bihuan.foundation.files.rules.cleaning.sounds import _begin, _frame, _is_sound, _run, amr, mp3
from bihuan.foundation.files.rules.cleaning.traces import Uncleanable
from bihuan.foundation.files.vocabulary import Trace

FIRST, SECOND, THIRD = 3, 2, 1
"""Layers, as a head writes them."""
KBITS = {
    (3, FIRST): "0 32 64 96 128 160 192 224 256 288 320 352 384 416 448",
    (3, SECOND): "0 32 48 56 64 80 96 112 128 160 192 224 256 320 384",
    (3, THIRD): "0 32 40 48 56 64 80 96 112 128 160 192 224 256 320",
    (2, FIRST): "0 32 48 56 64 80 96 112 128 144 160 176 192 224 256",
    (2, SECOND): "0 8 16 24 32 40 48 56 64 80 96 112 128 144 160",
    (2, THIRD): "0 8 16 24 32 40 48 56 64 80 96 112 128 144 160",
}
HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def head(version: int = 3, layer: int = THIRD, rate: int = 9, hertz: int = 0, padding: int = 0, noise: int = 0) -> bytes:
    """The head of a frame; `noise` sets every bit that says nothing of its length."""
    second, third = 0xE0 | version << 3 | layer << 1 | noise, rate << 4 | hertz << 2 | padding << 1 | noise
    return bytes((0xFF, second, third, 0xFF if noise else 0))


def frame(layer: int = THIRD, letter: bytes = b"s") -> bytes:
    """A whole one: 417 bytes of layer 3, 522 of layer 2."""
    return head(layer=layer).ljust({THIRD: 417, SECOND: 522}[layer], letter)


@pytest.mark.parametrize("version", HERTZ)
@pytest.mark.parametrize("layer", [FIRST, SECOND, THIRD])
def test_a_frame_is_as_long_as_its_head_says(version: int, layer: int) -> None:
    kbits = [int(one) for one in KBITS[3 if version == 3 else 2, layer].split()]
    for rate, hertz, padding, noise in itertools.product(range(16), range(4), range(2), range(2)):
        told = 0
        if rate not in (0, 15) and hertz < 3:
            bits, one = kbits[rate] * 1_000, HERTZ[version][hertz]
            slots = {FIRST: 12, SECOND: 144, THIRD: 144 if version == 3 else 72}[layer]
            told = (slots * bits // one + padding) * (4 if layer == FIRST else 1)
        data = b"?" + head(version, layer, rate, hertz, padding, noise) + b"\xff" * 3
        assert _frame(data, 1) == told, (rate, hertz, padding, noise)


def test_the_version_that_is_none_has_no_frames() -> None:
    assert [_frame(head(1, layer) + bytes(3), 0) for layer in (FIRST, SECOND, THIRD)] == [0, 0, 0]


@pytest.mark.parametrize("long", [1, 7, 8, 255, 2048, 4095, 8191])
def test_a_frame_of_aac_says_its_length_over_three_bytes(long: int) -> None:
    for noise in (0, 0xFF):
        said = bytes((noise & 0xFC | long >> 11, long >> 3 & 0xFF, (long & 7) << 5 | noise & 0x1F))
        for second in (0xF0, 0xF1, 0xF8, 0xF9):
            assert _frame(b"?" + bytes((0xFF, second, noise)) + said + b"\0", 1) == long
        for second in (0xE0, 0xE8):
            assert _frame(b"?" + bytes((0xFF, second, noise)) + said + b"\0", 1) == 0


def test_what_does_not_begin_with_eleven_bits_or_is_shorter_than_seven_bytes_is_no_frame() -> None:
    whole = head() + bytes(3)
    assert (_frame(whole, 0), _frame(whole[:6], 0), _frame(whole, 1)) == (417, 0, 0)
    for second in (0x7B, 0xBB, 0xDB):
        assert _frame(b"\xff" + bytes((second,)) + whole[2:], 0) == 0
    assert _frame(b"\xfe" + whole[1:], 0) == 0


@pytest.mark.parametrize(
    ("data", "sound"),
    [
        (b"", False), (b"no sound", False), (frame(), True), (frame() * 2, True), (frame() * 3, True), (frame() + b"x", False),
        (frame() * 2 + b"x", False), (frame() * 3 + b"x", True), (frame()[:-1], True), (frame() + frame()[:7], True), (frame() + frame()[:6], False),
    ],
)  # fmt: skip
def test_three_frames_begin_a_sound_and_fewer_where_it_ends_with_them(data: bytes, sound: bool) -> None:
    assert _is_sound(data, 0) is sound and _is_sound(b"?" + data, 1) is sound


def id3(body: bytes, flags: int = 0, size: int | None = None) -> bytes:
    long = len(body) if size is None else size
    return b"ID3\x04\0" + bytes((flags, *(long >> shift & 0x7F for shift in (21, 14, 7, 0)))) + body


@pytest.mark.parametrize("long", [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152])
def test_a_tag_is_passed_over_as_a_whole_even_if_its_inside_looks_like_frames(long: int) -> None:
    body = (frame() * (long // 417 + 1))[:long]
    for flags, footer in ((0, b""), (0x0F, b""), (0xE0, b""), (0x10, b"3DI" + bytes(7)), (0xF0, b"3DI" + bytes(7))):
        tag = id3(body, flags) + footer
        assert _begin(tag + frame() * 3, 0) == len(tag)
        assert _begin(b"?" * 9 + tag + frame() * 3, 0) == 9 + len(tag)
        assert _begin(tag, 0) == -1
    high = bytearray(id3(body) + frame() * 3)
    high[6:10] = bytes(byte | 0x80 for byte in high[6:10])
    assert _begin(bytes(high), 0) == 10 + long, "the highest bit of each byte says nothing"


def test_the_next_frames_are_looked_for_where_a_frame_or_a_tag_may_begin() -> None:
    assert _begin(b"\xff" * 5 + frame() * 3, 0) == 5 and _begin(b"ID" + frame() * 3, 0) == 2 and _begin(frame() * 3, 1) == 417
    assert _begin(b"\xff?" + id3(frame() * 3) + frame(SECOND) * 3, 0) == 2 + 10 + 1251
    assert _begin(b"", 0) == _begin(b"none", 0) == _begin(b"\xff\xff", 0) == _begin(frame(), 417) == _begin(frame(), -1) == -1
    assert _begin(b"ID3\xff\xfb\x90" + bytes(4), 0) == -1, "ten bytes are a tag, whatever they look like"
    assert _begin(b"ID3" + bytes(6), 0) == -1 and _begin(b"?ID3" + bytes(6), 1) == -1


@pytest.mark.parametrize("mark", [b"TAG", b"APETAGEX", b"LYRICS", b"ID3"])
def test_frames_end_where_none_follows_and_a_cut_one_before_a_tag(mark: bytes) -> None:
    assert _run(frame() * 2 + b"x" + frame(), 0) == 834 and _run(b"xx" + frame(), 2) == 419 and _run(b"x", 0) == 0
    assert _run(frame() * 2 + frame()[:100], 0) == 934, "to the end"
    assert _run(frame() + frame()[:100] + mark + b"further" + mark, 0) == 517
    assert _run(mark + frame() + frame()[:100] + b"TA", len(mark)) == len(mark) + 519
    assert _run(frame() + mark + b"?" * 500, 0) == 417
    assert _run(frame()[:100] + b"LYRICS" + b"TAG" + mark, 0) == 100, "the first of them"


def test_a_sound_is_its_frames_and_nothing_else() -> None:
    assert mp3(frame() * 4) == (frame() * 4, set())
    mixed = b"??" + frame() * 3 + b"?" + frame(SECOND) * 3 + id3(frame() * 3) + frame() * 3 + b"TAG" + b"\xff" * 99
    assert mp3(mixed) == (frame() * 3 + frame(SECOND) * 3 + frame() * 3, {Trace.OTHER})
    assert mp3(b"x" + frame()) == (frame(), {Trace.OTHER}) and mp3(frame() * 3 + b"\0") == (frame() * 3, {Trace.OTHER})


@pytest.mark.parametrize("mark", [b"fLaC", b"OggS", b"wvpk", b"MPCK"])
def test_a_sound_of_another_kind_is_told_from_what_is_none(mark: bytes) -> None:
    with pytest.raises(Uncleanable, match="another kind"):
        mp3(id3(b"tag") + mark + b"body")
    for none in (b"", id3(b"tag"), id3(b"tag") + mark[:3]):
        with pytest.raises(ValueError, match="no frames") as told:
            mp3(none)
        assert type(told.value) is ValueError


VOICES = {
    b"#!AMR\n": (12, 13, 15, 17, 19, 20, 26, 31, 5, 6, 5, 5, 0, 0, 0, 0),
    b"#!AMR-WB\n": (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 5, 0, 0, 0, 0, 0),
}


@pytest.mark.parametrize("mark", VOICES)
def test_frames_of_a_voice_are_as_long_as_their_kind(mark: bytes) -> None:
    assert sounds._AMR[mark] == VOICES[mark]
    for kind, long in enumerate(VOICES[mark]):
        for good in (0, 4):
            one = bytes((kind << 3 | good,)) + b"\xff" * long
            assert amr(mark + one * 3) == (mark + one * 3, set())
            assert amr(mark + one + b"\xff told") == (mark + one, {Trace.OTHER})
            if long:
                assert amr(mark + one + one[:-1]) == (mark + one, {Trace.OTHER}), "cut off"


def test_behind_a_voice_nothing_is_left_and_padding_tells_nothing() -> None:
    one = b"\x3c" + b"v" * 31
    for odd in (0x80, 0x02, 0x01):
        assert amr(b"#!AMR\n" + one + bytes((0x3C | odd,)) + b"v" * 31) == (b"#!AMR\n" + one, {Trace.OTHER})
    cut = b"#!AMR\n" + one + b"\0" * 5
    assert amr(cut) == (cut[:-5], set()), "blanks are no frame that is whole, and tell nothing"
    for other in (b"", b"#!AMR", b"#!AMR_MC1.0\n" + one, b" #!AMR\n"):
        with pytest.raises(ValueError, match="no frames"):
            amr(other)
