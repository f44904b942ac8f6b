"""Words about keys: what they open, how they come and go, what is noted of their use."""

from bihuan.foundation.kernel import Term, _


class KeyPurpose(Term):
    """What a key opens."""

    DESK = "desk", _("受理和办理")
    ALTERNATE = "alternate", _("另行受理")
    CUSTODIAN = "custodian", _("身份信息保管")


class KeyState(Term):
    """Is a key still sealed to?"""

    ACTIVE = "active", _("使用中")
    ENDED = "ended", _("已停用")


class KeyAction(Term):
    """What is done with a key."""

    MAKE = "make_key", _("生成密钥")
    CHANGE_PASSPHRASE = "change_key_passphrase", _("更换密钥口令")
    END = "end_key", _("停用密钥")


class KeyWord(Term):
    """What is noted of a key beside its steps."""

    UNLOCK = "unlock_key", _("解锁密钥")


class KeyDuty(Term):
    """What somebody is to a key."""

    HOLDER = "key_holder", _("密钥持有人")
    FORMER = "former_key_holder", _("原密钥持有人")
    MACHINE = "machine", _("定时任务")


class HandoverState(Term):
    """Where the handing over of what an ended key opens stands."""

    ASKED = "asked", _("待第一名保管人开启")
    BEGUN = "begun", _("待第二名保管人开启")
    DONE = "done", _("已交接")
    REFUSED = "refused", _("不予交接")


class HandoverAction(Term):
    """What is done about handing over."""

    ASK = "ask_handover", _("申请密钥交接")
    BEGIN = "begin_handover", _("第一名保管人开启")
    FINISH = "finish_handover", _("第二名保管人开启")
    REFUSE = "refuse_handover", _("不予密钥交接")


class HandoverDuty(Term):
    """What somebody is to it."""

    HEIR = "key_heir", _("接收人")
    CUSTODIAN = "custodian", _("身份信息保管人")
    FIRST = "first_custodian", _("已经开启过的保管人")
