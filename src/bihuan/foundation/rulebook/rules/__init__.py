"""Rules as plain values, and the packs they come from. No Django, no database."""

from bihuan.foundation.rulebook.rules.packs import Book, read_packs
from bihuan.foundation.rulebook.rules.rule import Rule, Setting

__all__ = ["Book", "Rule", "Setting", "read_packs"]
