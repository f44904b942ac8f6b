"""Rows of this room."""

from bihuan.clues.models.keys import KeyHandover, KeyHolder, UnlockedKey

__all__ = ["KeyHandover", "KeyHolder", "UnlockedKey"]
