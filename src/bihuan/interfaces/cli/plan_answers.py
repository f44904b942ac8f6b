"""The answers file of `bihuan plan`: `plan read --answers` writes one with every question, `plan start --answers` takes it filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bihuan.foundation.kernel import BadInput, _

if TYPE_CHECKING:
    from bihuan.plan_import.rules.campaign import Asked

_LONGEST = 1_000_000
_HEAD = (
    "# 对方案中问题的回答：在冒号后面填写，用不着的留空。填好后运行",
    "#   bihuan plan start 方案文件 --roster 名册.xlsx --answers 本文件",
    "# 【必答】的不填，专项不能启动；其余不填，页面上一直是缺项，文书里写“待补”。",
)
_FORMS = {"year": "四位年份，例如 2026", "day": "日期，例如 2026-03-01", "text": "文字", "choice": ""}


def read_answers(path: Path | None) -> dict[str, str]:
    """What was filled in; keys that stand empty are no answers."""
    import yaml

    from bihuan.interfaces.cli.looking_up import read

    if path is None:
        return {}
    try:
        text = read(path, _LONGEST).decode("utf-8-sig")
        if any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(text, yaml.SafeLoader)):
            raise yaml.YAMLError("aliases")  # a few lines of them are gigabytes
        told = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as wrong:
        raise BadInput(_("读不懂回答文件“%(path)s”：要 UTF-8 的 YAML，一行一条，例如 year: 2026。"), path=path) from wrong
    if not isinstance(told, dict | None):
        raise BadInput(_("回答文件要写成“键: 值”，例如 year: 2026。"))
    return {str(key): str(value) for key, value in (told or {}).items() if value is not None}


def write_answers(path: Path, facts: dict[str, Any]) -> int:
    """A file with every open question, to be filled in; tells how many. A file that is there is not touched."""
    from bihuan.plan_import.rules.campaign import open_questions

    asked = open_questions(facts, {}, date.today().year)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write("\n".join((*_HEAD, "", *_lines(asked))) + "\n")
    except FileExistsError as there:
        raise BadInput(_("“%(path)s”已经有了，没有改动它。请换一个文件名。"), path=path) from there
    except OSError as closed:
        raise BadInput(_("写不了“%(path)s”。请检查文件夹是否存在、有没有写的权限。"), path=path) from closed
    return len(asked)


def _lines(asked: Iterable[Asked]) -> Iterator[str]:
    for one in asked:
        hint = "、".join(filter(None, (_FORMS[one.kind], "可选：" + "、".join(one.offers) if one.offers else "")))
        yield f"# {'【必答】' if one.must else ''}{' '.join(one.text.split())}" + (f"（{hint}）" if hint else "")
        yield f"{one.key}:"
        yield ""
