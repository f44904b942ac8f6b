"""Words about motions: whatever is to be decided about a rating or a card is proposed, told, heard and decided by another hand (P01–P07)."""

from bihuan.foundation.kernel import Term, _


class MotionKind(Term):
    """What is asked for."""

    STRIVER = "striver", _("评为“奋斗者”")
    FLAT = "flat", _("评为“躺平者”")
    YELLOW = "yellow", _("亮黄牌")
    RED = "red", _("亮红牌")
    HAT_OFF = "hat_off", _("摘帽")
    RAISE = "raise", _("黄牌升为红牌")
    DOWN = "down", _("建议有权机关按“下”处理")


class MotionState(Term):
    """Where a motion stands."""

    DRAFT = "draft", _("拟办")
    NOTICED = "noticed", _("已告知，听取意见")
    SUBMITTED = "submitted", _("等待决定")
    GRANTED = "granted", _("决定同意")
    REFUSED = "refused", _("决定不同意")
    DROPPED = "dropped", _("已终止")
    UNDONE = "undone", _("申诉后已撤销")


class MotionAction(Term):
    """What is done with a motion."""

    PROPOSE = "propose_motion", _("提出建议")
    APPLY = "apply_hat_off", _("申请摘帽")
    REWORD = "reword_motion", _("修改建议")
    ASK_FIRST = "ask_before_motion", _("先问身体、负担和指令")
    VERIFY = "verify_motion", _("核实事实")
    NOTICE = "notice_motion", _("告知本人")
    SAY = "say_to_motion", _("陈述意见")
    WAIVE = "waive_saying", _("表示不陈述")
    ANSWER = "answer_saying", _("书面答复意见")
    SUBMIT = "submit_motion", _("提请决定")
    GRANT = "grant_motion", _("同意建议")
    REFUSE = "refuse_motion", _("不同意建议")
    SERVE = "serve_motion", _("登记送达")
    DROP = "drop_motion", _("终止办理")
    WITHDRAW = "withdraw_application", _("撤回申请")
    UNDO = "undo_motion", _("申诉后撤销")


class MotionNeed(Term):
    """What a step of a motion asks for."""

    RULE = "local_rule", _("要有现行的本地制度，由它指定的机构决定")
    OTHER_BODY = "other_proposer", _("第一次提出的机构不能是作决定的机构")
    FACTS = "motion_facts", _("写明事实、依据和所依据的条款")
    ASKED = "motion_asked", _("先问清身体状况、工作负担和指令是否冲突")
    VERIFIED = "motion_verified", _("事实由写入人以外的人核实")
    HEARD = "motion_heard", _("陈述期限已过，或者本人已陈述、已表示不陈述")
    OBJECTIONS = "objections_over", _("异议期还没有满")
    ANSWERED = "motion_answered", _("对每份意见都有书面答复")
    OTHER_HAND = "motion_other_hand", _("提出、核实的人不能作决定")
    DUE = "motion_due", _("复核日期以后才能作这项决定")
    SERVED = "motion_served", _("上一项决定还没有送达本人")
    NO_APPEAL = "motion_no_appeal", _("申诉正在办理")
    STILL = "motion_still", _("评定或者牌的情况已经变了，请重新提出")


class SayingKind(Term):
    """Whose words they are."""

    PERSON = "person", _("本人陈述")
    OBJECTION = "objection", _("他人异议（书面收到，不记姓名）")


class ReviewState(Term):
    """Where an appeal against a rating or a card stands."""

    FILED = "filed", _("已提出")
    ACCEPTED = "accepted", _("已受理")
    UPHELD = "upheld", _("维持原决定")
    REVOKED = "revoked", _("撤销原决定")
    WITHDRAWN = "withdrawn", _("本人撤回")


class ReviewAction(Term):
    """What is done with such an appeal."""

    FILE = "file_review", _("提出申诉")
    ACCEPT = "accept_review", _("受理申诉")
    UPHOLD = "uphold_motion", _("维持原决定")
    REVOKE = "revoke_motion", _("撤销原决定")
    WITHDRAW = "withdraw_review", _("撤回申诉")


class ReviewNeed(Term):
    """What a step of such an appeal asks for."""

    OTHER_BODY = "review_other_body", _("申诉由提出和作出决定以外的机构办理")
    IN_TIME = "review_in_time", _("申诉期限已过")
    SERVED = "review_served", _("决定送达以后才能申诉")
    HEAVY = "review_heavy", _("只有对本人不利的决定才用申诉")


class MarkWord(Term):
    """What is done with a rating or a card without a step of its table."""

    READ = "read_mark", _("查阅评定和亮牌材料")
    TAKE = "take_mark_paper", _("输出评定和亮牌文书")
