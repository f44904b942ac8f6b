"""Seals: every recipient opens alone, nobody else does, and no byte can be altered, moved, added or left out."""

import io
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.seals.keys import Whose, know, public_key, renew, sealing_pair, sign, whose
from bihuan.foundation.seals.sealing import PIECE, Unopened, envelope, seal, told, unseal, unseal_file
from bihuan.foundation.seals.signatures import Pair
from bihuan.foundation.seals.suites import GUOMI, USUAL, Suite

SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17)


@pytest.fixture(params=["x25519", "sm2"])
def name(request: pytest.FixtureRequest) -> str:
    if request.param == "sm2":
        pytest.importorskip("gmssl_pyx", reason="the extra `guomi` is not installed")
    return str(request.param)


def _sealed(data: bytes, pairs: list[Pair], name: str) -> bytes:
    held = io.BytesIO()
    seal(io.BytesIO(data), held, [pair.public for pair in pairs], name)
    return held.getvalue()


def _opened(sealed: bytes, pair: Pair) -> bytes:
    held = io.BytesIO()
    unseal(io.BytesIO(sealed), held, pair)
    return held.getvalue()


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_is_opened_by_each_recipient_alone(name: str, size: int) -> None:
    first, second, stranger = (envelope(name).make() for _pair in range(3))
    data = bytes(number % 251 for number in range(size))
    sealed = _sealed(data, [first, second], name)
    assert _opened(sealed, first) == _opened(sealed, second) == data
    assert data[:64] not in sealed or size < 8
    with pytest.raises(Unopened, match="不是封给这个密钥的"):
        _opened(sealed, stranger)


def test_two_of_three_keys_open_what_was_sealed_to_these_two(name: str) -> None:
    three = [envelope(name).make() for _pair in range(3)]
    sealed = _sealed(b"abc", three[:2], name)
    assert told(io.BytesIO(sealed)) == (name, 2)
    assert [_can(sealed, pair) for pair in three] == [True, True, False]


def _can(sealed: bytes, pair: Pair) -> bool:
    try:
        return _opened(sealed, pair) == b"abc"
    except Unopened:
        return False


def test_every_byte_of_head_and_pieces_is_guarded(name: str) -> None:
    first, second = envelope(name).make(), envelope(name).make()
    sealed = _sealed(b"x" * (PIECE + 40), [first, second], name)
    body = len(sealed) - (PIECE + 16) - (40 + 16)
    places = [*range(body), body, body + 1, body + PIECE // 2, body + PIECE + 15, body + PIECE + 16, len(sealed) - 17, len(sealed) - 1]
    for place in places:
        spoilt = bytearray(sealed)
        spoilt[place] ^= 0x41
        for pair in (first, second):
            with pytest.raises(BadInput):
                _opened(bytes(spoilt), pair)


def test_nothing_can_be_cut_off_added_or_moved(name: str) -> None:
    pair = envelope(name).make()
    sealed = _sealed(bytes(3 * PIECE), [pair], name)
    step = PIECE + 16
    head = len(sealed) - 3 * step
    pieces = [sealed[head + at * step : head + (at + 1) * step] for at in range(3)]
    cut = [sealed[:size] for size in (0, 5, 11, 40, head, head + 9, head + step, head + 2 * step, len(sealed) - 1)]
    moved = [b"".join([sealed[:head], *order]) for order in (pieces[::-1], [pieces[0], pieces[0], pieces[2]], [pieces[0], pieces[2]])]
    other = _sealed(bytes(3 * PIECE), [pair], name)
    for spoilt in [*cut, *moved, sealed + b"\0", sealed + pieces[2], sealed[:head] + other[head:]]:
        with pytest.raises(Unopened):
            _opened(spoilt, pair)


def test_what_does_not_fit_leaves_no_file(name: str, tmp_path: Path) -> None:
    pair = envelope(name).make()
    sealed = tmp_path / "sealed"
    sealed.write_bytes(_sealed(bytes(2 * PIECE), [pair], name))
    unseal_file(sealed, tmp_path / "whole", pair)
    assert (tmp_path / "whole").read_bytes() == bytes(2 * PIECE)
    sealed.write_bytes(sealed.read_bytes()[:-1])
    with pytest.raises(Unopened):
        unseal_file(sealed, tmp_path / "cut", pair)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["sealed", "whole"]


def test_refusals_speak(name: str) -> None:
    pair = envelope(name).make()
    with pytest.raises(BadInput, match="没有叫 rsa 的密封算法"):
        envelope("rsa")
    for keys in ([], [b"short"], [bytes(len(pair.public))]):
        with pytest.raises(BadInput, match="公钥"):
            seal(io.BytesIO(b""), io.BytesIO(), keys, name)
    with pytest.raises(Unopened, match="不是本系统的密封件"):
        _opened(b"PK\x03\x04 something else entirely", pair)
    with pytest.raises(Unopened, match="版本较新"):
        _opened(b"BHSEAL\0\x02" + bytes(40), pair)


def test_a_large_file_needs_little_memory() -> None:
    """300 MB through a process that may have 220 MB in all."""
    code = """
import io, resource
from bihuan.foundation.seals.sealing import envelope, seal, unseal
resource.setrlimit(resource.RLIMIT_AS, (220_000_000, 220_000_000))
class Long(io.RawIOBase):
    left = 300_000_000
    def read(self, size=-1):
        size = min(size, self.left); self.left -= size
        return bytes(size)
class Count(io.RawIOBase):
    size = 0
    def write(self, data):
        self.size += len(data); return len(data)
pair, count = envelope("x25519").make(), Count()
seal(Long(), count, [pair.public])
print(count.size)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[3])
    assert int(ended.stdout or 0) > 300_000_000, ended.stderr
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != 220_000_000


def test_suites_do_all_three_by_name(name: str, tmp_path: Path) -> None:
    suite = GUOMI if name == "sm2" else USUAL
    suite.check()
    assert len(suite.digest(b"abc")) == 64 and suite.sign(tmp_path, b"abc").fits(b"abc")
    held, pair = io.BytesIO(), sealing_pair(tmp_path, suite.envelope)
    suite.seal(io.BytesIO(b"abc"), held, [pair.public])
    assert _opened(held.getvalue(), sealing_pair(tmp_path, suite.envelope)) == b"abc"
    for wrong in (Suite("md5", "ed25519", "x25519"), Suite("sm3", "rsa", "x25519"), Suite("sm3", "ed25519", "aes")):
        with pytest.raises(BadInput, match="没有叫"):
            wrong.check()


def test_a_signature_is_ours_of_an_earlier_key_or_foreign(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    old, foreign = sign(here, "ed25519", b"x"), sign(there, "ed25519", b"x")
    assert (whose(here, old), whose(here, foreign)) == (Whose.OURS, Whose.FOREIGN)
    before, after = renew(here, "ed25519")
    new = sign(here, "ed25519", b"x")
    assert before == old.fingerprint != after == new.fingerprint
    assert (whose(here, old), whose(here, new)) == (Whose.EARLIER, Whose.OURS)
    know(here, "ed25519", public_key(there, "ed25519"))
    assert whose(here, foreign) is Whose.EARLIER and whose(there, old) is Whose.FOREIGN
    assert all(one.stat().st_mode & 0o077 == 0 for one in (here / "keys").iterdir())
    with pytest.raises(BadInput, match="不像公钥"):
        know(here, "ed25519", b"short")
