"""The columns of the list of opinions, on paper and in Excel (D14)."""

from bihuan.foundation.kernel import _

HEAD = (_("序号"), _("涉及单位"), _("涉及的人"), _("意见建议"), _("来源"), _("人群"), _("听取日期"), _("处理"), _("台账序号或理由"))
WIDTHS = (1, 3, 2, 8, 4, 2, 2, 2, 4)
