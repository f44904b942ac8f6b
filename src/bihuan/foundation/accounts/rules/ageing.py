"""How long a password is good: a habit of the schemes of graded protection (等级保护), set by the rule `password_days`."""

from datetime import date, timedelta


def is_worn_out(set_on: date | None, today: date, days: int) -> bool:
    """Has a password set on that day served its days? It is changed on the day after its last one. Never where none was set."""
    return set_on is not None and today >= set_on + timedelta(days=days)
