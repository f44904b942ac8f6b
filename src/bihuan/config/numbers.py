"""Settings that are numbers: a word, a fraction or a number out of range ends the program with one sentence that names the setting."""

import sys


def whole(name: str, text: str, *, least: int, most: int) -> int:
    """The whole number in `text`, the value of the setting `name`. Anything else is told, and the process ends with exit code 2.

    Settings are read before anything could show a refusal, and by every process of the house, so the sentence is printed here."""
    plain = text.strip()
    if plain.isascii() and plain.isdigit() and len(plain) <= 9 and least <= int(plain) <= most:
        return int(plain)
    print(f"设置 {name} 是“{text}”，看不懂。请写 {least} 到 {most} 之间的整数，或者不设，用默认值。", file=sys.stderr)
    raise SystemExit(2)
