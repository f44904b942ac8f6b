"""Who may work here, and the words of steps on buttons."""

from typing import Any

from django.utils.translation import gettext as _

from bihuan.foundation.kernel import NotAllowed
from bihuan.inspections import queries


def only_who_works(actor: Any, campaign: Any) -> None:
    """NotAllowed for everybody but those who supervise in this campaign."""
    if not queries.works_here(actor, campaign):
        raise NotAllowed()


def only_who_takes_part(actor: Any, campaign: Any, row: Any) -> None:
    """NotAllowed for everybody but those who take part in this visit."""
    if not queries.takes_part(actor, campaign, row):
        raise NotAllowed()


def words_of(steps: Any) -> Any:
    """The words on buttons in the reader's language."""
    return {action: _(label) for action, label in steps.items()}
