"""Tokens: whose they are, what is kept of them, when they end; and requests that are done once."""

import threading
import time
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.operations import open_unset_accounts
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit import chain
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.kernel import Actor, BadInput, Conflict, Missing, NotAllowed, NotNow
from bihuan.foundation.tokens import answers, queries
from bihuan.foundation.tokens.answers import Key, Told, once
from bihuan.foundation.tokens.models import Answer, Token
from bihuan.foundation.tokens.operations import close_with_tokens, issue_token, reset_password, revoke_token
from bihuan.foundation.tokens.rules import fits, fresh, parts_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.get_fixed_timezone(480))
TODAY = NOW.date()
END = TODAY + timedelta(days=90)


def _user(name: str, **more: object) -> User:
    return User.objects.create(username=name, name=name, opened_at=NOW, **more)


def _actor(user: User) -> Actor:
    return Actor(user.pk, user.name, administrator=user.administrator)


def _issue(user: User, **more: object) -> tuple[Token, str]:
    told = {"user": user, "name": "对接", "scopes": ["ledger:read"], "expires_on": END, "actor": _actor(user), "now": NOW, **more}
    return issue_token(**told)  # type: ignore[arg-type]


def test_only_a_digest_is_kept_and_the_text_opens_until_the_last_day() -> None:
    user = _user("松风")
    token, text = _issue(user)
    mark, secret = parts_of(text) or ("", "")
    assert token.mark == mark and secret not in str(vars(token)) and len(token.digest) == 64
    assert not Record.objects.filter(changes__icontains=secret).exists()
    assert queries.opened_by(text, TODAY) == token == queries.opened_by(text, END)
    assert queries.opened_by(text, END + timedelta(days=1)) is None
    assert queries.opened_by(text[:-1] + ("A" if text[-1] != "A" else "B"), TODAY) is None


@pytest.mark.parametrize("text", ["", "bihuan_", "bihuan_zz_x", "bihuan_" + "0" * 12 + "_" + "x" * 43, "\0" * 60])
def test_anything_else_opens_nothing(text: str) -> None:
    assert queries.opened_by(text, TODAY) is None


def test_a_secret_is_compared_whole() -> None:
    _mark, digest, text = fresh()
    _m, secret = parts_of(text) or ("", "")
    assert fits(secret, digest) and not fits(secret[:-1], digest) and not fits("", digest)


