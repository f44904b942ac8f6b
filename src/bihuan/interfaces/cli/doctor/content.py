"""What stands in the database: holidays, the three administrators, files, the book."""

from collections.abc import Iterator
from datetime import date, timedelta

from bihuan.interfaces.cli.doctor.finding import BAD, CARE, WELL, Finding

_MANY = 100
"""More are not counted: on a store each costs a question."""


def calendar() -> Iterator[Finding]:
    from bihuan.foundation.calendar.queries import calendar

    known = calendar().known_until
    ahead = known is not None and known >= date.today() + timedelta(days=90)
    yield Finding(
        "节假日", WELL if ahead else CARE, f"已录到 {known}" if ahead else f"只录到 {known}，以后按周一至周五算，请录入新的放假通知"
    )


def people() -> Iterator[Finding]:
    from bihuan.foundation.accounts.queries import administrators
    from bihuan.foundation.accounts.vocabulary import Administrator

    held = administrators()
    empty = [one.label for one in Administrator if one not in held]
    yield Finding("三员", CARE if empty else WELL, f"空缺：{'、'.join(empty)}" if empty else "都有人担任")


def files() -> Iterator[Finding]:
    from bihuan.foundation.files.queries import altered

    wrong = altered()
    yield Finding(
        "文件", BAD if wrong else WELL, f"{len(wrong)} 个文件的内容不见了或被改过，请从备份恢复" if wrong else "内容都与存入时一致"
    )


def copies() -> Iterator[Finding]:
    """Do working copies of an older version still lie about?"""
    from bihuan.foundation.files.renewing import left_over
    from bihuan.foundation.files.shelves import StoreAway

    try:
        many = len(left_over(_MANY))
    except StoreAway:
        return  # `outside.store` says so
    said = f"还有 {many} 个{'以上' if many == _MANY else ''}是旧版做的，执行进程（bihuan worker）每小时接着重做；旧的不会发给任何人"
    yield Finding("工作副本", CARE if many else WELL, said if many else "都是这一版做的")


def book() -> Iterator[Finding]:
    from bihuan.foundation.audit.queries import verify

    found = verify()
    yield Finding("操作记录", BAD if found.fault else WELL, found.sentence)
