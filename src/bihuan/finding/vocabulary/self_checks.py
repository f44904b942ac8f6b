"""Words of self-checks and of the commitment that none was found (M48–M55)."""

from bihuan.foundation.kernel import Term, _


class PutIn(Term):
    """What an entry of a self-check speaks of (三个摆进去, M49)."""

    SELF = "self", _("把自己摆进去")
    DUTY = "duty", _("把职责摆进去")
    WORK = "work", _("把工作摆进去")


class Dimension(Term):
    """The five dimensions in which one looks at oneself (M50)."""

    THOUGHT = "thought", _("思想")
    STUDY = "study", _("学习")
    WORK = "work", _("工作")
    LIFE = "life", _("生活")
    STYLE = "style", _("作风")


class HeldAgainst(Term):
    """What the campaign offers to hold oneself against: its comparisons (M51) or its yardsticks (M52)."""

    COMPARISON = "comparison", _("对照")
    YARDSTICK = "yardstick", _("与……相比")


class SelfCheckState(Term):
    """Where a person's list stands."""

    DRAFTING = "drafting", _("填写中")
    HANDED_IN = "handed_in", _("待单位初审")
    REVIEWED = "reviewed", _("待审核")
    ACCEPTED = "accepted", _("已认可")


class SelfCheckAction(Term):
    """What is done with a list."""

    BEGIN = "begin_self_check", _("开始自查")
    ENTER_PAPER = "enter_paper_list", _("代录纸质自查表")
    WRITE = "write_self_check", _("填写自查")
    COMPLETE = "complete_self_check", _("补填任务、时限、责任人")
    HAND_IN = "hand_in_self_check", _("提交自查清单")
    TAKE_BACK = "take_back_self_check", _("取回补充更正")
    REVIEW = "review_self_check", _("单位初审通过")
    RETURN = "return_self_check", _("退回自查清单")
    SEND_BACK = "send_back_self_check", _("督导退回自查清单")
    DEAL = "deal_self_check", _("分发审核")
    ACCEPT = "accept_self_check", _("认可自查清单")


class SelfCheckWord(Term):
    """What is done with a list without being a step."""

    READ = "read_self_check", _("查看自查清单")
    EXPORT = "export_self_checks", _("导出自查清单")


class SelfCheckDuty(Term):
    """What somebody is to one list."""

    OWNER = "owner", _("本人")
    ENTERER = "enterer", _("代录人")
    HEAD = "head_reviews", _("初审人")
    REVIEWER = "reviewer", _("审核人")


class SelfCheckNeed(Term):
    """What a step asks for; the label says what is missing."""

    SWITCHED_ON = "switched_on", _("本专项没有启用个人自查，或者已经结束")
    ITEMS_OR_PLEDGE = "items_or_pledge", _("清单是空的：请先写下问题；确实没有发现问题的，请先签《自查无问题承诺书》")
    SCAN = "scan", _("代录的清单要先附上本人填写的纸质表扫描件")
    PLANNED = "planned", _("每条问题都要有整改任务、完成时限和责任人")
    ANOTHER_PERSON = "another_person", _("不能审自己的清单")


class RoundEnd(Term):
    """How a round of a list ended."""

    RETURNED = "returned", _("退回修改")
    TAKEN_BACK = "taken_back", _("本人取回")
    ACCEPTED = "accepted", _("认可")


class PledgeWay(Term):
    """How a commitment was confirmed: never by a drawn signature."""

    CLICK = "click", _("本人点击确认")
    INK = "ink", _("纸质签名并附扫描件")


class PledgeAction(Term):
    """What is done with a commitment."""

    SIGN = "sign_pledge", _("签《自查无问题承诺书》")
    WITHDRAW = "withdraw_pledge", _("撤回承诺书")


class ThinKind(Term):
    """Why a text is shown to a human for a look: a hint, never a score."""

    SHORT = "short", _("文字过短")
    VAGUE = "vague", _("没有写明")
    STOCK = "stock", _("多为套话")
    TWIN = "twin", _("与另一条文字雷同")
