"""Declaring a stage over, by what the ledger shows: the conditions are counted in the transaction that writes."""

from datetime import datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Stage
from bihuan.campaigns.operations import finish_stage
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.kernel import Actor
from bihuan.problems.queries.gates import unmet_of_stage


def declare_stage_over(*, stage: Stage, actor: Actor, now: datetime, reason: str = "") -> Stage:
    """Declare a stage over; with conditions open only by a decision with its reason. After the first one rectification may begin."""
    with one_write():
        # two declarations do not count past each other; in the order in which a prolonging takes the same rows
        list(Stage.objects.select_for_update(no_key=True).filter(campaign=stage.campaign_id).order_by("order"))
        return finish_stage(stage=stage, unmet=unmet_of_stage(stage, localdate(now)), actor=actor, now=now, reason=reason)
