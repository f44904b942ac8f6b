"""A draft that somebody edited in an office program comes back: its wording is taken, its numbers are held against the draft's.

In here: where each paragraph of the file belongs (`aligning`), which of its numbers are whose (`pairing`), what is asked (`reading`), the
paper that the answers give (`answering`), wording that the next issue takes over (`wording`). Not here: files, rows, pages.
"""

from bihuan.documents.rules.returned.aligning import Came
from bihuan.documents.rules.returned.answering import CHOICES, answered
from bihuan.documents.rules.returned.reading import Piece, Question, Returned, what_came_back
from bihuan.documents.rules.returned.wording import Wording, keyed, with_wording, wording_kept

__all__ = [
    "CHOICES", "Came", "Piece", "Question", "Returned", "Wording", "answered", "keyed", "what_came_back", "with_wording", "wording_kept",
]  # fmt: skip
