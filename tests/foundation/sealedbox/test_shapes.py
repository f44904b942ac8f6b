"""What is shaped like a package of the door's pages, and what is not."""

import pytest

from bihuan.foundation.sealedbox import shapes
from bihuan.foundation.sealedbox.packages import RECIPIENTS
from bihuan.foundation.sealedbox.padding import SMALLEST
from bihuan.foundation.sealedbox.streams import BROWSERS_HEAD, around
from tests.foundation.sealedbox.shaped import content, head, identity, pair

pytestmark = pytest.mark.django_db(databases=[])


@pytest.mark.parametrize("size", [SMALLEST, 8 * SMALLEST, 16 * SMALLEST, 32 * SMALLEST, shapes.CONTENT_MOST])
def test_a_content_for_sixteen_keys_is_one_whatever_its_step(size: int) -> None:
    assert len(head(RECIPIENTS)) == BROWSERS_HEAD and len(content(size)) == BROWSERS_HEAD + around(size)
    assert shapes.is_content(content(size))


@pytest.mark.parametrize(
    "other",
    [b"", b"plain words", content(SMALLEST)[:-1], content(SMALLEST) + b"0", content(SMALLEST + 1), content(SMALLEST // 2),
     content(2 * shapes.CONTENT_MOST), head(RECIPIENTS), head(15) + content(SMALLEST)[BROWSERS_HEAD:], head(17) + content(SMALLEST)[BROWSERS_HEAD:],
     content(SMALLEST).replace(b"X25519", b"scrypt", 1), content(SMALLEST).replace(b"\n--- ", b"\n-> x-grease a\n\n--- ")],
    ids=range(12),
)  # fmt: skip
def test_what_no_page_of_the_door_makes_is_none(other: bytes) -> None:
    assert not shapes.is_content(other)


@pytest.mark.parametrize("custodians", [2, 3, 5])
def test_an_identity_has_a_package_for_each_pair_in_each_order(custodians: int) -> None:
    assert shapes.is_identity(identity(custodians), custodians) and shapes.is_identity(identity(custodians, 2 * SMALLEST), custodians)
    for other in (0, 1, custodians - 1, custodians + 1):
        assert not shapes.is_identity(identity(custodians), other)


@pytest.mark.parametrize(
    "other",
    [b"", bytes(4) * 6, identity(3)[:-1], identity(3) + b"0", identity(3, 4 * SMALLEST), identity(3, SMALLEST + 1), b"x" * len(identity(3)),
     (2000).to_bytes(4, "big") + bytes(5 * 2004), identity(2) * 2 + pair(2 * SMALLEST) * 2],
    ids=range(9),
)  # fmt: skip
def test_what_is_no_identity_is_none(other: bytes) -> None:
    assert not shapes.is_identity(other, 3)
