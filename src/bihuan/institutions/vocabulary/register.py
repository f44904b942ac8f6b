"""Words of the register of institutions (M191, D61)."""

from bihuan.foundation.kernel import Term, _


class InstitutionKind(Term):
    """What is done about a rule."""

    NEW = "new", _("新建")
    AMENDED = "amended", _("修订")
    ABOLISHED = "abolished", _("废止")


class Mechanism(Term):
    """The four lasting mechanisms under which a rule may be filed (M196)."""

    DISCIPLINE = "discipline", _("组织纪律机制")
    EFFICIENCY = "efficiency", _("行政效能机制")
    DAILY = "daily", _("日常教育管理机制")
    ACCOUNTABILITY = "accountability", _("失职渎职问责机制")


class InstitutionState(Term):
    """Where a rule stands."""

    PLANNED = "planned", _("计划制定")
    DRAFTED = "drafted", _("已起草")
    ISSUED = "issued", _("已印发")
    AMENDED = "amended", _("已被修订")
    ABOLISHED = "abolished", _("已废止")
    DROPPED = "dropped", _("不再制定")


STANDING = (InstitutionState.PLANNED, InstitutionState.DRAFTED, InstitutionState.ISSUED)


class InstitutionAction(Term):
    """What is done with a rule."""

    REGISTER = "register_institution", _("登记制度")
    CORRECT = "correct_institution", _("更正制度登记")
    DRAFT = "draft_institution", _("完成起草")
    ISSUE = "issue_institution", _("印发制度")
    AMEND = "amend_institution", _("由新制度修订")
    ABOLISH = "abolish_institution", _("废止制度")
    DROP = "drop_institution", _("不再制定")
    LINK = "link_problem", _("挂接问题")
    UNLINK = "unlink_problem", _("取消挂接")
    JUDGE_EFFECT = "judge_effect", _("评价制度效果")


class InstitutionNeed(Term):
    """What a step asks for; the label says what is missing."""

    REASON = "because", _("先挂接问题，或写明因何问题制定")


class Effect(Term):
    """What somebody concluded about a rule after looking at what came back. Said by a person, never worked out."""

    WORKS = "works", _("管住了")
    PARTLY = "partly", _("有改善")
    FAILS = "fails", _("没有管住")


class InstitutionWord(Term):
    """What is done with the register as a whole."""

    EXPORT = "export_institutions", _("导出制度清单")
