"""Where a signature and its date stand, in characters from the right margin (domain.md F1)."""

from unicodedata import east_asian_width


def text_width(text: str) -> float:
    """Width in full characters: letters and digits are half as wide."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)


def signature_indents(name: str, day: str, seal: bool) -> tuple[float, float]:
    """Right indents of name and date.

    With a seal the date keeps 4 characters and the name is centred above it. Without one the name keeps 2 and the date begins
    2 characters right of the name; whichever is too long keeps 2 and moves the other one.
    """
    name_width, day_width = text_width(name), text_width(day)
    if seal:
        name_right = 4 + (day_width - name_width) / 2
        return (name_right, 4) if name_right >= 2 else (2, 2 + (name_width - day_width) / 2)
    day_right = name_width - day_width
    return (2, day_right) if day_right >= 2 else (4 + day_width - name_width, 2)
