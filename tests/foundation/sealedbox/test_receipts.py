"""The receipt and the address it goes to: what stands open in the box tells nothing, what is signed proves what was handed in."""

from dataclasses import replace
from datetime import date

import pytest

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox import codes, receipts
from bihuan.foundation.sealedbox.contents import Answer, Content, ReturnAddress
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.vocabulary import Says, What
from bihuan.foundation.seals.signatures import Pair, Signature, algorithm

DAY = date(2026, 3, 2)
PAIR: Pair = algorithm("ed25519").make()


def _content(keys: ReportKeys, text: str = "窗口长期无人") -> Content:
    return Content(What.TIP, "k3v", "zh-hans", text, keys.address, keys.salt.hex())


def _signed(digest: str, on: date = DAY) -> Answer:
    value = algorithm("ed25519").sign(PAIR, receipts.told(digest, on)).hex()
    return receipts.receipt(digest, on, Signature("ed25519", PAIR.public.hex(), value), "n1")


def test_a_receipt_fits_what_was_handed_in_and_nothing_else() -> None:
    keys = ReportKeys(codes.new())
    content, ours = _content(keys), [PAIR.public.hex()]
    answer = Answer.read(_signed(content.digest).told())
    assert receipts.fits(answer, content, ours)
    assert not receipts.fits(answer, replace(content, text="窗口偶尔无人"), ours)
    assert not receipts.fits(replace(answer, on=date(2026, 3, 1)), content, ours)
    assert not receipts.fits(answer, content, ["00" * 32]) and not receipts.fits(replace(answer, facts={}), content, ours)
    assert not receipts.fits(replace(answer, says=Says.MESSAGE), content, ours)


def test_the_same_words_of_two_reporters_have_two_digests() -> None:
    assert _content(ReportKeys(codes.new())).digest != _content(ReportKeys(codes.new())).digest


def test_the_open_address_has_one_length_and_is_read_as_written() -> None:
    short, long = (ReturnAddress.of(_content(ReportKeys(codes.new()), text)) for text in ("短", "长" * 20_000))
    assert len(short.told()) == len(long.told())
    assert ReturnAddress.read(long.told()) == long
    for wrong in (b"", b"{}", b'{"address":"age1x","digest":"00"}', b"[" * 100_000):
        with pytest.raises(BadInput):
            ReturnAddress.read(wrong)


# As a file that is checked anywhere ---------------------------------------------------------------------------------------------------


def test_a_receipt_is_checked_with_nothing_but_the_public_key_and_what_was_kept() -> None:
    content, ours = _content(ReportKeys(codes.new())), [PAIR.public.hex()]
    held = receipts.paper(_signed(content.digest))
    found = receipts.check(held, ours, content.proof)
    assert found.on == DAY and found.content is not None and found.content["text"] == content.text
    assert receipts.check(held, ours).content is None
    assert content.text.encode() not in held, "the receipt alone tells nothing"


@pytest.mark.parametrize("changed", [b"2026-03-02", b'"ed25519"', b'"value"', b"bihuan_receipt", b"{"])
def test_a_receipt_that_was_changed_is_refused(changed: bytes) -> None:
    held = receipts.paper(_signed(_content(ReportKeys(codes.new())).digest))
    assert changed in held
    with pytest.raises(BadInput):
        receipts.check(held.replace(changed, changed[:-1] + b"9", 1), [PAIR.public.hex()])


def test_another_key_and_another_content_are_told_apart() -> None:
    content = _content(ReportKeys(codes.new()))
    held = receipts.paper(_signed(content.digest))
    with pytest.raises(BadInput, match="公钥"):
        receipts.check(held, ["00" * 32])
    for other in (content.proof + b" ", replace(content, text="窗口偶尔无人").proof, b""):
        with pytest.raises(BadInput, match="留底"):
            receipts.check(held, [PAIR.public.hex()], other)
