"""The kinds of file this house can tell apart, by content."""

from bihuan.foundation.kernel import Term, _


class FileKind(Term):
    """What a file is by its content. Values are also the extension under which it is handed out."""

    TXT = "txt", _("纯文本")
    MD = "md", _("Markdown 文本")
    HTML = "html", _("网页")
    RTF = "rtf", _("RTF 文档")
    XML = "xml", _("XML 文件")
    SVG = "svg", _("SVG 图形")
    DOCX = "docx", _("Word 文档")
    XLSX = "xlsx", _("Excel 工作簿")
    PPTX = "pptx", _("PowerPoint 演示文稿")
    DOC = "doc", _("Word 97–2003 文档")
    XLS = "xls", _("Excel 97–2003 工作簿")
    PPT = "ppt", _("PowerPoint 97–2003 演示文稿")
    WPS = "wps", _("WPS 文字")
    ET = "et", _("WPS 表格")
    DPS = "dps", _("WPS 演示")
    OLE = "ole", _("OLE 复合文件")
    OFD = "ofd", _("OFD 版式文件")
    ODT = "odt", _("ODF 文本")
    PDF = "pdf", _("PDF 文件")
    PNG = "png", _("PNG 图片")
    JPG = "jpg", _("JPEG 图片")
    GIF = "gif", _("GIF 图片")
    WEBP = "webp", _("WebP 图片")
    BMP = "bmp", _("BMP 图片")
    TIF = "tif", _("TIFF 图片")
    HEIC = "heic", _("HEIC 图片")
    MP4 = "mp4", _("MP4 视频")
    MOV = "mov", _("QuickTime 视频")
    AVI = "avi", _("AVI 视频")
    MP3 = "mp3", _("MP3 录音")
    M4A = "m4a", _("M4A 录音")
    WAV = "wav", _("WAV 录音")
    AMR = "amr", _("AMR 录音")
    ZIP = "zip", _("ZIP 压缩包")
    RAR = "rar", _("RAR 压缩包")
    SEVEN_ZIP = "7z", _("7z 压缩包")
    GZIP = "gz", _("GZIP 压缩包")
    PROGRAM = "exe", _("可执行程序")
    UNKNOWN = "bin", _("无法识别的二进制文件")


class SecrecyLevel(Term):
    """Levels of state secrets. None of them may enter this house (domain.md G5)."""

    TOP_SECRET = "绝密", _("绝密")
    SECRET = "机密", _("机密")
    CONFIDENTIAL = "秘密", _("秘密")


class FileAction(Term):
    """What happens to a stored file."""

    STORE = "store", _("存入文件")
    TAKE_ORIGINAL = "take_original", _("取用原件")
    DROP = "drop_file", _("清除文件")


class FileDuty(Term):
    """Towards a file as such. What it proves, and who may attach it, is decided by the room that points to it."""

    SIGNED_IN = "signed_in", _("已登录人员")
    MACHINE = "machine", _("系统")


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
