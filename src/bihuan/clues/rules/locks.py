"""How a secret key is locked: at rest by its holder's passphrase, for a working half hour by a secret that lies in his browser alone.

Argon2id (RFC 9106, section 4, second choice: 64 MiB, three passes, four lanes) makes a key of the passphrase, ChaCha20-Poly1305 locks with it.
`bound` (account, purpose, public key) goes into the lock, so that nobody can lay one holder's lock into another's row.
"""

import json
import secrets
from base64 import b64decode, b64encode

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bihuan.foundation.kernel import BadInput, _

COST = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 4}
SHORTEST = 12
_NONCE = 12
_MOST_MEMORY, _MOST_TIME = 1024 * 1024, 20


class WrongPassphrase(BadInput):
    """The lock does not open with it."""

    default = _("密钥口令不对。请再试一次；忘记的，请停用这把密钥、另行生成，再由两名保管人交接。")


def refuse_weak(passphrase: str) -> None:
    """Refuse one that is soon guessed by whoever holds a copy of the database: there nobody counts tries."""
    if len(passphrase) < SHORTEST or len(set(passphrase)) < SHORTEST // 2:
        raise BadInput(_("密钥口令至少 %(least)d 个字符，不要用重复的字符。建议用四个以上互不相关的词。"), least=SHORTEST)
    if passphrase.isdigit():
        raise BadInput(_("密钥口令不能全是数字。"))


def _stretched(passphrase: str, salt: bytes, cost: dict[str, int]) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(hash_secret_raw(passphrase.encode(), salt, hash_len=32, type=Type.ID, **cost))


def lock(secret: str, passphrase: str, bound: str) -> str:
    """As it is kept."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(_NONCE)
    closed = _stretched(passphrase, salt, COST).encrypt(nonce, secret.encode(), bound.encode())
    return json.dumps({"salt": b64encode(salt).decode(), "cost": COST, "closed": b64encode(nonce + closed).decode()})


def unlock(kept: str, passphrase: str, bound: str) -> str:
    """The secret key again. Raises WrongPassphrase."""
    try:
        told = json.loads(kept)
        cost = {name: int(told["cost"][name]) for name in COST}
        if cost["memory_cost"] > _MOST_MEMORY or cost["time_cost"] > _MOST_TIME:
            raise WrongPassphrase  # a row that was tampered with must not eat the machine
        closed = b64decode(told["closed"])
        return _stretched(passphrase, b64decode(told["salt"]), cost).decrypt(closed[:_NONCE], closed[_NONCE:], bound.encode()).decode()
    except (InvalidTag, ValueError, KeyError, TypeError) as wrong:
        raise WrongPassphrase from wrong


def fresh_session() -> str:
    """The secret that goes into the browser's cookie and nowhere else."""
    return secrets.token_hex(32)


def _of_session(session: str, word: str, size: int) -> bytes:
    return HKDF(hashes.SHA256(), size, None, f"bihuan desk session 1 {word}".encode()).derive(bytes.fromhex(session))


def place_of(session: str, bound: str) -> str:
    """Under which name what is unlocked for this session lies (hex). Opens nothing. Raises BadInput for what is no such secret."""
    if len(session) != 64 or not all(sign in "0123456789abcdef" for sign in session):
        raise BadInput(_("密钥已经锁上，请重新解锁。"))
    return _of_session(session, f"place {bound}", 16).hex()


def lend(secrets_: str, session: str, bound: str) -> bytes:
    """Unlocked secrets as they lie in the table for the time of a session: of no use without the cookie."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + ChaCha20Poly1305(_of_session(session, "key", 32)).encrypt(nonce, secrets_.encode(), bound.encode())


def lent(kept: bytes, session: str, bound: str) -> str:
    """The same again. Raises BadInput."""
    try:
        return ChaCha20Poly1305(_of_session(session, "key", 32)).decrypt(kept[:_NONCE], kept[_NONCE:], bound.encode()).decode()
    except (InvalidTag, ValueError) as wrong:
        raise BadInput(_("密钥已经锁上，请重新解锁。")) from wrong
