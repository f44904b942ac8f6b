"""Words of the joint check: feedback of other bodies, naming by superiors, red and black lists."""

from bihuan.foundation.kernel import Term, _


class ReportKind(Term):
    """What a report that the joint check combs through is (M62, M64, M65)."""

    SUPERVISION = "supervision", _("“两办”督查室反馈")
    INSPECTION_TOUR = "inspection_tour", _("巡察反馈")
    NAMING = "naming", _("上级点名")


class Level(Term):
    """The level that named somebody (M65)."""

    CENTRE = "centre", _("中央")
    PROVINCE = "province", _("省")
    PREFECTURE = "prefecture", _("市（州）")
    COUNTY = "county", _("县（市、区）")


class Side(Term):
    """The two sides of a quarterly list (M63)."""

    RED = "red", _("红榜")
    BLACK = "black", _("黑榜")


class Quarter(Term):
    """A quarter of a year."""

    FIRST = "1", _("第一季度")
    SECOND = "2", _("第二季度")
    THIRD = "3", _("第三季度")
    FOURTH = "4", _("第四季度")


class FeedbackColumn(Term):
    """Columns of the sheet in which a report's problems come (M60)."""

    UNIT = "unit", _("单位")
    TEXT = "text", _("问题")
    MATTER = "matter", _("事项")
    PERSON = "person", _("责任人")
    NUMBER = "number", _("编号")
    FOUND = "found", _("发现日期")


class Fate(Term):
    """What becomes of one row of such a sheet."""

    NEW = "new", _("列入台账")
    MERGE = "merge", _("列入并与已有问题合并")
    LEAVE = "leave", _("不列入")


class Double(Term):
    """Why a row is left out by itself: it is there already."""

    NUMBER = "number", _("编号已登记")
    TEXT = "text", _("同一单位、同一渠道、文字相同")
    SHEET = "sheet", _("与本表前面一行相同")


class FeedbackAction(Term):
    """What is done in the joint check."""

    REGISTER = "register_report", _("登记反馈材料")
    AMEND_REPORT = "amend_report", _("更正反馈材料")
    NOTE = "note_joint_finding", _("列入组织联查")
    GROUP = "group_matter", _("归并事项")
    KEEP_LIST = "keep_red_black_list", _("登记红黑榜")
    ENTER = "enter_red_black", _("登记上榜单位")
    PUBLISH = "publish_red_black_list", _("红黑榜发布")
    TURN = "turn_black_entry", _("黑榜转为问题")
    WITHDRAW_ENTRY = "withdraw_red_black_entry", _("撤回上榜单位")


class FeedbackWord(Term):
    """What is done beside the steps of the tables."""

    EXPORT = "export_joint_check", _("导出组织联查汇总")
