"""Supervision at work (督导检查): plans, visits open and covert, checklists, observations that a unit may comment on before they are problems,
correction notices, hearings of reports, analysis notes.

Interfaces call `queries` and `operations`. Not here: which units a group is in charge of (campaigns), chance itself (foundation.draws), what
becomes of a problem (problems).
"""
