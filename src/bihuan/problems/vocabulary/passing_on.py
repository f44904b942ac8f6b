"""Words of items that are shown, or carried, beyond their own campaign, and of local forms of an item of the catalogue."""

from bihuan.foundation.kernel import Term, _


class ShareKind(Term):
    """Why a problem is shown in another campaign: shared with it, or an open one of an earlier campaign (M30, M31)."""

    SHARED = "shared", _("共享")
    OLD = "old", _("以前专项结转")


class PassingAction(Term):
    """What is done with an item beyond its own campaign."""

    SHOW = "show_elsewhere", _("共享到关联专项")
    HIDE = "hide_elsewhere", _("取消共享")
    CARRY_OVER = "carry_over", _("结转")
    NAME_LOCAL = "name_local_form", _("注明细化表现")
