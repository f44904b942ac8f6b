"""A no as a problem document (RFC 9457): kind, sentence, and one entry for each place that is wrong. Nothing else gets out."""

import json
import logging
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, RawPostDataException, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.kernel import BadInput, Conflict, Missing, NeedsUnmet, NotAllowed, NotNow, Refused, said
from bihuan.foundation.watching.away import is_away

logger = logging.getLogger(__name__)
TYPE = "application/problem+json"
# kind → status, title
KINDS: dict[str, tuple[int, str | Promise]] = {
    "bad_request": (400, _("请求看不懂")),
    "no_token": (401, _("没有有效的令牌")),
    "not_allowed": (403, _("不在职责范围内")),
    "scope": (403, _("令牌没有这项权限")),
    "missing": (404, _("没有找到")),
    "method": (405, _("这个地址不接受这种请求")),
    "not_now": (409, _("现在不能办")),
    "needs_unmet": (409, _("条件不齐")),
    "conflict": (409, _("与现有内容冲突")),
    "refused": (409, _("没有办成")),
    "too_large": (413, _("内容太大")),
    "bad_input": (422, _("内容有误")),
    "too_many": (429, _("请求太频繁")),
    "fault": (500, _("系统出错")),
    "away": (503, _("数据库暂时连不上")),
}
_OF_REFUSALS: dict[type[Refused], str] = {
    NotAllowed: "not_allowed", Missing: "missing", Conflict: "conflict", NotNow: "not_now", NeedsUnmet: "needs_unmet", BadInput: "bad_input",
}  # fmt: skip
_OF_STATUS = {status: kind for kind, (status, _title) in reversed(KINDS.items())} | {403: "not_allowed", 409: "refused"}


class Fault(Schema):
    """One place that is wrong."""

    place: str = Field(description="哪一处：字段，或者第几行哪一栏")
    message: str = Field(description="哪里不对、怎么改")
    value: str = Field("", description="写的是什么")
    nearest: str = Field("", description="可能想写的")
    row: int | None = Field(None, description="第几行（导入时）")
    column: str = Field("", description="哪一栏（导入时）")


class Refusal(Schema):
    """Why something was not done."""

    type: str = Field(description="问题类型的标识")
    status: int
    title: str
    kind: str = Field(description="种类：" + "、".join(KINDS))
    sentence: str = Field(description="给人看的一句话")
    errors: list[Fault] = Field(default_factory=list, description="逐处的错误")


