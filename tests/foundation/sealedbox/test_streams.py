"""Files in pieces: sealed while they are read, alike from outside, whole or not at all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage import x25519

from bihuan.foundation.sealedbox.packages import Sealed
from bihuan.foundation.sealedbox.padding import BOX
from bihuan.foundation.sealedbox.streams import BROWSERS_HEAD, Measured, TooLarge, around, seal_as_long, seal_stream, unseal_stream

KEY, OTHER = x25519.Identity.generate(), x25519.Identity.generate()
ADDRESSES = [str(KEY.to_public())]


def _sealed(data: bytes, most: int = 10**9) -> tuple[list[bytes], Measured]:
    pieces: list[bytes] = []
    return pieces, seal_stream(io.BytesIO(data), ADDRESSES, pieces.append, most)


@given(size=st.integers(0, 3 * BOX))
def test_a_file_comes_back_whole_from_pieces_of_one_size(size: int) -> None:
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    pieces, measured = _sealed(data)
    back = io.BytesIO()
    unseal_stream(pieces, measured.sealed_size, [KEY], back)
    assert back.getvalue() == data and measured.size == size
    assert {len(piece) for piece in pieces} == {BOX}


def test_nothing_of_the_file_can_be_read_in_its_pieces() -> None:
    pieces, _measured = _sealed(b"MARKER-" * 100_000)
    assert not any(b"MARKER" in piece for piece in pieces)


@pytest.mark.parametrize("change", ["lost", "turned", "altered", "another key"])
def test_pieces_that_are_not_those_of_the_file_are_refused(change: str) -> None:
    pieces, measured = _sealed(bytes(3 * BOX))
    keys = [OTHER] if change == "another key" else [KEY]
    pieces = {"lost": pieces[:-1], "turned": pieces[::-1], "altered": [pieces[0], bytes(BOX), *pieces[2:]]}.get(change, pieces)
    with pytest.raises(Sealed):
        unseal_stream(pieces, measured.sealed_size, keys, io.BytesIO())


def test_a_file_that_is_too_large_is_refused_while_it_is_read() -> None:
    source = io.BytesIO(bytes(50 * BOX))
    with pytest.raises(TooLarge, match="最多 1 MB"):
        seal_stream(source, ADDRESSES, lambda _piece: None, 1_000_000)
    assert source.tell() < 2_000_000


@pytest.mark.parametrize("size", [0, 1, 64 * 1024, 64 * 1024 + 1, 300_000])
def test_a_file_sealed_to_others_is_exactly_as_long_as_before(size: int) -> None:
    first, second = x25519.Identity.generate(), x25519.Identity.generate()
    data, old, plain = b"x" * size, list[bytes](), io.BytesIO()
    measured = seal_stream(io.BytesIO(data), [str(first.to_public())], old.append, 1_000_000)
    fresh = seal_as_long(data, [str(second.to_public())], measured.sealed_size)
    assert [len(one) for one in fresh] == [len(one) for one in old]
    unseal_stream(fresh, measured.sealed_size, [second], plain)
    assert plain.getvalue() == data and seal_as_long(data, [str(second.to_public())], 7) == []


@pytest.mark.parametrize("size", [0, 70_000, 600_000])
def test_what_a_browser_sealed_is_sealed_anew_as_long_as_it_was(size: int) -> None:
    """Its head has no part of random length; without this it would be tried in vain at every unlocking, for many seconds."""
    key, data, plain = x25519.Identity.generate(), b"x" * size, io.BytesIO()
    wanted = BROWSERS_HEAD + around(size)
    pieces = seal_as_long(data, [str(key.to_public())], wanted)
    unseal_stream(pieces, wanted, [key], plain)
    assert plain.getvalue() == data
