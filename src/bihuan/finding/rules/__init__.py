"""Decisions of this room as pure functions on plain values."""
