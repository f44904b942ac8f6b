"""Photographs made for the tests: one for each seed, as a telephone writes them."""

import io
import random
import struct

from PIL import Image, ImageDraw

MARK = "SECRETMARK"
"""Stands in every property of every sample; none of it may be left in a working copy."""


def photo(seed: int = 1, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture with shapes of many colours, another for each seed."""
    chance = random.Random(seed)
    picture = Image.new("RGB", size, tuple(chance.randrange(256) for _colour in range(3)))
    pen = ImageDraw.Draw(picture)
    for _shape in range(40):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        box = [x, y, x + chance.randrange(20, size[0] // 2), y + chance.randrange(20, size[1] // 2)]
        draw = pen.ellipse if chance.random() < 0.5 else pen.rectangle
        draw(box, fill=tuple(chance.randrange(256) for _colour in range(3)))
    return picture


def exif(orientation: int = 6) -> Image.Exif:
    """Maker, model, moment, owner, place, and which way up."""
    found = Image.Exif()
    found[0x010F], found[0x0110], found[0x013B], found[0x0112] = MARK, MARK, MARK, orientation
    found.get_ifd(0x8769).update({0x9003: "2026:03:01 09:00:00", 0xA431: MARK})
    found.get_ifd(0x8825).update({1: "N", 2: (30.0, 1.0, 2.0), 29: MARK})
    return found


def jpeg(seed: int = 1, **more: object) -> bytes:
    """A photograph as a telephone writes it."""
    held = io.BytesIO()
    photo(seed).save(held, "JPEG", quality=90, **{"exif": exif(), "comment": MARK, **more})
    data = held.getvalue()
    mark = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + MARK.encode()
    first = 4 + struct.unpack_from(">H", data, 4)[0]
    return data[:first] + b"\xff\xe1" + struct.pack(">H", len(mark) + 2) + mark + data[first:] + b"MotionPhoto" + MARK.encode()
