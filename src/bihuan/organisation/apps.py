"""The organisation for Django and for the book."""

from typing import Any

from django.apps import AppConfig


class Organisation(AppConfig):
    name = "bihuan.organisation"
    label = "organisation"
    verbose_name = "组织"

    def ready(self) -> None:
        from bihuan.foundation.accounts.directories.matching import numbers_are_known
        from bihuan.foundation.audit.keeping import keep
        from bihuan.organisation import models, policy, workflow

        keep(models.Unit, kind="unit", label="单位", workflow=workflow.UNIT, duties=policy.duties)
        keep(models.Person, kind="person", label="人员", workflow=workflow.PERSON, duties=policy.duties, veiled=frozenset({"phone"}))
        keep(models.Post, kind="post", label="职务", workflow=workflow.POST, duties=policy.duties)
        keep(models.StandingDuty, kind="standing_duty", label="常设职责", workflow=workflow.STANDING_DUTY, duties=policy.duties)
        keep(
            models.Recusal, kind="recusal", label="回避", workflow=workflow.RECUSAL, duties=policy.duties_of_recusal,
            name=lambda row: f"{row.pk}", veiled=frozenset({"ground", "reason", "decision"}),
        )  # fmt: skip
        numbers_are_known(_account_of_number)


def _account_of_number(number: str) -> Any:
    """The account of the person with this staff number, or None."""
    from bihuan.organisation.models import Person

    person = Person.objects.filter(number=number).exclude(user=None).select_related("user").first()
    return person.user if person else None
