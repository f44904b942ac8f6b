"""Figures over all rooms, the cockpit, the weekly brief and the final report: nothing is retyped, every number opens its rows.

Not here: how a document looks (documents), or what the rows are (the rooms below). Interfaces ask `queries` and `operations`.
"""
