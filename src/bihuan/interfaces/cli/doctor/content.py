"""What stands in the database: holidays, the three administrators, files, the book."""

from collections.abc import Iterator
from datetime import date, timedelta

from bihuan.interfaces.cli.doctor.finding import BAD, CARE, WELL, Finding


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


def book() -> Iterator[Finding]:
    from bihuan.foundation.audit.queries import verify

    found = verify()
    yield Finding("操作记录", BAD if found.fault else WELL, found.sentence)
