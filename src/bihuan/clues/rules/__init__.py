"""Decisions of this room on plain values."""
