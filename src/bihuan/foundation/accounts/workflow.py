"""Accounts have no lifecycle of states; the table says who may do what to them (domain.md G2).

The three administrators are appointed as accounts of their own, at the machine or in the first-start guide: no account of
somebody who works in the business ever becomes one, and none of the three appoints, closes or re-keys another.
"""

from bihuan.foundation.accounts.vocabulary import AccountAction as A
from bihuan.foundation.accounts.vocabulary import AccountDuty as D
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_OPENERS = frozenset({D.SYSTEM, D.MACHINE})
_SELF = frozenset({D.SELF})

ACCOUNT = Workflow(
    "account", _("账号"), None,
    (
        Step(A.OPEN, ANY, CREATE, _OPENERS, creates=True),
        Step(A.APPOINT, ANY, CREATE, frozenset({D.MACHINE}), creates=True),
        Step(A.CLOSE, ANY, SAME, _OPENERS, reason=True),
        Step(A.REOPEN, ANY, SAME, _OPENERS, reason=True),
        Step(A.SET_PASSWORD, ANY, SAME, _OPENERS),
        Step(A.CHANGE_PASSWORD, ANY, SAME, _SELF),
        Step(A.UNLOCK, ANY, SAME, frozenset({D.SECURITY, D.MACHINE})),
        Step(A.UNTIE, ANY, SAME, _OPENERS),
        Step(A.BIND_FACTOR, ANY, SAME, _SELF),
        Step(A.UNBIND_FACTOR, ANY, SAME, _SELF),
        Step(A.RENEW_BACKUP_CODES, ANY, SAME, _SELF),
        # Not by him who resets passwords: nobody of the three takes an account over alone.
        Step(A.DROP_FACTOR, ANY, SAME, frozenset({D.SECURITY, D.MACHINE}), reason=True),
        Step(A.SIGN_IN, ANY, SAME, _SELF),
        Step(A.SIGN_OUT, ANY, SAME, _SELF),
    ),
    state_field="",
)  # fmt: skip
ACTIVATION_CODE = Workflow(
    "activation_code", _("激活码"), None,
    (
        Step(A.ISSUE_CODE, ANY, CREATE, _OPENERS | {D.VOUCHER}, creates=True),
        Step(A.RENEW_CODE, ANY, SAME, _OPENERS | {D.VOUCHER}),
        Step(A.USE_CODE, ANY, SAME, _SELF),
    ),
    state_field="",
)  # fmt: skip
