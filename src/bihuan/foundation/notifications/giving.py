"""Making digests and sending them as mail: at most one for an account and day, whoever tries and however often.

A mail is claimed in the database before it is handed to the mail server and noted after it. Whoever dies in between leaves it claimed: nobody
can tell then whether it went, so that it is told to be unknown and never sent again. One mail too few is mended by tomorrow's; two are nagging.
"""

import smtplib
import socket
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.timezone import localtime

from bihuan.foundation.kernel import Actor
from bihuan.foundation.notifications.models import Digest, DigestChoice
from bihuan.foundation.notifications.queries import digests_of, hours, mail_goes
from bihuan.foundation.notifications.rules import KEPT_DAYS, Kind, mail_of
from bihuan.foundation.notifications.vocabulary import MailState

# After these it is certain that the server did not take the mail.
_NOT_TAKEN = (
    ConnectionRefusedError, socket.gaierror, smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError,
    smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError,
)  # fmt: skip


def given_on(day: date) -> set[int]:
    """Accounts that have their digest of this day."""
    return set(Digest.objects.filter(day=day).values_list("user_id", flat=True))


def give(told: Mapping[int, Sequence[Kind]], *, day: date, now: datetime) -> int:
    """Lay the digest of the day before these accounts: how many were made. None for whom nothing waits, or where somebody was first. Three
    questions, however many accounts."""
    told = {user: kinds for user, kinds in told.items() if kinds}
    there = set(Digest.objects.filter(day=day, user_id__in=told).values_list("user_id", flat=True))
    choices = {one.user_id: one for one in DigestChoice.objects.filter(user_id__in=told)} if mail_goes() else {}
    rows = [
        Digest(user_id=user, day=day, made=now, kinds=[asdict(one) for one in kinds], mail=_way(choices.get(user), day))
        for user, kinds in told.items()
        if user not in there
    ]
    Digest.objects.bulk_create(rows, ignore_conflicts=True)  # one_digest_a_day decides between two workers
    return len(rows)


def _way(choice: DigestChoice | None, day: date) -> MailState:
    wanted = choice is not None and choice.mails and bool(choice.address) and day.weekday() in choice.days
    return MailState.DUE if wanted else MailState.NONE


def settle_interrupted(day: date) -> int:
    """Mails that somebody claimed and never noted: whether they went is unknown, and they are not sent again. How many."""
    return Digest.objects.filter(day__lte=day, mail=MailState.SENDING).update(mail=MailState.UNKNOWN)


def send_due(day: date, *, link: str, clock: Callable[[], datetime], each: Callable[[], None] = lambda: None) -> Counter[str]:
    """Send the mails of the day that are due: how many came to which end. `clock` tells the hour before each: in quiet hours nothing goes.
    `each` is called between two, and may raise."""
    found, line = Counter[str](), get_connection(fail_silently=False)
    due = Digest.objects.filter(day=day, mail=MailState.DUE)
    try:
        for pk in list(due.values_list("pk", flat=True)):
            each()
            if not due.filter(pk=pk).update(mail=MailState.SENDING):
                continue  # another worker has it
            end = _sent(pk, line, link, clock())
            if Digest.objects.filter(pk=pk, mail=MailState.SENDING).update(mail=end):
                found[end.value] += 1
    finally:
        _hung_up(line)
    return found


def _sent(pk: int, line: Any, link: str, now: datetime) -> MailState:
    row = Digest.objects.select_related("user", "user__digest_choice").get(pk=pk)
    choice: DigestChoice = row.user.digest_choice
    if not row.user.is_active or not choice.mails or hours().is_quiet(localtime(now).time()):
        return MailState.WITHHELD
    with translation.override(row.user.language or None):
        subject, text = mail_of(row.told, f"{localtime(row.made):%Y-%m-%d %H:%M}", link, translation.gettext)
    try:
        EmailMessage(subject, text, to=[choice.address], connection=line).send()
    except _NOT_TAKEN:
        return MailState.FAILED
    except Exception:  # whatever it was, it may have come after the server took the mail
        _hung_up(line)
        return MailState.UNKNOWN
    return MailState.SENT


def _hung_up(line: Any) -> None:
    try:
        line.close()
    except (OSError, smtplib.SMTPException):
        line.connection = None


def mark_read(digest: Digest, *, actor: Actor, day: date) -> None:
    """Its owner has seen it; the first day counts. It stands in no book: nobody else may know (domain.md E2.6)."""
    digests_of(actor).filter(pk=digest.pk, read_on=None).update(read_on=day)


def forget_before(day: date) -> int:
    """Digests older than they are of use leave the table. How many."""
    return Digest.objects.filter(day__lt=day - timedelta(KEPT_DAYS)).delete()[0]
