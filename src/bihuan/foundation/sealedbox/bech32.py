"""Bech32 (BIP 173) as far as age writes its keys with it: a short word, the bytes in pieces of five bits, six letters that check both."""

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def _sum(values: list[int]) -> int:
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            total ^= generator if top >> place & 1 else 0
    return total


def encode(word: str, data: bytes) -> str:
    """`data` after `word`, in small letters."""
    number, pieces = int.from_bytes(data, "big"), -(-len(data) * 8 // 5)
    number <<= pieces * 5 - len(data) * 8
    values = [number >> 5 * (pieces - 1 - place) & 31 for place in range(pieces)]
    spread = [ord(letter) >> 5 for letter in word] + [0] + [ord(letter) & 31 for letter in word]
    total = _sum([*spread, *values, *[0] * 6]) ^ 1
    return f"{word}1" + "".join(_LETTERS[value] for value in [*values, *(total >> 5 * (5 - place) & 31 for place in range(6))])
