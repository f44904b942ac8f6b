"""Passphrases are tried here and nowhere else, so that wrong ones count wherever they are typed."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from bihuan.clues.models import KeyHolder
from bihuan.clues.rules import locks
from bihuan.foundation.kernel import NotNow, _

_TRIES, _SHUT = 5, timedelta(minutes=30)


def try_passphrase(holder: KeyHolder, passphrase: str, now: datetime) -> str:
    """The secret half. Each try counts before it is made, so that many at once count, too; the sixth wrong one in a row waits half an hour."""
    is_open = Q(shut_until=None) | Q(shut_until__lte=now)
    if not KeyHolder.objects.filter(is_open, pk=holder.pk, wrong__lt=_TRIES).update(wrong=F("wrong") + 1):
        KeyHolder.objects.filter(is_open, pk=holder.pk, wrong__gte=_TRIES).update(wrong=0, shut_until=now + _SHUT)
        raise NotNow(_("密钥口令连续输错 %(most)d 次，半小时后再试。"), most=_TRIES)
    holder.refresh_from_db(fields=["wrapped"])
    secret = locks.unlock(holder.wrapped, passphrase, holder.bound)
    KeyHolder.objects.filter(pk=holder.pk).update(wrong=0, shut_until=None)
    return secret
