"""Signs in a name that nobody sees: pasted along with it, or put there so that it reads as another's.

Of two names that look alike people take one for the other, and a change of direction shows a name backwards. What only clings to a pasted
text is taken out; what can deceive is refused, since nobody can tell what was meant. Out of a long text all of it is taken: it then reads in
the order in which it is kept, searched and exported, and nobody has to find in a page what he cannot see.
"""

import re
import unicodedata

from bihuan.foundation.kernel.refusals import BadInput
from bihuan.foundation.kernel.terms import _

UNSEEN = _("里面有看不见的符号（如改变书写方向的控制符），请删去，或逐字重新输入。")
_CLINGING = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Soft hyphens, joiners, marks of direction and of byte order, variants of a glyph."""
_BREAKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
"""Ends of lines, tabs and what else parts words unprinted: in a name each is a blank, as of a cell with two lines."""
_HIDDEN = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
"""Joiners, marks and changes of direction, tags that spell a second text, controls; not NUL, which is refused before."""
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Letters and signs with nothing to print."""


def without_clinging(text: str) -> str:
    """A text without the signs that cling to what is pasted."""
    return text if text.isascii() else _CLINGING.sub("", text)


def has_unseen(text: str) -> bool:
    """Is there a sign in it that is neither printed nor a blank: one that changes the direction, a control, a filler?"""
    return any(one in _FILLERS or unicodedata.category(one) in ("Cf", "Cc") and not one.isspace() for one in text)


def legible(text: str) -> str:
    """A long text without what nobody sees in it; lines and blanks stay."""
    return text if text.isprintable() else _HIDDEN.sub("", text)


def bare(text: str) -> str:
    """A text without anything that nobody sees, whatever it is: what a file is called, or is searched for."""
    return text if text.isascii() else "".join(one for one in without_clinging(text) if not has_unseen(one))


def seen(text: str) -> str:
    """A name as it is kept: on one line, without what clings to it and blanks at its ends. Raises BadInput where a sign stands in it that
    nobody sees."""
    plain = _BREAKS.sub(" ", without_clinging(text)).strip()
    if has_unseen(plain):
        raise BadInput(UNSEEN)
    return plain
