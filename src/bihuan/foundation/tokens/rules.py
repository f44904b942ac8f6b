"""The text of a token, on plain values: `bihuan_<mark>_<secret>`, the secret 256 random bits of which only a digest is kept."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection
from datetime import date, timedelta

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.tokens.vocabulary import Scope

MOST_DAYS = 365
_TEXT = re.compile(r"bihuan_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")


def fresh() -> tuple[str, str, str]:
    """A new token: its mark (public, finds the row), the digest to be kept, the whole text to be shown once."""
    mark, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    return mark, digest_of(secret), f"bihuan_{mark}_{secret}"


def digest_of(secret: str) -> str:
    """What is kept of the secret part. It is random, so that one round of SHA-256 is as good as many."""
    return hashlib.sha256(secret.encode()).hexdigest()


def parts_of(text: str) -> tuple[str, str] | None:
    """Mark and secret of a token as it was sent; None for anything else."""
    found = _TEXT.fullmatch(text)
    return (found[1], found[2]) if found else None


def fits(secret: str, digest: str) -> bool:
    """Is this the secret of the digest? Takes the same time whatever the answer."""
    return hmac.compare_digest(digest_of(secret), digest)


def checked_scopes(scopes: Collection[str]) -> list[str]:
    """The scopes in the order of the list, each once. Raises BadInput for none or an unknown one."""
    unknown = sorted(set(scopes) - {one.value for one in Scope})
    if unknown:
        raise BadInput(_("没有这样的权限范围：%(names)s。"), names="、".join(unknown))
    if not scopes:
        raise BadInput(_("请至少选一项权限范围。"))
    return [one.value for one in Scope if one in scopes]


def checked_end(expires_on: date, today: date) -> date:
    """The last day of a token: from today on, at most a year. Raises BadInput."""
    last = today + timedelta(days=MOST_DAYS)
    if not today <= expires_on <= last:
        raise BadInput(_("有效期须在今天到 %(last)s 之间，最长一年。"), last=last.isoformat())
    return expires_on