def test_a_revoked_token_and_one_of_a_closed_account_open_nothing() -> None:
    user = _user("松风")
    token, text = _issue(user)
    revoke_token(token, actor=_actor(user), now=NOW)
    assert queries.opened_by(text, TODAY) is None
    with pytest.raises(NotNow):
        revoke_token(token, actor=_actor(user), now=NOW)
    other, text = _issue(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert queries.opened_by(text, TODAY) is None
    assert [one.action for one in Record.objects.filter(kind="token").order_by("position")] == [
        "issue_token",
        "revoke_token",
        "issue_token",
    ]


def test_who_makes_and_revokes_tokens() -> None:
    user, other, system = _user("松风"), _user("竹影"), _user("管一", administrator="system")
    audit = _user("审三", administrator="audit")
    token, _text = _issue(user)
    for actor in (_actor(other), _actor(system)):
        with pytest.raises(NotAllowed):
            _issue(user, actor=actor)
    for actor in (_actor(other), _actor(audit)):
        with pytest.raises(NotAllowed):
            revoke_token(token, actor=actor, now=NOW)
        with pytest.raises(Missing):
            queries.find(token.pk, actor)
    assert queries.find(token.pk, _actor(system)) == token
    revoke_token(token, actor=_actor(system), now=NOW)
    assert _issue(user, actor=system_actor())[0].issued_by_id == system_actor().user_id


@pytest.mark.parametrize(
    "more",
    [{"name": " "}, {"scopes": []}, {"scopes": ["ledger:all"]}, {"expires_on": TODAY - timedelta(days=1)}, {"expires_on": date(2027, 3, 3)}],
)  # fmt: skip
def test_what_a_token_may_not_be(more: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        _issue(_user("松风"), **more)


def test_the_three_hold_no_token() -> None:
    with pytest.raises(BadInput):
        _issue(_user("管一", administrator="system"), actor=system_actor())


def test_a_request_with_a_key_is_done_once() -> None:
    token, _text = _issue(_user("松风"))
    done: list[int] = []

    def work() -> Told:
        done.append(1)
        return Told(200, "application/json", b"{}")

    first = once(Key(token, "k1", "a"), work, NOW)
    second = once(Key(token, "k1", "a"), work, NOW)
    assert (first.body, first.again, second.body, second.again, len(done)) == (b"{}", False, b"{}", True, 1)
    with pytest.raises(BadInput):
        once(Key(token, "k1", "b"), work, NOW)
    once(Key(_issue(_user("竹影"))[0], "k1", "b"), work, NOW)
    assert len(done) == 2, "keys of two tokens are two keys"


def test_a_refused_request_leaves_nothing() -> None:
    user = _user("松风")
    token, _text = _issue(user)

    def refused() -> Told:
        _issue(user)
        return Told(409, "application/json", b"{}")

    assert once(Key(token, "k1", "a"), refused, NOW).status == 409
    assert (Token.objects.count(), Answer.objects.count()) == (1, 0)
    assert once(Key(token, "k1", "b"), lambda: Told(200, "", b""), NOW).status == 200


def test_all_that_a_request_writes_closes_the_chain_once_and_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has closed it keeps everybody from writing, and would wait for a row that another holds."""
    user, closings, close = _user("松风"), list[int](), chain.append
    token, _text = _issue(user)
    monkeypatch.setattr(chain, "append", lambda entries: (closings.append(len(entries)), close(entries)))

    def several() -> Told:
        for one in ("甲", "乙", "丙"):
            _issue(user, name=one)
        assert not closings
        return Told(200, "", b"")

    once(Key(token, "k1", "a"), several, NOW)
    assert closings == [3] and verify().fault is None


def test_the_same_stored_twice_within_a_request_is_refused_in_words() -> None:
    token, _text = _issue(_user("松风"))

    def twice() -> Told:
        for _time in range(2):
            open_unset_accounts(people=[("zhuying", "竹影")], actor=system_actor(), now=NOW)
        return Told(200, "", b"")

    def raced() -> Told:
        with one_write():
            User.objects.create(username="songfeng", name="松风", opened_at=NOW)
            User.objects.create(username="songfeng", name="松风", opened_at=NOW)
        return Told(200, "", b"")

    for work, why in ((twice, BadInput), (raced, Conflict)):
        with pytest.raises(why):
            once(Key(token, "k1", "a"), work, NOW)
    assert Answer.objects.count() == 0 and not User.objects.filter(username__in=("zhuying", "songfeng")).exists()


def test_old_answers_are_forgotten_and_use_is_kept_by_the_day() -> None:
    token, _text = _issue(_user("松风"))
    once(Key(token, "k1", "a"), lambda: Told(200, "", b""), NOW)
    assert answers.forget_before(NOW) == 0
    assert answers.forget_before(NOW + timedelta(seconds=1)) == 1
    answers.mark_used(token, TODAY)
    token.refresh_from_db()
    assert token.last_used_on == TODAY


def test_who_came_in_with_the_old_password_makes_no_token_after_the_reset() -> None:
    """His request began before it: the reset could not revoke a token that was not there yet."""
    held = _user("松风")
    machine = system_actor()
    reset_password(User.objects.get(pk=held.pk), password="x9-new-and-long", actor=machine, now=NOW)  # noqa: S106
    with pytest.raises(NotNow):
        _issue(held)
    held = User.objects.get(pk=held.pk)
    close_with_tokens(User.objects.get(pk=held.pk), reason="离岗", actor=machine, now=NOW)
    with pytest.raises(NotNow):
        _issue(held)
    assert not Token.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_a_token_made_while_a_password_is_reset_dies_with_it() -> None:
    held, machine, begun = _user("松风"), system_actor(), threading.Event()

    def reset() -> None:
        try:
            begun.wait(10)
            reset_password(User.objects.get(pk=held.pk), password="x9-new-and-long", actor=machine, now=NOW)  # noqa: S106
        finally:
            connection.close()

    other = threading.Thread(target=reset)
    other.start()
    with one_write():
        _issue(held)
        begun.set()
        time.sleep(1)
    other.join(30)
    assert Token.objects.get().revoked_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_requests_with_one_key_at_once_are_one() -> None:
    token, done, told = _issue(_user("松风"))[0], list[int](), list[Told]()
    both = threading.Barrier(2)

    def work() -> Told:
        done.append(1)
        time.sleep(0.2)
        return Told(200, "application/json", b"{}")

    def ask() -> None:
        try:
            both.wait(10)
            told.append(once(Key(token, "k1", "a"), work, NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _time in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(done) == 1 and sorted(one.again for one in told) == [False, True]
