"""Days of the organisation: what stands in the tree stands now, so nothing is entered before its day has come."""

from datetime import date

from bihuan.foundation.kernel import BadInput, _


def check_not_ahead(on: date, today: date) -> None:
    """Raises BadInput for a day after today."""
    if on > today:
        raise BadInput(_("日期 %(day)s 还没有到，请到那一天再办理。"), day=on.isoformat())
