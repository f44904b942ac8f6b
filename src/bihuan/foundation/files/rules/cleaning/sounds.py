"""MP3: the frames, without the tags before and behind them."""

from bihuan.foundation.files.rules.cleaning.traces import Trace, Traces


def mp3(data: bytes) -> tuple[bytes, Traces]:
    """No ID3, no APE, no lyrics. Raises ValueError where nothing is left."""
    start, end = 0, len(data)
    while data[start : start + 3] == b"ID3":
        start += 10 + sum((byte & 0x7F) << shift for byte, shift in zip(data[start + 6 : start + 10], (21, 14, 7, 0), strict=False))
    if data[end - 128 : end - 125] == b"TAG":
        end -= 128
    if data[end - 32 : end - 24] == b"APETAGEX":
        size = int.from_bytes(data[end - 20 : end - 16], "little")
        end -= size + (32 if data[end - 9] & 0x80 else 0)
    if data[end - 9 : end] == b"LYRICS200":
        end -= int(data[end - 15 : end - 9]) + 15
    if start >= end:
        raise ValueError("no sound")
    return data[start:end], {Trace.OTHER} if (start, end) != (0, len(data)) else set()
