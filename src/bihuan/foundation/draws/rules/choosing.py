"""Which ones are drawn: a function of what was written down before, the secret number and the words said aloud.

Anybody can replay it with the digest program of any computer; `HOW` says how, in one paragraph, and stands in every file that is handed out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from bihuan.foundation.kernel import BadInput, _

NAME = "bihuan-draw-1"
HOW = _(
    "复算方法（bihuan-draw-1）：把名单写成一份 UTF-8 文本，各行以换行符结束，各栏以制表符分隔：第一行 bihuan-draw-1；然后每一层一行"
    "“wanted、层名、抽几个”，每个候选一行“in、层名、编号、名称”，每个排除的一行“out、编号、名称、理由”；三类各自按整行的字节顺序排列。"
    "这份文本的 SHA-256 就是名单摘要；种子（64 个小写十六进制字符）按 ASCII 取 SHA-256 就是封存的种子摘要。揭晓时，对每个候选取"
    "“种子:现场报的字:编号”（英文冒号相连，没有现场报字的中间为空）的 SHA-256，每一层按这个十六进制值从小到大取要抽的个数，即为抽中。"
)  # fmt: skip
_MOST = 100_000
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""What breaks a line, cannot be seen or cannot be written. By their numbers: what `isprintable` answers for a rare name (an ideographic blank, a
sign of somebody's own font, one that Unicode took in later) is another answer in another Python, and the list could not be replayed there."""
_SEED = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One that may be drawn: its stratum, its key (once in the whole list) and what it is called."""

    stratum: str
    key: str
    label: str


@dataclass(frozen=True, slots=True, order=True)
class Left:
    """One that was left out, and why."""

    key: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Lot:
    """What is written down before a draw: who may be drawn, who was left out and why, how many of each stratum."""

    pool: tuple[Entry, ...]
    wanted: Mapping[str, int]
    left: tuple[Left, ...] = field(default=())

    def __post_init__(self) -> None:
        """Raises BadInput for what cannot be drawn from."""
        _refuse_odd(self)


def _refuse_odd(lot: Lot) -> None:
    if not 0 < len(lot.pool) <= _MOST:
        raise BadInput(_("名单里没有可抽的，或者太多了（最多 10 万个）。"))
    every: list[Entry | Left] = [*lot.pool, *lot.left]
    keys = [one.key for one in every]
    if len(set(keys)) != len(keys):
        raise BadInput(_("名单里有重复的编号，或者同一个既可抽又被排除。"))
    if any(not one.reason.strip() for one in lot.left):
        raise BadInput(_("每一个排除的都要写明理由。"))
    texts = [*keys, *(one.label for one in every), *(one.reason for one in lot.left), *lot.wanted,
             *(one.stratum for one in lot.pool)]  # fmt: skip
    if any(_ODD.search(one) for one in texts):
        raise BadInput(_("名称和理由里不能有换行、制表符等看不见的字符。"))
    many: dict[str, int] = {}
    for one in lot.pool:
        many[one.stratum] = many.get(one.stratum, 0) + 1
    if set(lot.wanted) != set(many) or any(not 0 <= wanted <= many[stratum] for stratum, wanted in lot.wanted.items()):
        raise BadInput(_("每一层抽几个要写明，并且不能多于这一层的候选。"))
    if not any(lot.wanted.values()):
        raise BadInput(_("至少要抽一个。"))


def written(lot: Lot) -> bytes:
    """The list as the text whose digest is taken."""
    wanted = [f"wanted\t{stratum}\t{many}" for stratum, many in lot.wanted.items()]
    inside = [f"in\t{one.stratum}\t{one.key}\t{one.label}" for one in lot.pool]
    outside = [f"out\t{one.key}\t{one.label}\t{one.reason}" for one in lot.left]
    lines = [line for part in (wanted, inside, outside) for line in sorted(part, key=lambda one: one.encode())]
    return "".join(f"{line}\n" for line in (NAME, *lines)).encode()


def digest_of(lot: Lot) -> str:
    """The digest of the list."""
    return sha256(written(lot)).hexdigest()


def commitment_of(seed: str) -> str:
    """What is told of the secret number before it is told itself."""
    return sha256(seed.encode("ascii")).hexdigest()


def is_seed(text: str) -> bool:
    """Is it what is drawn with: 64 small hexadecimal signs? Of anything else the digest would not bind the number that is told later."""
    return _SEED.fullmatch(text) is not None


def refuse_words(spoken: str) -> None:
    """Raises BadInput for words after which it is not plain where they end."""
    if _ODD.search(spoken) or ":" in spoken:
        raise BadInput(_("现场报的字里不能有换行和英文冒号。"))


def choose(lot: Lot, seed: str, spoken: str = "") -> list[str]:
    """The keys that are drawn, by stratum in the order of the list, in each the lowest first."""
    ranked: dict[str, list[tuple[str, str]]] = {}
    for one in lot.pool:
        ranked.setdefault(one.stratum, []).append((sha256(f"{seed}:{spoken}:{one.key}".encode()).hexdigest(), one.key))
    strata = sorted(lot.wanted, key=lambda one: one.encode())
    return [key for stratum in strata for _ticket, key in sorted(ranked[stratum])[: lot.wanted[stratum]]]
