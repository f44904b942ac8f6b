"""Signatures by name: what was signed is known again, whatever was altered is not."""

from pathlib import Path

import pytest

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.seals.digests import ALGORITHMS as DIGESTS
from bihuan.foundation.seals.keys import public_key, sign
from bihuan.foundation.seals.signatures import Signature, fingerprint


@pytest.mark.parametrize("name", ["ed25519", "sm2"])
def test_a_signature_fits_its_bytes_and_no_others(tmp_path: Path, name: str) -> None:
    if name == "sm2":
        pytest.importorskip("gmssl_pyx", reason="the extra `guomi` is not installed")
    one = sign(tmp_path, name, "整改".encode())
    assert one.fits("整改".encode()) and not one.fits("整改。".encode())
    assert one.key == public_key(tmp_path, name).hex() and one.fingerprint == fingerprint(public_key(tmp_path, name))
    flipped = bytearray.fromhex(one.value)
    flipped[-1] ^= 1
    assert not Signature(name, one.key, flipped.hex()).fits("整改".encode())
    assert not Signature(name, one.key, "zz").fits(b"") and not Signature(name, "00", one.value).fits("整改".encode())
    assert not Signature(name, sign(tmp_path / "other", name, b"").key, one.value).fits("整改".encode())


def test_keys_are_made_once_and_belong_to_their_owner(tmp_path: Path) -> None:
    first = public_key(tmp_path, "ed25519")
    assert public_key(tmp_path, "ed25519") == first
    (path,) = (tmp_path / "keys").iterdir()
    assert path.stat().st_mode & 0o077 == 0


def test_an_unknown_algorithm_is_named() -> None:
    with pytest.raises(BadInput, match="没有叫 md5 的签名算法"):
        sign(Path("/nowhere"), "md5", b"")


def test_digests_of_both_families_by_known_values() -> None:
    # The examples of FIPS 180-4 and GM/T 0004: the text "abc".
    assert DIGESTS["sha256"](b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert DIGESTS["sm3"](b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
