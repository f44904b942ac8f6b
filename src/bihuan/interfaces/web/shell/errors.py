"""Error pages: what happened, what was kept, what to do. No traceback, no English, no blame."""

import sys
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bihuan.foundation.watching import lines
from bihuan.foundation.watching.away import is_away
from bihuan.interfaces.web.shell.answers import came_from
from bihuan.interfaces.web.shell.context import Frame

Text = str | Promise


@dataclass(frozen=True)
class Words:
    title: Text
    happened: Text
    kept: Text
    todo: Text


TYPED = _("您刚才填写的内容还留在浏览器里，按“后退”即可找回。")
NOTHING = _("没有改动任何数据。")
STALE_FORM = 4031  # a 403 with words of its own
ERRORS = {
    400: Words(
        _("这个请求没有看懂"),
        _("地址或表单里有系统不认识的内容。"),
        NOTHING,
        _("请从菜单重新进入；别人发来的链接请向对方核对。"),
    ),
    403: Words(
        _("这里不在您的职责范围内"),
        _("这一页只对承担相应职责的人开放。"),
        NOTHING,
        _("如确需办理，请联系本单位联络员或专班授予职责。"),
    ),
    404: Words(
        _("没有找到这一页"),
        _("地址有误，或者内容已移走，或者不在您可查看的范围内。"),
        NOTHING,
        _("请从首页重新进入；别人发来的链接，请向对方核对。"),
    ),
    413: Words(
        _("内容太大，没有收下"),
        _("文件或表单超过了系统允许的大小。"),
        TYPED,
        _("请压缩图片、剪短视频或拆成几份后再传。一次最多 200 MB，没有登录的最多 20 MB。"),
    ),
    429: Words(
        _("操作太快，请稍等"),
        _("短时间内的请求太多，系统暂缓了这一次。"),
        TYPED,
        _("等一分钟后再试。"),
    ),
    500: Words(
        _("系统出了差错"),
        _("这是系统的问题，不是您操作的问题。"),
        _("这一步可能没有办成，请回去看一眼再重做；之前的数据都在，差错已记入日志。"),
        _("请稍后再试；若再次出现，请把下面的编号告诉系统管理员。"),
    ),
    503: Words(
        _("系统正在切换，请稍等"),
        _("数据库暂时连不上，通常几秒钟就好。"),
        _("刚才这一步可能没有办成；之前的数据都在。"),
        _("过几秒刷新再看；一直不好，请把下面的编号告诉系统管理员。"),
    ),
    STALE_FORM: Words(
        _("页面放得太久，没有提交成功"),
        _("为防止他人冒用，表单过一段时间会失效；浏览器禁用 Cookie 时也会这样。"),
        TYPED,
        _("请后退并刷新页面，再提交一次。"),
    ),
}


def page(request: HttpRequest | None, status: int, key: int | None = None) -> HttpResponse:
    """The error page with this status. Needs neither database nor session."""
    given = {"words": ERRORS[key or status], "status": status, "frame": Frame(request) if request else None, "number": lines.number()}
    given["back"] = came_from(request) if request and key == STALE_FORM else ""
    html = render_to_string("shell/pages/error.html", given)
    return HttpResponse(html, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    too_big = isinstance(exception, RequestDataTooBig | TooManyFilesSent)
    return page(request, 413 if too_big else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours, or a database that is away for a moment. Django calls this while it handles the fault."""
    if not is_away(sys.exception()):
        return page(None, 500)
    answer = page(None, 503)
    answer["Retry-After"] = "5"
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose guard against forgery has run out."""
    return page(request, 403, STALE_FORM)
