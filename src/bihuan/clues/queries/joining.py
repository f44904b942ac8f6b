"""To which clue belongs what a reporter added."""

from collections.abc import Sequence

from bihuan.clues.models import Clue, ClueSeal, Tip
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.foundation.sealedbox.contents import Content


def clue_for(tip: Tip, contents: Sequence[Content]) -> Clue | None:
    """The clue that his report became, or what that was joined to. What concerns those who handle reports goes to none but one that went round them:
    None where there is none."""
    found: dict[bool, Clue] = {}
    for one in Clue.objects.filter(tip=tip).order_by("registered_at", "pk"):
        last = _last(one)
        found.setdefault(_goes_round(last), last)
    around = any(one.concerns_handlers for one in contents)
    return found.get(True) if around else found.get(False) or found.get(True)


def _last(clue: Clue) -> Clue:
    while clue.merged_into is not None:
        clue = clue.merged_into
    return clue


def _goes_round(clue: Clue) -> bool:
    return ClueSeal.objects.filter(clue=clue, holder__purpose=KeyPurpose.ALTERNATE).exists()
