"""Passwords that the system hands out once; whoever gets one must change it at the first sign-in."""

import secrets

_LETTERS = "abcdefghjkmnpqrstuvwxyz"  # without i, l, o
_CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I, O
_DIGITS = "23456789"


def fresh_password() -> str:
    """A random password that can be read out over a telephone: four groups of four, about 70 random bits, three kinds of characters."""
    pool = _LETTERS + _DIGITS
    groups = ["".join(secrets.choice(pool) for _place in range(3)) for _group in range(4)]
    return "-".join(secrets.choice(_CAPITALS) + group for group in groups)
