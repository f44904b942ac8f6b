"""Addresses of the three consoles and of the first start."""

from django.urls import path

from bihuan.interfaces.web.administration.views import (
    accounts,
    book,
    calendar,
    console,
    digests,
    duties,
    jobs,
    rules,
    set_up,
    slips,
    tokens,
    webhooks,
)

app_name = "administration"
urlpatterns = [
    path("set-up/", set_up.set_up, name="set_up"),
    path("administration/", console.console, name="console"),
    path("administration/accounts/", accounts.accounts, name="accounts"),
    path("administration/accounts/new/", accounts.new, name="new_account"),
    path("administration/accounts/in-bulk/", slips.in_bulk, name="accounts_in_bulk"),
    path("administration/accounts/<int:pk>/", accounts.account, name="account"),
    path("administration/accounts/<int:pk>/password/", accounts.password, name="reset_password"),
    path("administration/accounts/<int:pk>/<slug:act>/", accounts.turn, name="turn_account"),
    path("administration/tokens/", tokens.tokens, name="tokens"),
    path("administration/tokens/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("administration/webhooks/", webhooks.webhooks, name="webhooks"),
    path("administration/webhooks/<int:pk>/stop/", webhooks.stop, name="stop_webhook"),
    path("administration/digests/", digests.digest_hours, name="digest_hours"),
    path("administration/calendar/", calendar.days, name="calendar"),
    path("administration/calendar/notice/", calendar.notice, name="notice"),
    path("administration/calendar/<slug:day>/clear/", calendar.clear, name="clear_day"),
    path("administration/rules/", rules.rules, name="rules"),
    path("administration/rules/<slug:rule_id>/", rules.rule, name="rule"),
    path("administration/rules/settings/<int:pk>/drop/", rules.drop, name="drop_setting"),
    path("administration/jobs/", jobs.jobs, name="jobs"),
    path("administration/jobs/<int:pk>/", jobs.job, name="job"),
    path("administration/jobs/<int:pk>/stop/", jobs.stop, name="stop_job"),
    path("administration/duties/", duties.duties, name="duties"),
    path("administration/duties/<int:pk>/end/", duties.end, name="end_duty"),
    path("administration/sign-ins/", duties.sign_ins, name="sign_ins"),
    path("administration/sign-ins/unlock/", duties.unlock, name="unlock"),
    path("administration/sign-ins/second-factor/", duties.drop_factor, name="drop_factor"),
    path("administration/book/", book.book, name="book"),
    path("administration/book/verify/", book.verify, name="verify"),
    path("administration/book/checkpoint/", book.checkpoint, name="checkpoint"),
]
