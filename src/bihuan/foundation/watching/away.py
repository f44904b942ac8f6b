"""Is the database away for a moment (stopped, changing its primary, busy), so that the same request may be made again later?"""

# connection lost, server going down, only reading (a standby that is not yet promoted), two who waited for each other
_ENDED = ("08", "57P", "25006", "40P01")
_SAID = ("database is locked", "unable to open database")


def is_away(fault: BaseException | None) -> bool:
    """Whether the fault, or what caused it, is the database being away. A wrong question to it is something else."""
    seen = 0
    while fault is not None and seen < 5:
        names = {kind.__name__ for kind in type(fault).__mro__}
        if names & {"OperationalError", "InterfaceError", "ReadOnlySqlTransaction"}:
            state = getattr(fault, "sqlstate", "") or ""
            if state.startswith(_ENDED) or any(words in str(fault) for words in _SAID) or _is_drivers(fault, state):
                return True
        fault, seen = fault.__cause__, seen + 1
    return False


def _is_drivers(fault: BaseException, state: str) -> bool:
    """The driver's own word that there is no connection: it has no state of the server's."""
    return type(fault).__module__.startswith("psycopg") and not state
