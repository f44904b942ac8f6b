"""What was found beside the content and is not in the working copy."""

from bihuan.foundation.kernel import Term, _


class Trace(Term):
    """Kinds of what a file tells beside its content."""

    PLACE = "place", _("拍摄地点")
    DEVICE = "device", _("设备")
    TIMES = "times", _("时间")
    AUTHOR = "author", _("作者、修改人")
    COMMENTERS = "commenters", _("批注人")
    REVISERS = "revisers", _("修订人")
    BODY = "body", _("单位名称")
    PATHS = "paths", _("本机路径")
    THUMBNAIL = "thumbnail", _("缩略图")
    INSIDE = "inside", _("内嵌文件、脚本")
    EARLIER = "earlier", _("改动前的旧版")
    OTHER = "other", _("其他属性")


Traces = set[Trace]


class Uncleanable(ValueError):
    """Sound, but what it tells cannot be taken away here."""
