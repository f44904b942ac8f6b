"""The process of the public door: `bihuan portal`, or beside the office's server by `bihuan run`. It ends with whoever started it."""

import argparse
import gc
import os
import ssl
import sys
from collections.abc import Callable

from bihuan.foundation.kernel import BadInput, _
from bihuan.interfaces.portal.forking import Application, ForkingServer, Limits

REFUSED = 2
"""Exit code: started like this it would fail again."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bihuan portal", description="公开举报入口")
    parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)  # ends when the process that started it is gone
    return parser.parse_args()


def main() -> int:
    """Serves until SIGTERM or Ctrl C."""
    arguments = _arguments()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bihuan.config.portal"
    try:
        server = _server()
    except BadInput as no:
        print(no.sentence, file=sys.stderr, flush=True)
        return REFUSED
    if not arguments.parent:
        _greet(*server.place)
    server.serve(_each_turn(arguments.parent))
    return 0


def _each_turn(parent: int | None) -> Callable[[], bool]:
    """Reads again what the office published; says whether to go on."""
    from bihuan.interfaces.portal.paper import held

    def turn() -> bool:
        held.refresh()
        return parent is None or os.getppid() == parent

    return turn


def _server() -> ForkingServer:
    import django

    django.setup()
    from bihuan.interfaces.portal.own import own
    from bihuan.interfaces.portal.paper import box, keeper, newest

    place, secure = _place(own.BIHUAN_PORTAL_BIND), _secure(own.BIHUAN_PORTAL_CERT, own.BIHUAN_PORTAL_KEY)
    box().prepare()
    newest()
    application = _warm()
    try:
        return ForkingServer(place, application, Limits(own.BIHUAN_PORTAL_VISITORS), secure, keeper)
    except OSError as closed:
        raise BadInput(
            _("举报入口不能在 %(bind)s 上启动：%(why)s。请用 BIHUAN_PORTAL_BIND 换一个地址。"),
            bind=own.BIHUAN_PORTAL_BIND,
            why=closed.strerror,
        ) from closed


def _place(bind: str) -> tuple[str, int]:
    host, _colon, port = bind.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise BadInput(_("BIHUAN_PORTAL_BIND 是“%(bind)s”，看不懂。请写成 127.0.0.1:8001 的样子。"), bind=bind)
    return host.strip("[]"), int(port)


def _secure(certificate: str, key: str) -> ssl.SSLContext | None:
    if not certificate:
        return None
    try:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.options |= ssl.OP_NO_TICKET  # a ticket would let one visit be tied to another
        context.load_cert_chain(certificate, key or None)
    except (OSError, ssl.SSLError) as closed:
        raise BadInput(_("证书或它的密钥读不了（BIHUAN_PORTAL_CERT、BIHUAN_PORTAL_KEY）：%(why)s。"), why=closed) from closed
    return context


def _warm() -> Application:
    """The application, with pages, words and whatever a report needs loaded: each visitor's process begins with all of it."""
    from django.core.wsgi import get_wsgi_application

    from bihuan.interfaces.portal.rehearsing import rehearse

    application: Application = get_wsgi_application()
    rehearse(application)
    gc.collect()
    gc.freeze()
    gc.disable()  # a visitor's process ends before there is anything to clear up; looking for it would copy the memory that is shared
    return application


def _greet(host: str, port: int) -> None:
    from bihuan.interfaces.portal.own import own

    scheme = "https" if own.BIHUAN_PORTAL_CERT else "http"
    print(f"闭环 Bihuan 公开举报入口已在 {scheme}://{host}:{port}/ 启动，按 Ctrl C 结束。", flush=True)
    from bihuan.interfaces.portal.paper import standing

    if not standing().is_open:
        print("还没有收到举报办公布的内容和公钥，页面会说明暂未开放。", flush=True)
    if not own.BIHUAN_PORTAL_CERT and not host.startswith("127."):
        print("注意：没有设置证书（BIHUAN_PORTAL_CERT），内容在网上没有加密；请在它前面直通 TLS，或设置证书。", flush=True)


if __name__ == "__main__":
    sys.exit(main())
