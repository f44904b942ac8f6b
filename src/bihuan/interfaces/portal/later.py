"""What something costs that is added to a report: the first is free, for the report has paid; who adds again and again pays each time as for a new
report, so that no known code makes the door dear for everybody else (`price`)."""

from django.http import QueryDict

from bihuan.foundation.sealedbox.codes import ReceiptCode
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.interfaces.portal.keeping import PIECES_A_REPORT
from bihuan.interfaces.portal.paper import box
from bihuan.interfaces.portal.price import Paid

_FREE = 2
"""The report itself and one addition; or two, when the office has taken the report."""


def paid_for(fields: QueryDict, code: ReceiptCode) -> Paid:
    """What came with an addition. Its token is for this code and for as many additions as lie there: when one more does, another is needed."""
    return Paid.of(fields, _seed(code, box().contents(ReportKeys(code).place)))


def token_for(paid: Paid, code: ReceiptCode) -> str:
    """The token that the page of this code goes on with."""
    return paid.kept_for(_seed(code, box().contents(ReportKeys(code).place)))


def lacks(paid: Paid, code: ReceiptCode) -> str:
    """What still has to be paid, as it is told on the page; "" where nothing is."""
    return "" if is_free(code) else paid.lacks()


def is_free(code: ReceiptCode) -> bool:
    """Has the report paid for what comes next? For files so far as the price of a report has them in it."""
    return is_free_at(ReportKeys(code).place)


def is_free_at(place: bytes) -> bool:
    """The same for a place."""
    return box().contents(place) < _FREE and box().many(place) < PIECES_A_REPORT


def _seed(code: ReceiptCode, waiting: int) -> str:
    return f"{code.latin} {waiting}"
