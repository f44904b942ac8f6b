"""Words of accounts."""

from bihuan.foundation.kernel import Term, _


class Administrator(Term):
    """The three administrators 三员 (domain.md G2): each excludes the others, and none sees the business."""

    SYSTEM = "system", _("系统管理员")
    SECURITY = "security", _("安全保密管理员")
    AUDIT = "audit", _("安全审计员")


class AccountAction(Term):
    """What is done to an account."""

    OPEN = "open_account", _("开通账号")
    CLOSE = "close_account", _("停用账号")
    REOPEN = "reopen_account", _("恢复账号")
    APPOINT = "appoint_administrator", _("任命三员")
    SET_PASSWORD = "set_password", _("重置口令")
    CHANGE_PASSWORD = "change_password", _("修改口令")
    UNLOCK = "unlock_account", _("解除登录锁定")
    UNTIE = "untie_account", _("解除统一认证绑定")
    BIND_FACTOR = "bind_second_factor", _("绑定动态口令")
    UNBIND_FACTOR = "unbind_second_factor", _("解除自己的动态口令")
    RENEW_BACKUP_CODES = "renew_backup_codes", _("换一批备用码")
    DROP_FACTOR = "drop_second_factor", _("代为解除动态口令")
    ISSUE_CODE = "issue_code", _("打印激活单")
    RENEW_CODE = "renew_code", _("作废旧激活码")
    USE_CODE = "use_code", _("用激活码设口令")
    SIGN_IN = "sign_in", _("登录")
    SIGN_OUT = "sign_out", _("退出")


class AccountDuty(Term):
    """Who may do something to an account."""

    SYSTEM = "system_administrator", _("系统管理员")
    SECURITY = "security_administrator", _("安全保密管理员")
    MACHINE = "machine", _("命令行")
    VOUCHER = "voucher", _("本单位联络员或专班")
    SELF = "self", _("本人")
