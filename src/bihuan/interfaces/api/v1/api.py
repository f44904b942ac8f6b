"""All operations together, and what they look like to a program: the OpenAPI document."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from json import JSONEncoder
from typing import Any

from django.utils.timezone import is_aware, localtime
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from bihuan.foundation.kernel import Term
from bihuan.interfaces.api.v1 import (
    accountability,
    campaigns,
    digests,
    documents,
    figures,
    finding,
    forms,
    inspections,
    institutions,
    ledger,
    organisation,
    plans,
)
from bihuan.interfaces.api.v1.gate import KEY, LONGEST_KEY, Bearer, OutOfScope, TooMany, out_of_scope, refuse_unknown, too_many
from bihuan.interfaces.api.v1.refusals import TYPE, Refusal, teach

ROOMS = (
    plans,
    campaigns,
    organisation,
    ledger,
    documents,
    digests,
    figures,
    finding,
    forms,
    inspections,
    institutions,
    accountability,
)
_ABOUT = (
    "闭环的接口，供其他系统使用。每个请求在 Authorization 头里带令牌（Bearer bihuan_…）；令牌代表一个账号，能看什么、能办什么与这个账号在页面上相同，"
    "并受令牌的权限范围限制。办不成的一律以 application/problem+json 说明种类和原因。每个 POST 可带 Idempotency-Key，同一个键 24 小时内只办一次。"
    "列表用 next 里的游标翻页。"
)
_REFUSED = {
    400: "请求看不懂", 401: "没有有效的令牌", 403: "不在职责或权限范围内", 404: "没有找到，或者不在您的范围内", 405: "不接受这种请求",
    409: "当前环节不能办、条件不齐，或者刚被别人改过", 413: "内容太大", 422: "内容有误", 429: "请求太频繁",
}  # fmt: skip
_KEY = {
    "name": KEY, "in": "header", "required": False, "description": "同一个键 24 小时内只办一次，重发得到同样的答复",
    "schema": {"type": "string", "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"},
}  # fmt: skip


def _terms(kind: type[Term]) -> Iterator[type[Term]]:
    for one in kind.__subclasses__():
        yield one
        yield from _terms(one)


def _in_chinese(shape: dict[str, Any]) -> None:
    """What developers wrote about a shape gives way to the words of a closed list with their labels."""
    shape.pop("description", None)
    words = next((one for one in _terms(Term) if [word.value for word in one] == shape.get("enum")), None)
    if words is not None:
        shape["description"] = "；".join(f"{word.value} {word.label}" for word in words)


class Here(NinjaJSONEncoder):
    """Moments in the time of this installation, whether they were just made or come from the database, which gives them in UTC."""

    def default(self, o: Any) -> Any:
        return super().default(localtime(o) if isinstance(o, datetime) and is_aware(o) else o)


class Plain(JSONRenderer):
    """Chinese as Chinese, half as long as its escapes."""

    encoder_class: type[JSONEncoder] = Here
    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


class Door(NinjaAPI):
    """Ninja's API, with what every operation has in common written into its document."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(*args, **kwargs)
        for one in document["components"]["schemas"].values():
            _in_chinese(one)
        shape = Refusal.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"] |= {**shape.pop("$defs"), "Refusal": shape}
        refused = {
            str(status): {"description": told, "content": {TYPE: {"schema": {"$ref": "#/components/schemas/Refusal"}}}}
            for status, told in _REFUSED.items()
        }
        for methods in document["paths"].values():
            for method, operation in methods.items():
                operation["responses"] = {str(status): told for status, told in operation["responses"].items()} | refused
                if method == "post":
                    operation["parameters"] = [*operation.get("parameters", ()), _KEY]
        return document

    def get_openapi_operation_id(self, operation: Any) -> str:
        room = operation.view_func.__module__.partition(".v1.")[2].partition(".")[0]
        return f"{room}_{operation.view_func.__name__}"


api = Door(
    title="闭环 Bihuan",
    version="1",
    description=_ABOUT,
    docs_url=None,
    openapi_url=None,
    auth=Bearer(),
    renderer=Plain(),
    urls_namespace="api-v1",
)
teach(api)
api.add_exception_handler(OutOfScope, out_of_scope)
api.add_exception_handler(TooMany, too_many)
for room in ROOMS:
    for view in room.router.path_operations.values():
        for operation in view.operations:
            needed: Any = operation.auth_param if isinstance(operation.auth_param, Bearer) else room.router.auth
            operation.description = f"权限范围：{needed.scope.label}（{needed.scope.value}）"
            refuse_unknown(operation)
            operation.openapi_extra = {**(operation.openapi_extra or {}), "x-scope": needed.scope.value}
    api.add_router("", room.router)
