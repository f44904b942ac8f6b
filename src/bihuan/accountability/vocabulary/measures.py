"""Words about measures: what the software may let somebody decide, and what it only records."""

from bihuan.foundation.kernel import Term, _


class Form(Term):
    """The four forms of discipline work (B1)."""

    FIRST = "first", _("第一种形态")
    SECOND = "second", _("第二种形态")
    THIRD = "third", _("第三种形态")
    FOURTH = "fourth", _("第四种形态")


class CaseClass(Term):
    """Sort first, treat by class (M138): the seven of the source that names them."""

    THOUGHT = "thought", _("思想认识问题")
    WORK = "work", _("造成不良影响")
    VILE = "vile", _("问题突出、影响恶劣")
    GRAVE = "grave", _("后果严重")
    ABILITY = "ability", _("能力不足")
    COLLECTIVE = "collective", _("集体躺平")
    FORMERLY = "formerly", _("受过处分仍未振作")


class Level(Term):
    """Three levels of leadership duty (B2.5)."""

    OVERALL = "overall", _("全面领导责任")
    MAIN = "main", _("主要领导责任")
    IMPORTANT = "important", _("重要领导责任")
