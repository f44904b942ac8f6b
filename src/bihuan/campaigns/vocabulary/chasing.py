"""Words of chasing: calls to late units, units followed closely."""

from bihuan.foundation.kernel import Term, _


class FollowGround(Term):
    """Why a unit is followed closely (M100)."""

    SHALLOW = "shallow", _("自查不深入、被退回")
    COMPLAINTS = "complaints", _("群众反映问题较多")
    OTHER = "other", _("其他")


class ChasingAction(Term):
    """What is done to get late units moving."""

    LOG_CALL = "log_call", _("记录催办")
    FOLLOW = "follow_unit", _("列为跟踪督促单位")
    RELEASE = "release_unit", _("解除跟踪督促")
