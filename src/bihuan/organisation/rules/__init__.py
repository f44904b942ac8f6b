"""Decisions about units and people on plain values: names in order, branches, what a name tells, and the roster."""
