"""Words about tolerance reviews (D6, M171–M173, P21)."""

from bihuan.foundation.kernel import Term, _


class Asker(Term):
    """Who asks for a review: the person himself, his unit, or a body that handles."""

    PERSON = "person", _("本人")
    UNIT = "unit", _("所在单位")
    BODY = "body", _("办理机构")


class ToleranceState(Term):
    """Where a review stands."""

    APPLIED = "applied", _("已申请")
    ACCEPTED = "accepted", _("已受理，正在核实")
    VERIFIED = "verified", _("已核实，提请集体研究")
    GRANTED = "granted", _("予以容错")
    DECLINED = "declined", _("不予容错")
    NOT_ACCEPTED = "not_accepted", _("不予受理")
    WITHDRAWN = "withdrawn", _("申请人撤回")


class ToleranceAction(Term):
    """What is done with a review."""

    APPLY = "apply_for_tolerance", _("申请容错审查")
    ACCEPT = "accept_tolerance", _("受理容错申请")
    TURN_DOWN = "turn_down_tolerance", _("不予受理容错申请")
    VERIFY = "verify_tolerance", _("写明核实情况，提请研究")
    GRANT = "grant_tolerance", _("集体研究决定予以容错")
    DECLINE = "decline_tolerance", _("集体研究决定不予容错")
    WITHDRAW = "withdraw_tolerance", _("撤回容错申请")
    CORRECT = "correct_error", _("登记纠错完成情况")


class ToleranceNeed(Term):
    """What a step of a review asks for."""

    OTHER_BODY = "tolerance_other_body", _("由承办机构以外的党组（党委）、纪检监察机关或者组织人事部门集体研究")
    OTHER_HAND = "tolerance_other_hand", _("申请、核实的人不能作决定")
