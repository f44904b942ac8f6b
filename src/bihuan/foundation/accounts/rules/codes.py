"""One-time codes of activation slips, on plain values: short enough to be typed from paper, too many to be guessed."""

import hashlib
import hmac
import re
import secrets
import unicodedata

SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without I, L, O, 0 and 1
GROUPS, SIGNS_A_GROUP = 3, 4
"""31 signs in twelve places are about 59 random bits."""


def fresh_code() -> str:
    """A random code as it is printed: three groups of four."""
    return "-".join("".join(secrets.choice(SIGNS) for _place in range(SIGNS_A_GROUP)) for _group in range(GROUPS))


def typed(code: str) -> str:
    """A code as it was typed, without what people add to it: blanks, dashes, small letters, signs of full width."""
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", code)[:64].upper())


def digest_of(code: str, account: int, key: str) -> str:
    """What is kept of a code: bound to its account and to the secret of the installation, so that a stolen table opens nothing."""
    return hmac.new(key.encode(), f"activation {account} {typed(code)}".encode(), hashlib.sha256).hexdigest()


def fits(code: str, account: int, key: str, digest: str) -> bool:
    """Is this the code of the digest? Takes the same time whatever the answer."""
    return hmac.compare_digest(digest_of(code, account, key), digest)