def problem(
    kind: str, sentence: str = "", errors: Iterable[Mapping[str, Any]] = (), headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """The answer that refuses."""
    status, title = KINDS[kind]
    told = Refusal(
        type=f"urn:bihuan:problem:{kind}", status=status, title=str(title), kind=kind, sentence=sentence or f"{title}。",
        errors=[Fault(**one) for one in errors],
    )  # fmt: skip
    answer = HttpResponse(json.dumps(told.model_dump(), ensure_ascii=False), status=status, content_type=TYPE)
    for name, value in (headers or {}).items():
        answer[name] = value
    return answer


def problem_of_status(status: int) -> HttpResponse:
    """For an answer that was not ours: only its status is told."""
    return problem(_OF_STATUS.get(status, "fault" if status >= 500 else "bad_request"))


def sentence_of(no: Refused) -> str:
    """The sentence of a refusal in the reader's language, with the terms that it names."""
    return no.said(gettext)


def fault_of(error: Any) -> dict[str, Any]:
    """An entry of a refusal: a cell of a sheet, or a text."""
    if not hasattr(error, "template"):
        return {"place": "", "message": str(error)}
    message = gettext(error.template) % error.facts if error.facts else gettext(error.template)
    told = {"place": error.place, "message": message, "value": error.value[:200], "nearest": error.nearest}
    return told | {"row": error.row or None, "column": error.column}


def lines_of(errors: Iterable[CellError]) -> list[str]:
    """Cells of a sheet as lines in the reader's language."""
    return [said(one.told, gettext) for one in errors]


def refusal(no: Refused) -> HttpResponse:
    """The answer of a refused operation."""
    kind = next((word for type_, word in _OF_REFUSALS.items() if isinstance(no, type_)), "refused")
    return problem(kind, sentence_of(no), map(fault_of, getattr(no, "errors", ())))


_SAID = {
    "missing": _("必填"), "extra_forbidden": _("没有这一项"), "string_type": _("要一段文字"), "string_too_long": _("太长，最多 %(max_length)s 字"),
    "string_too_short": _("太短，至少 %(min_length)s 字"), "string_pattern_mismatch": _("有不能用的字符，或者写法不对"), "string_unicode": _("有不能用的字符"),
    "int_parsing": _("要整数"), "int_type": _("要整数"), "int_from_float": _("要整数"), "bool_parsing": _("要 true 或 false"),
    "bool_type": _("要 true 或 false"), "enum": _("只能是其中之一：%(expected)s"), "literal_error": _("只能是其中之一：%(expected)s"),
    "greater_than_equal": _("不能小于 %(ge)s"), "less_than_equal": _("不能大于 %(le)s"), "list_type": _("要一个列表"),
    "too_long": _("太多，最多 %(max_length)s 项"), "too_short": _("至少要 %(min_length)s 项"), "dict_type": _("要一个对象"),
    "model_attributes_type": _("要一个对象"), "model_type": _("要一个对象"), "value_error": _("这个值不能用"),
}  # fmt: skip
_QUOTED = re.compile("'([^']*)'")
_MOMENTS = {
    "Value error, moment": _("要日期或时间，写成 2026-03-01 或 2026-03-01T14:30，在 2000 年到 2100 年之间"),
    "Value error, ahead": _("这一天还没有到，最晚是今天"),
}
_DAY = _("要日期，写成 2026-03-01，在 2000 年到 2100 年之间")


def _said(error: Mapping[str, Any]) -> str:
    kind = str(error.get("type", ""))
    if kind.startswith("date") or (kind == "value_error" and "day" in str(error.get("msg", ""))):
        return str(_DAY)
    words = str(_MOMENTS.get(str(error.get("msg", ""))) or _SAID.get(kind, _("这个值不能用")))
    facts = {name: str(value) for name, value in (error.get("ctx") or {}).items()}
    facts |= {"expected": "、".join(_QUOTED.findall(facts.get("expected", "")))}
    try:
        return words % facts if "%(" in words else words
    except KeyError:
        return str(_("这个值不能用"))


_OURS = {"asked", "wanted", "paging", "caption", "place", "day"}  # names of our arguments that programs do not know


def _place(loc: Sequence[Any]) -> str:
    return ".".join(str(part) for at, part in enumerate(loc) if not (at == 1 and part in _OURS and len(loc) > 2))


def _invalid(request: HttpRequest, wrong: Any) -> HttpResponse:
    errors = [{"place": _place(error["loc"]), "message": _said(error)} for error in wrong.errors[:100]]
    reads = request.method in ("GET", "HEAD")
    words = gettext("请求里有 %(count)d 处不对。") if reads else gettext("有 %(count)d 处不对，什么都没有写入。")
    return problem("bad_input", words % {"count": len(wrong.errors)}, errors)


def _of_http(_request: HttpRequest, wrong: Any) -> HttpResponse:
    if isinstance(wrong, AuthenticationError):
        return problem("no_token")
    return (
        problem("bad_request", gettext("请求内容不是能读的 JSON。")) if wrong.status_code == 400 else problem_of_status(wrong.status_code)
    )


def _of_database(_request: HttpRequest, wrong: Any) -> HttpResponse:
    """What a rule of the database refused and no operation had asked about: told without its words."""
    logger.warning("refused by the database: %s", type(wrong).__name__, exc_info=wrong)
    if isinstance(wrong, IntegrityError):
        return problem("conflict", gettext("同样的内容已经有了，或者刚被别人改过。"))
    return problem("bad_input", gettext("有内容超出了能存的范围。"))


def _of_fault(_request: HttpRequest, wrong: Any) -> HttpResponse:
    if is_away(wrong):
        told = problem("away", gettext("数据库暂时连不上，请过几秒用同一个 Idempotency-Key 再来。"), headers={"Retry-After": "5"})
        logger.warning("the database is away", exc_info=wrong)
        return told
    number = uuid.uuid4().hex[:8]
    logger.error("api fault, number %s", number, exc_info=wrong)
    return problem("fault", gettext("程序出错，编号 %(number)s，请把编号告诉系统管理员。") % {"number": number})


def teach(api: NinjaAPI) -> None:
    """Let every exception become a problem document."""
    handlers: dict[Any, Any] = {
        Refused: lambda _request, no: refusal(no), ValidationError: _invalid, HttpError: _of_http, AuthenticationError: _of_http,
        Http404: lambda _request, _no: problem("missing"), DataError: _of_database, IntegrityError: _of_database, OverflowError: _of_database,
        RequestDataTooBig: lambda _request, _no: problem("too_large"), TooManyFilesSent: lambda _request, _no: problem("too_large"),
        **dict.fromkeys((SuspiciousOperation, MultiPartParserError, UnreadablePostError, RawPostDataException), lambda _request, _no: problem("bad_request")),
        Exception: _of_fault,
    }  # fmt: skip
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
