"""Sounds that are rows of frames (MP3, AMR): the frames, without tags before, between and behind them."""

from bihuan.foundation.files.rules.cleaning.traces import Traces, Uncleanable
from bihuan.foundation.files.vocabulary import Trace

_RATES = {
    (3, 3): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (3, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (3, 1): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 3): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Thousands of bits a second by (version 1 or 2, layer as written), ISO 11172-3, 2.4.2.3; layers 2 and 3 of version 2 are alike."""
_HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_TAGS = (b"TAG", b"APETAGEX", b"LYRICS", b"ID3")
_OTHERS = (b"fLaC", b"OggS", b"wvpk", b"MPCK")
"""Sounds of other kinds, which may stand behind a tag of an MP3 and keep properties of their own."""
_FEW = 3
"""So many frames one behind the other begin a sound."""


def mp3(data: bytes) -> tuple[bytes, Traces]:
    """No ID3, no APE, no lyrics, wherever they stand. Raises ValueError where no frames are."""
    kept, at = list[bytes](), _begin(data, 0)
    if at < 0:
        raise Uncleanable("another kind") if any(mark in data for mark in _OTHERS) else ValueError("no frames")
    while 0 <= at < len(data):
        end = _run(data, at)
        kept.append(data[at:end])
        at = _begin(data, end)
    fresh = b"".join(kept)
    return fresh, {Trace.OTHER} if len(fresh) != len(data) else set()


def _run(data: bytes, at: int) -> int:
    """Where the frames that begin here end. The last may be cut off, but not by a tag."""
    while size := _frame(data, at):
        if at + size > len(data):
            return min((found for mark in _TAGS if (found := data.find(mark, at)) >= 0), default=len(data))
        at += size
    return at


def _begin(data: bytes, at: int) -> int:
    """Where the next frames begin, or -1. What is no frame is passed over; a tag as a whole, for pictures in it may look like frames."""
    while 0 <= at < len(data):
        if data[at : at + 3] == b"ID3" and at + 10 <= len(data):
            size = sum((byte & 0x7F) << shift for byte, shift in zip(data[at + 6 : at + 10], (21, 14, 7, 0), strict=True))
            at += 10 + size + (10 if data[at + 5] & 0x10 else 0)
        elif _is_sound(data, at):
            return at
        else:
            at = min((one for one in (data.find(b"\xff", at + 1), data.find(b"ID3", at + 1)) if one >= 0), default=-1)
    return -1


def _is_sound(data: bytes, at: int) -> bool:
    for number in range(_FEW):
        if not (size := _frame(data, at)):
            return number > 0 and at >= len(data)
        at += size
    return True


def _frame(data: bytes, at: int) -> int:
    """Bytes of the frame of an MP3 or AAC that begins here, 0 where none does."""
    if at + 7 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return 0
    version, layer = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3
    if layer == 0:  # AAC (ISO 13818-7, 6.2)
        return (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5 if data[at + 1] & 0xF0 == 0xF0 else 0
    rate, hertz = data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version == 1 or rate in (0, 15) or hertz == 3:
        return 0
    bits = _RATES[(3, layer) if version == 3 else (2, 3 if layer == 3 else 2)][rate] * 1_000
    one, padding = _HERTZ[version][hertz], data[at + 2] >> 1 & 1
    if layer == 3:
        return (12 * bits // one + padding) * 4
    return (144 if version == 3 or layer == 2 else 72) * bits // one + padding


_AMR = {
    b"#!AMR\n": (12, 13, 15, 17, 19, 20, 26, 31, 5, 6, 5, 5, 0, 0, 0, 0),
    b"#!AMR-WB\n": (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 5, 0, 0, 0, 0, 0),
}
"""Bytes of a frame behind its head, by its kind (RFC 4867, 5.3)."""


def amr(data: bytes) -> tuple[bytes, Traces]:
    """The frames; what telephones write behind them goes. Raises ValueError for several voices at once, which nothing here knows."""
    head = next((one for one in _AMR if data.startswith(one)), None)
    if head is None:
        raise ValueError("no frames")
    at = len(head)
    while at < len(data) and data[at] & 0x83 == 0:
        end = at + 1 + _AMR[head][data[at] >> 3 & 15]
        if end > len(data):
            break
        at = end
    return data[:at], {Trace.OTHER} if data[at:].strip(b"\0") else set()
