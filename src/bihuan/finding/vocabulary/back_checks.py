"""Words of back-checks: from an event to the problem to the responsibility (M109)."""

from bihuan.foundation.kernel import Term, _


class Start(Term):
    """From what a back-check begins."""

    EVENT = "event", _("一件事")
    PROBLEM = "problem", _("台账上的问题")


class NodeKind(Term):
    """The three kinds of back-check, from left to right: 事件倒查、问题倒查、责任倒查."""

    EVENT = "event", _("事件")
    PROBLEM = "problem", _("问题")
    RESPONSIBILITY = "responsibility", _("责任")


class Body(Term):
    """The three bodies that pool their forces (M112)."""

    TASK_FORCE = "task_force", _("工作专班")
    SUPERVISION_SECTION = "supervision_section", _("“两办”督查室")
    STYLE_OFFICE = "style_office", _("作风效能办")


class Verdict(Term):
    """What was found of one link; a person's words, never the software's."""

    OPEN = "open", _("查证中")
    PROVED = "proved", _("属实")
    PARTLY = "partly", _("部分属实")
    NOT_PROVED = "not_proved", _("不属实")


class BackCheckState(Term):
    """Where a back-check stands."""

    OPEN = "open", _("倒查中")
    CONCLUDED = "concluded", _("已有结论")


class BackCheckAction(Term):
    """What is done with a back-check."""

    OPEN = "open_back_check", _("开展倒查")
    ADD_NODE = "add_node", _("补充一环")
    TRACE = "trace_link", _("记录追查的一步")
    JUDGE = "judge_link", _("认定一步")
    YIELD = "yield_from_back_check", _("倒查问题列入台账")
    CONCLUDE = "conclude_back_check", _("作出倒查结论")


class BackCheckNeed(Term):
    """What a conclusion must rest on; the label says what is missing."""

    RESPONSIBILITY = "responsibility", _("还没有追查到责任这一环")
    JUDGED = "judged", _("还有没认定的步骤")
    OTHERS_JUDGE = "others_judge", _("这件倒查涉及本人，请由别人认定和作结论")


class BackCheckWord(Term):
    """What is done beside the steps of the tables."""

    EXPORT = "export_back_checks", _("导出问题倒查清单")
