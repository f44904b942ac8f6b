"""Words of tokens."""

from bihuan.foundation.kernel import Term, _


class Scope(Term):
    """What a token may be used for: reading or writing in one area. The duties of its account decide the rest."""

    PLANS_READ = "plans:read", _("方案：查看")
    PLANS_WRITE = "plans:write", _("方案：读方案、启动专项")
    CAMPAIGNS_READ = "campaigns:read", _("专项：查看")
    CAMPAIGNS_WRITE = "campaigns:write", _("专项：办理")
    ORGANISATION_READ = "organisation:read", _("单位与人员：查看")
    ORGANISATION_WRITE = "organisation:write", _("单位与人员：维护")
    LEDGER_READ = "ledger:read", _("台账：查看")
    LEDGER_WRITE = "ledger:write", _("台账：建账、办理、导入")
    DOCUMENTS_READ = "documents:read", _("公文：查看、下载")
    DOCUMENTS_WRITE = "documents:write", _("公文：起草、印发")
    FIGURES_READ = "figures:read", _("指标：查看")
    HANDLINGS_READ = "handlings:read", _("处理与申诉：查看")


class TokenAction(Term):
    """What is done to a token."""

    ISSUE = "issue_token", _("生成接口令牌")
    REVOKE = "revoke_token", _("作废接口令牌")


class TokenDuty(Term):
    """What somebody is to a token."""

    HOLDER = "token_holder", _("持有人")
    SYSTEM = "system_administrator", _("系统管理员")
    MACHINE = "machine", _("命令行")
