"""What waits for somebody in this room: facts to verify, statements to answer, decisions, service, follow-ups, appeals (P17)."""

from collections.abc import Iterable, Sequence
from datetime import date

from bihuan.accountability.queries.seated import any_seat
from bihuan.accountability.queries.work import work_of
from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries.desk import Wait
from bihuan.foundation.kernel import Actor


def asks(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """Each kind without a query; nothing for whoever sits nowhere."""
    seat = any_seat(actor, mine, campaign_id)
    for one in work_of(actor, mine, campaign_id, today):
        yield Wait(one.name, one.rows, one.due, seat)
