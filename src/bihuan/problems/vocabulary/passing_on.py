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
    LEAD = "change_lead", _("确定牵头一级")
    CARRY_OVER = "carry_over", _("结转")
    NAME_LOCAL = "name_local_form", _("注明细化表现")


class JointAction(Term):
    """What is done with a measure that one of two levels takes on an item both work on (M104)."""

    ADD = "add_joint_measure", _("写明联动措施")
    FINISH = "finish_joint_measure", _("联动措施办结")
    DROP = "drop_joint_measure", _("联动措施免办")


class LevelDuty(Term):
    """What somebody is to an item that two levels share."""

    LEADS = "leading_level", _("牵头一级的专班")
    UPPER = "upper_level", _("上级专项的专班")
    OF_LEVEL = "own_level", _("承担这项措施的一级的专班")
