"""Why a file is turned away. Each sentence says what was found and what to do about it."""

from bihuan.foundation.kernel import BadInput, _


class UnreadableFile(BadInput):
    """A file cannot be taken. `code` is the stable name that doors print beside the sentence."""

    code = "unreadable"
    default = _("这个文件读不了。请换一份完好的文件再试。")


class EmptyFile(UnreadableFile):
    """No bytes, or nothing but blanks."""

    code = "empty"
    default = _("文件是空的，里面没有内容。请检查是否选错了文件，或者保存后再上传。")


class FileTooLarge(UnreadableFile):
    """Larger than the limit of its kind; facts: size, limit (both as text with unit)."""

    code = "too_large"
    default = _("文件有 %(size)s，超过了 %(limit)s 的上限。请压缩其中的图片、拆分文件，或只上传正文。")


class NoSuchFile(UnreadableFile):
    """There is no ordinary file at this path; facts: name."""

    code = "no_such_file"
    default = _("找不到文件“%(name)s”，或者它不是普通文件。请检查路径。")


class NotPermitted(UnreadableFile):
    """The operating system does not let us read the file; facts: name."""

    code = "no_permission"
    default = _("没有权限读取文件“%(name)s”。请检查文件权限。")


class KindNotTaken(UnreadableFile):
    """By its content the file is of a kind that is not taken here; facts: kind, taken."""

    code = "kind_not_taken"
    default = _("按内容判断，这是%(kind)s，这里不接收。可以使用：%(taken)s。")


class BinaryRubbish(UnreadableFile):
    """Bytes that are no known format and no text."""

    code = "binary"
    default = _("文件内容不是文字，也不是能识别的文档格式。请用 Word、WPS 等打开原文件，文字另存为 docx、表格另存为 xlsx 后再试。")


class UnknownEncoding(UnreadableFile):
    """Text in an encoding that gives no plausible Chinese, or text that was already spoilt."""

    code = "encoding"
    default = _("文字编码无法识别，或者文字已成乱码。请用记事本或 WPS 打开原文件，另存为 UTF-8 编码后再试。")


class PasswordProtected(UnreadableFile):
    """The file wants a password; facts: kind."""

    code = "password"
    default = _("这份%(kind)s设有打开密码，系统不尝试破解。请打开文件，取消密码保护后另存，再上传。")


class HasMacros(UnreadableFile):
    """Macros inside: never run, never kept."""

    code = "macros"
    default = _("文件里带有宏程序（VBA）。系统不运行宏，也不接收带宏的文件。请另存为不含宏的 docx 或 xlsx 后再试。")


class ColoursNotShown(UnreadableFile):
    """A picture that is sound and whose colours are kept in a way that nothing here shows; facts: kind."""

    code = "colours_not_shown"
    default = _(
        "这张%(kind)s用的颜色格式（多为制版、测色用的 Lab）本页显示不了，文件没有坏。请下载后用制图软件打开，或另存为 RGB 的 JPG 再传。"
    )


class DamagedFile(UnreadableFile):
    """The format is known, but the file is cut off or broken; facts: kind."""

    code = "damaged"
    default = _("这份%(kind)s已损坏或没有传完整，打不开。请用办公软件打开原文件，另存一份后再试。")


class NotCleanable(UnreadableFile):
    """A sound file from which what it tells beside its content cannot be taken without breaking it; facts: kind."""

    code = "not_cleanable"
    default = _(
        "这份%(kind)s里的附带信息（作者、设备、修改记录等）没法安全去掉，所以没有工作副本，文件没有坏。请另存为常用格式后再传一份。"
    )


class ZipBomb(UnreadableFile):
    """A package that swells beyond all reason; facts: why."""

    code = "zip_bomb"
    default = _("文件内部结构异常（%(why)s），像是压缩炸弹，已拒绝打开。请用办公软件打开原文件，另存一份后再试。")


class DangerousXml(UnreadableFile):
    """An XML part declares entities or a document type; they are never resolved."""

    code = "dangerous_xml"
    default = _("文件内部的 XML 带有实体声明，可能是攻击文件，已拒绝打开。请用办公软件另存一份后再试。")


class RemoteContent(UnreadableFile):
    """The document fetches a template or object from another machine when opened; facts: target."""

    code = "remote_content"
    default = _("文档打开时会从外部地址加载模板或对象（%(target)s），有安全风险，已拒绝。请去掉外部模板或嵌入对象，另存后再试。")


class TooDeep(UnreadableFile):
    """Parts inside parts beyond all reason: what lies deeper would be lost; facts: kind."""

    code = "too_deep"
    default = _(
        "这份%(kind)s一层套一层，套得太深，里面的文字读不全，所以没有读。请在浏览器或办公软件里打开，把正文复制到新文件，另存后再试。"
    )


class NoTextInside(UnreadableFile):
    """A well-formed file without a single word."""

    code = "no_text"
    default = _("文件能打开，但里面没有文字。请检查是否选错了文件。")


class TooMuchText(UnreadableFile):
    """More text than any plan has; facts: count, most (in units of 10,000 characters)."""

    code = "too_much_text"
    default = _("文字有 %(count)d 万字，超过 %(most)d 万字的上限，不像一份方案。请只上传方案正文。")


class TooManyPages(UnreadableFile):
    """More pages than any plan has; facts: count, most."""

    code = "too_many_pages"
    default = _("文件有 %(count)d 页，超过 %(most)d 页的上限，不像一份方案。请只上传方案正文。")


class TooManyPixels(UnreadableFile):
    """A picture that would need too much memory to decode; facts: count, most (in units of 10,000 pixels)."""

    code = "too_many_pixels"
    default = _("图片有 %(count)d 万像素，超过 %(most)d 万像素的上限，不在页面上显示。请下载后查看。")


class NeedsHeic(UnreadableFile):
    """A picture of the newer telephones, and the optional reader is not installed."""

    code = "needs_heic"
    default = _("HEIC 照片要装附加组件才能在页面上显示，请下载后查看，或请系统管理员运行 make extra NAME=heic 安装。")


class TooCostly(UnreadableFile):
    """Showing it took more time or memory than is given."""

    code = "too_costly"
    default = _("处理这个文件超出了时间或内存的限度，不在页面上显示。")


class NeedsRecognition(UnreadableFile):
    """Only pictures of text, and the optional text recognition is not installed; facts: kind."""

    code = "needs_ocr"
    default = _(
        "这份文件（%(kind)s）里只有图片，没有文字，要先装文字识别组件。请系统管理员在服务器上本系统的文件夹里运行 make extra NAME=ocr"
        "（装好以后不用联网），或者换用带文字的 docx、txt、pdf。"
    )


class SecretMark(UnreadableFile):
    """A mark of a state secret: such a file must not enter a system that is not approved for it; facts: mark, where."""

    code = "secret_mark"
    default = _(
        "%(where)s有国家秘密标志“%(mark)s”。本系统是非涉密系统，涉密文件不得上传、存储和传输（涉密不上网）。"
        "请按保密规定处理；如属误标，请由定密责任人更正后再上传。"
    )
