"""Words the whole house shares: pure Python, no framework, no business.

Term (a word with its Chinese label), Workflow (a lifecycle as one table), Actor (who acts),
Refused (a no with a sentence for the user), Deadline arithmetic, Figure (a number that opens).
`_` only marks a text for translation; the pages translate it.
"""

from bihuan.foundation.kernel.actors import Actor
from bihuan.foundation.kernel.figures import Figure
from bihuan.foundation.kernel.refusals import BadInput, Conflict, Missing, NeedsUnmet, NotAllowed, NotNow, Refused, in_words_of
from bihuan.foundation.kernel.terms import Term, _
from bihuan.foundation.kernel.told import Told, said, said_again
from bihuan.foundation.kernel.workflow import ANY, BACK, CREATE, SAME, Step, Workflow

__all__ = [
    "ANY", "BACK", "CREATE", "SAME", "Actor", "BadInput", "Conflict", "Figure", "Missing", "NeedsUnmet", "NotAllowed", "NotNow",
    "Refused", "Step", "Term", "Told", "Workflow", "_", "in_words_of", "said", "said_again",
]  # fmt: skip
