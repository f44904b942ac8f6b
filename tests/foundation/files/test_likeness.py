"""One photograph is known again when it was made smaller, packed harder, brighter, turned or given a rim; two photographs are two."""

import io
from itertools import combinations

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from bihuan.foundation.files.rules.likeness import COARSE_LIMIT, Look, bands, look_of, near, read_look, turned
from tests.factories.pictures import photo


def _packed(picture: Image.Image, quality: int = 40) -> Image.Image:
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=quality)
    return Image.open(io.BytesIO(held.getvalue()))


def _look(picture: Image.Image) -> Look:
    found = look_of(picture)
    assert found
    return found


CHANGES = {
    "packed": lambda one: _packed(one, 25),
    "smaller": lambda one: one.resize((320, 240)),
    "smaller and packed": lambda one: _packed(one.resize((200, 150)), 60),
    "brighter": lambda one: ImageEnhance.Brightness(one).enhance(1.15),
    "paler": lambda one: ImageEnhance.Contrast(one).enhance(0.8),
    "grey": lambda one: one.convert("L"),
    "cut by one in a hundred": lambda one: one.crop((4, 3, one.width - 3, one.height - 3)),
    "with a date in the corner": lambda one: _stamped(one),
}


def _stamped(picture: Image.Image) -> Image.Image:
    made = picture.copy()
    ImageDraw.Draw(made).text((10, made.height - 20), "2026-03-01 09:00", fill="white")
    return made


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_is_known(change: str) -> None:
    lost = [seed for seed in range(25) if not _look(photo(seed)).resembles(_look(CHANGES[change](photo(seed))))]
    assert len(lost) <= 1, lost


def test_a_turned_copy_is_known() -> None:
    for seed in range(5):
        look = _look(photo(seed))
        quarter = photo(seed).transpose(Image.Transpose.ROTATE_90)
        assert not look.resembles(_look(quarter))
        assert any(look.resembles(one) for one in turned(quarter))


def test_different_photographs_are_not_taken_for_one() -> None:
    looks = [_look(photo(seed)) for seed in range(80)]
    assert not [1 for one, other in combinations(looks, 2) if one.resembles(other)]


def _paper(lines: int, seed: int) -> Image.Image:
    """A scanned page: dark lines of writing of different length on white."""
    import random

    chance, page = random.Random(seed), Image.new("L", (620, 877), 250)
    pen = ImageDraw.Draw(page)
    for line in range(lines):
        end = 80 + chance.randrange(200, 480)
        pen.rectangle([80, 90 + line * 24, end, 100 + line * 24], fill=chance.randrange(20, 90))
    return page


def test_pages_of_writing_are_not_taken_for_one() -> None:
    looks = [_look(_paper(20 + number % 10, number)) for number in range(40)]
    alike = [1 for one, other in combinations(looks, 2) if one.resembles(other)]
    assert len(alike) <= 2, f"{len(alike)} of {len(looks) * (len(looks) - 1) // 2}"


def test_blank_paper_is_like_nothing() -> None:
    assert look_of(Image.new("RGB", (300, 300), "white")) is None


def test_a_look_travels_as_text_and_is_found_by_one_of_its_bands() -> None:
    look = _look(photo(3))
    assert read_look(look.told()) == look
    spoilt = look.coarse
    for bit in (0, 5, 18, 20, 35, 37, 60):  # seven bits over four bands
        spoilt ^= 1 << bit
    assert (spoilt ^ look.coarse).bit_count() == COARSE_LIMIT
    ours, theirs = bands(look), bands(Look(spoilt, look.fine))
    assert any(theirs[number] in near(ours[number]) for number in range(4))
