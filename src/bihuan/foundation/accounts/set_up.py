"""The key to the first-start guide: a code that follows from the installation's secret. Every process of it, on whatever machine, prints and
takes the same one, and none is kept; once the three administrators stand the guide is shut, whoever has the code."""

import hashlib
import hmac

from bihuan.foundation.accounts.rules.codes import SIGNS, typed

_SIGNS, _GROUP = 16, 4
_FOR = b"bihuan: first start"


def set_up_code(secret: str) -> str:
    """The code that `bihuan run` prints, in groups: 16 signs, more than 75 bits."""
    found = hmac.new(secret.encode(), _FOR, hashlib.sha512).digest()
    signs = "".join(SIGNS[int.from_bytes(found[3 * n : 3 * n + 3]) % len(SIGNS)] for n in range(_SIGNS))
    return "-".join(signs[at : at + _GROUP] for at in range(0, _SIGNS, _GROUP))


def opens(code: str, secret: str) -> bool:
    """Is this the code, however it was typed?"""
    return hmac.compare_digest(typed(code).encode(), typed(set_up_code(secret)).encode())
