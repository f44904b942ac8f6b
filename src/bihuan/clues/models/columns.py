"""A column that several rows of this room have."""

import secrets


def random_number() -> int:
    """A key that tells nothing of the order in which rows came (M70)."""
    return secrets.randbits(62)
