"""The one router of the ledger: two methods at one address must be known to one router."""

from ninja import Router

from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.gate import Bearer

READ, WRITE = Bearer(Scope.LEDGER_READ), Bearer(Scope.LEDGER_WRITE)
router = Router(tags=["台账"], auth=WRITE)
