"""Words of draws."""

from bihuan.foundation.kernel import Term, _


class DrawOf(Term):
    """What is drawn."""

    UNITS = "units", _("抽单位")
    PEOPLE = "people", _("抽人员")
    TIMES = "times", _("抽时间")


class DrawState(Term):
    """Where a draw stands."""

    COMMITTED = "committed", _("已封存待揭晓")
    DRAWN = "drawn", _("已揭晓")
    ABANDONED = "abandoned", _("已作废")


class DrawAction(Term):
    """What is done with a draw."""

    COMMIT = "commit_draw", _("封存名单和种子摘要")
    REVEAL = "reveal_draw", _("揭晓抽取结果")
    ABANDON = "abandon_draw", _("作废抽取")


class DrawDuty(Term):
    """Towards a draw as such. Who may draw in a campaign is decided by the room that keeps a row beside."""

    SIGNED_IN = "signed_in", _("已登录人员")
    MACHINE = "machine", _("系统")


class Point(Term):
    """What is looked at when a draw is replayed."""

    POOL = "pool", _("名单与封存时的摘要")
    SEED = "seed", _("种子与封存时的摘要")
    CHOICE = "choice", _("结果与名单、种子")
    BOOK = "book", _("与本系统操作记录")


class Found(Term):
    """What became of it."""

    FITS = "fits", _("相符")
    DIFFERS = "differs", _("不符")
    NOT_YET = "not_yet", _("还没有揭晓")
    NO_BOOK = "no_book", _("本系统没有这次抽取")
