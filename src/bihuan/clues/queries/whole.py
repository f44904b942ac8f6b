"""What may be counted where everybody of the desk sees the number: clues in whose line nobody of the desk is. Were one more counted, whoever has to
keep away from it could hold the number against his own list and learn that there is one."""

from datetime import date

from django.db.models import Q

from bihuan.clues.models import Clue
from bihuan.clues.policy.lines import keeps_away, lies_in_line
from bihuan.clues.queries.keys import usable_keys
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Person


def in_nobodys_line(day: date) -> Q:
    """Clues that everybody of the desk may know of."""
    users = [one.user_id for one, _duties in usable_keys(KeyPurpose.DESK)]
    found = Q()
    for person, user in Person.objects.filter(user_id__in=users).values_list("pk", "user_id"):
        one = Actor(user, "", person)
        found &= ~lies_in_line(one, day) & ~keeps_away(one, day)
    return found


def seen_by_whole_desk(clue: Clue, day: date) -> bool:
    """Is it one of them?"""
    return Clue.objects.filter(in_nobodys_line(day), pk=clue.pk).exists()
