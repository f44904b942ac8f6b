"""What somebody is as the deputy of others."""

from collections.abc import Sequence
from typing import Any

from bihuan.campaigns.policy.grants import deputed_grants
from bihuan.campaigns.policy.towards import campaign_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Term


def stand_ins(actor: Actor, rows: Sequence[Any]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """For each row the actor as the deputy of others, with the duties that they delegated to him. A head's own signature is none of them."""
    if actor.person_id is None or actor.administrator:
        return [[] for _row in rows]
    others = _deputed_by_campaign(actor)
    return [others.get(campaign_of(row) or 0, []) for row in rows]


def _deputed_by_campaign(actor: Actor) -> dict[int, list[tuple[Actor, frozenset[Term]]]]:
    rows = deputed_grants(actor).values_list("campaign_id", "person_id", "person__user_id", "person__name", "duty")
    found: dict[int, dict[Actor, set[Term]]] = {}
    for campaign, person, user, name, duty in rows.order_by("person_id"):
        found.setdefault(campaign, {}).setdefault(actor.as_deputy(person, user, name), set()).add(Duty(duty))
    return {campaign: [(one, frozenset(duties)) for one, duties in others.items()] for campaign, others in found.items()}
