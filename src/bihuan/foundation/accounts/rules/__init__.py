"""Decisions about accounts on plain values: passwords that are handed out, and who the three administrators may be."""

from bihuan.foundation.accounts.rules.administrators import check_three
from bihuan.foundation.accounts.rules.passwords import fresh_password

__all__ = ["check_three", "fresh_password"]
