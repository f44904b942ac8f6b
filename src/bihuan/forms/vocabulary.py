"""Words of the superior's forms."""

from bihuan.foundation.kernel import Term, _


class FormAction(Term):
    """What is done with a form."""

    ADD = "add_form", _("设立上级报表")
    TIE = "tie_form", _("对应上级报表的格")
    FILL = "fill_form", _("填制上级报表")
    RETIRE = "retire_form", _("停用上级报表")


class Fixed(Term):
    """What a cell may tell besides figures."""

    DAY = "day", _("截至日期")
    TITLE = "title", _("专项名称")
    OFFICE = "office", _("填报单位（专班）")


class Dimension(Term):
    """By what a figure of the ledger may be narrowed in a cell."""

    UNIT = "unit", _("单位")
    STAGE = "stage", _("阶段")
    CATEGORY = "category", _("类别")
    SOURCE = "source", _("来源")


FIELDS = {Dimension.UNIT: "unit_id", Dimension.STAGE: "stage_id", Dimension.CATEGORY: "category_id", Dimension.SOURCE: "source"}
"""The column of ledger rows and their versions behind each."""
LINE = "line"
"""The key of a column of rows that counts them: 1, 2, 3 …"""
