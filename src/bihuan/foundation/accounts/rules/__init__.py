"""Decisions about accounts on plain values: passwords and codes that are handed out, and who the three administrators may be."""

from bihuan.foundation.accounts.rules.administrators import check_three
from bihuan.foundation.accounts.rules.ageing import is_worn_out
from bihuan.foundation.accounts.rules.codes import digest_of, fits, fresh_code
from bihuan.foundation.accounts.rules.names import spelled
from bihuan.foundation.accounts.rules.passwords import fresh_password

__all__ = ["check_three", "digest_of", "fits", "fresh_code", "fresh_password", "is_worn_out", "spelled"]
