"""How many wrong passwords or codes lock a name at an address: a rule of the house, which the system administrator may set."""

from typing import Any

from bihuan.foundation.rulebook.queries import rule

FEWEST, MOST = 3, 20


def most_tries(_request: Any = None, _credentials: Any = None) -> int:
    """The number in force today, within what keeps guessers out and people in. Asked by axes at each failure."""
    return min(max(rule("sign_in_failures").value, FEWEST), MOST)
