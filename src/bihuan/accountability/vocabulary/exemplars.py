"""Words about examples held up with consent (M157): proposed, agreed to, decided by others, published, taken back at any time."""

from bihuan.foundation.kernel import Term, _


class ExemplarState(Term):
    """Where a proposal to commend stands."""

    PROPOSED = "proposed", _("已推荐，征求本人意见")
    AGREED = "agreed", _("本人同意，待研究决定")
    DECIDED = "decided", _("已决定表彰")
    PUBLISHED = "published", _("已宣传")
    DECLINED = "declined", _("本人不同意")
    REFUSED = "refused", _("不予表彰")
    DROPPED = "dropped", _("推荐已收回")
    WITHDRAWN = "withdrawn", _("已撤下")


class ExemplarAction(Term):
    """What is done with it."""

    PROPOSE = "propose_exemplar", _("推荐先进典型")
    AGREE = "agree_to_exemplar", _("本人同意")
    DECLINE = "decline_exemplar", _("本人不同意")
    DROP = "drop_exemplar", _("收回推荐")
    COMMEND = "decide_exemplar", _("决定表彰")
    REFUSE = "refuse_exemplar", _("不予表彰")
    PUBLISH = "publish_exemplar", _("宣传先进典型")
    REVOKE = "revoke_consent", _("本人收回同意")
    WITHDRAW = "withdraw_exemplar", _("撤销表彰")


class ExemplarNeed(Term):
    """What a step asks for."""

    OTHER_HAND = "exemplar_other_hand", _("推荐的人不能作决定")
    OTHER_BODY = "exemplar_other_body", _("由现有的办理机构决定，专班不决定自己推荐的")


class ExemplarDuty(Term):
    """What somebody is to it."""

    PROPOSER = "exemplar_proposer", _("推荐人")


class Consent(Term):
    """What the person agrees to. Without an answer nothing goes on."""

    NAMED = "named", _("同意表彰，可以公开姓名")
    NAMELESS = "nameless", _("同意表彰，不公开姓名")
