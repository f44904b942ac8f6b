"""What can go wrong around a command, outside of what was asked: the home folder, the disk, the database. Each as a sentence."""

import errno
import os
import sys
from pathlib import Path
from types import TracebackType

_OF_SYSTEM = {
    errno.ENOSPC: "磁盘满了，没有写成。请腾出空间后再来。",
    errno.EROFS: "“{path}”所在的磁盘是只读的，没有写成。",
    errno.EMFILE: "打开的文件太多，请过一会儿再来。",
}
# Words of the database's own message (both engines) → what it means and what to do.
_OF_DATABASE = (
    (("not a database", "malformed"), "数据库文件已损坏，或者不是本系统的数据库。请从备份恢复，或换一个 BIHUAN_HOME。"),
    (("readonly", "read-only"), "数据库是只读的，写不进去。请检查 BIHUAN_HOME 的写权限。"),
    (("unable to open",), "打不开数据库文件。请检查 BIHUAN_HOME 是否存在、有没有写的权限。"),
    (("disk is full", "No space left"), "磁盘满了，没有写成。请腾出空间后再来。"),
    (("database is locked", "lock timeout"), "数据库正被别的程序占用。请过一会儿再来。"),
    (("password authentication", "role ", "no password"), "数据库不认这个用户或口令。请检查 BIHUAN_DATABASE_URL。"),
    (("does not exist",), "数据库还没有建，或者版本不一致。请建好数据库后运行 bihuan prepare。"),
    (("connection", "translate host name", "timeout"), "连不上数据库。请检查 BIHUAN_DATABASE_URL 的主机和端口，数据库是否在运行。"),
)


def sentence_of(trouble: BaseException) -> str:
    """What happened and what to do; empty for a fault of the program itself."""
    if isinstance(trouble, OSError):
        return _of_system(trouble)
    if isinstance(trouble, MemoryError):
        return "内存不够，没有办成。请换小一些的文件，或给服务器加内存。"
    if _is_of_database(trouble):
        text = str(trouble)
        return next((told for words, told in _OF_DATABASE if any(word in text for word in words)), "")
    if type(trouble).__name__ == "ImproperlyConfigured" and "psycopg" in str(trouble):
        return "没有装 PostgreSQL 的连接组件。请运行 pip install -r requirements-postgres.txt 后再来。"
    return ""


def _is_of_database(trouble: BaseException) -> bool:
    return any(kind.__name__ == "DatabaseError" for kind in type(trouble).__mro__)


def _of_system(trouble: OSError) -> str:
    place = trouble.filename or ""
    home = Path(os.environ.get("BIHUAN_HOME", "var")).resolve()
    if trouble.errno in _OF_SYSTEM:
        return _OF_SYSTEM[trouble.errno].format(path=place)
    if place and Path(str(place)).resolve() in (home, *home.parents) or str(place).startswith(f"{home}{os.sep}"):
        return f"用不了数据文件夹“{home}”（BIHUAN_HOME）。请检查它是不是文件夹、有没有写的权限。"
    return ""


def tell_unexpected(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """The last resort of a process: a sentence for the user, the trace in a file for whoever mends it. The exit code is 70."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="bihuan-", suffix=".txt", delete=False, encoding="utf-8") as kept:
        traceback.print_exception(kind, fault, trace, file=kept)
    print(f"程序出了意外，这一步没有办成。经过记在“{kept.name}”，请交给维护人员。", file=sys.stderr)
    sys.exit(70)
