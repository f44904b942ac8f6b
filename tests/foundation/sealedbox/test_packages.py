"""Packages: opened by each of their keys and no other, alike from outside."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage import x25519

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox.custodians import half_open, open_together, seal_to_pairs
from bihuan.foundation.sealedbox.packages import RECIPIENTS, Sealed, seal, seal_plainly, unseal
from bihuan.foundation.sealedbox.padding import padded, plain

KEYS = [x25519.Identity.generate() for _key in range(20)]
ADDRESSES = [str(key.to_public()) for key in KEYS]


@given(data=st.binary(max_size=20_000))
def test_what_was_filled_up_comes_back_as_it_was(data: bytes) -> None:
    filled = padded(data)
    assert plain(filled) == data
    assert len(filled) >= 4096 and len(filled).bit_count() == 1


@pytest.mark.parametrize("broken", [b"", b"\0" * 7, b"\xff" * 4096])
def test_a_length_that_cannot_be_true_is_refused(broken: bytes) -> None:
    with pytest.raises(BadInput):
        plain(broken)


@pytest.mark.parametrize("several", [1, 2, 5, 16])
def test_each_recipient_opens_a_package_and_nobody_else(several: int) -> None:
    package = seal("内容".encode(), ADDRESSES[:several])
    for place, key in enumerate(KEYS):
        if place < several:
            assert unseal(package, [key]).decode() == "内容"
        else:
            with pytest.raises(Sealed):
                unseal(package, [key])


def test_the_outside_tells_neither_how_many_can_open_it_nor_the_length_of_a_text() -> None:
    packages = [seal(b"x" * size, ADDRESSES[:several]) for size, several in [(1, 1), (4000, 3), (200, 16)]]
    heads, bodies = zip(*(package.split(b"\n--- ", 1) for package in packages), strict=True)
    assert len({len(body) for body in bodies}) == 1
    # age itself strews a stanza of random length among them now and then; the number of keys is always the same
    assert [head.count(b"\n-> X25519 ") for head in heads] == [RECIPIENTS] * 3


def test_the_place_of_the_true_recipient_is_not_always_the_first() -> None:
    """Keys of the moment stand before and behind by chance: age tries the stanzas in turn, so the true place is found by opening."""
    from bihuan.foundation.sealedbox.packages import recipients

    for address in sorted(ADDRESSES)[0], sorted(ADDRESSES)[-1]:
        places = {[str(one) for one in recipients([address])].index(address) for _round in range(120)}
        assert len(places) > 8


def test_a_changed_package_is_not_opened() -> None:
    package = bytearray(seal(b"text", ADDRESSES[:1]))
    package[-1] ^= 1
    with pytest.raises(Sealed):
        unseal(bytes(package), KEYS[:1])


@pytest.mark.parametrize("addresses", [[], ["age1wrong"], ADDRESSES[:17]])
def test_recipients_that_cannot_be_are_refused_in_words(addresses: list[str]) -> None:
    with pytest.raises(BadInput, match="公钥|收件人"):
        seal(b"", addresses)


@pytest.mark.parametrize("of", [2, 3, 4, 5])
def test_every_two_custodians_open_an_identity_and_no_single_one_or_stranger(of: int) -> None:
    """Every subset of keys is tried (P12)."""
    package = seal_to_pairs("实名举报人".encode(), ADDRESSES[:of])
    for first, second in itertools.product(range(of + 1), repeat=2):  # the last one is a stranger
        if first != second and max(first, second) < of:
            assert open_together(package, KEYS[first], KEYS[second]).decode() == "实名举报人"
        else:
            with pytest.raises(Sealed):
                open_together(package, KEYS[first], KEYS[second])


def test_what_one_custodian_opens_is_still_closed_to_him() -> None:
    package = seal_to_pairs(b"name", ADDRESSES[:3])
    for who in KEYS[:3]:  # whoever of them begins
        halves = half_open(package, who)
        assert len(halves) == 2
        for inner in halves:
            with pytest.raises(Sealed):
                unseal(inner, [who])
            assert b"name" not in inner
    with pytest.raises(Sealed):
        half_open(package, KEYS[7])


@pytest.mark.parametrize("few", [[], ADDRESSES[:1], [ADDRESSES[0], ADDRESSES[0]]])
def test_fewer_than_two_custodians_are_refused(few: list[str]) -> None:
    with pytest.raises(BadInput, match="两"):
        seal_to_pairs(b"name", few)


@pytest.mark.parametrize("broken", [b"", b"{}", b'["!"]', b"[1]", b"null"])
def test_a_broken_identity_package_is_said_to_be_broken(broken: bytes) -> None:
    with pytest.raises(Sealed):
        open_together(broken, KEYS[0], KEYS[1])


def test_a_package_of_ever_more_pairs_keeps_nobody_busy() -> None:
    """Whoever broke into the door may lay one there; each pair is tried with a key."""
    key = x25519.Identity.generate()
    started = time.monotonic()
    for endless in (bytes(4) * 1_000_000, b"[" * 100_000):
        with pytest.raises(Sealed, match="损坏"):
            half_open(endless, key)
    assert time.monotonic() - started < 1


def test_the_packages_are_age_files() -> None:
    assert seal_plainly(b"text", ADDRESSES[0]).startswith(b"age-encryption.org/v1\n-> X25519 ")
