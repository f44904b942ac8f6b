"""SQLite in one file, or PostgreSQL by one address; both are complete."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from bihuan.foundation.kernel import BadInput, _

# WAL lets readers go on while one writes; FULL keeps an acknowledged write through a power cut.
_SQLITE = "PRAGMA journal_mode=WAL;PRAGMA synchronous={sync};PRAGMA busy_timeout=30000;PRAGMA cache_size=-65536;PRAGMA mmap_size=268435456;"


def sqlite(path: Path, sync: str = "FULL") -> dict[str, object]:
    """The embedded database. BEGIN IMMEDIATE takes the one write lock at once, so no transaction fails half way."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": _SQLITE.format(sync=sync)},
        "CONN_MAX_AGE": 600,  # a new connection knows the statistics of its hour (foundation.statistics)
    }


# A primary whose machine is gone says nothing: the line is given up after some ten seconds instead of a quarter of an hour.
_GIVES_UP = {
    "connect_timeout": "3",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}
# Compiling a question costs a third of a second, a page's own questions a few milliseconds: worth it for none of them.
# What is prepared is asked by every page (foundation/planned.py): it is planned once, where the server would plan it five times more to compare –
# for the badge that is five pages of a tenth of a second for every line of every process.
_PLANS = {"options": "-c jit=off -c plan_cache_mode=force_generic_plan"}


def postgresql(address: str, kept: str = "") -> dict[str, object]:
    """`postgresql://user:password@host:port/name?option=value`; of several hosts separated by commas the one that may be written is taken.
    `kept` is the password where it does not stand in the address."""
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise BadInput(_("BIHUAN_DATABASE_URL 看不懂，请写成 postgresql://用户:口令@主机:端口/库名；用内置数据库就不要设它。"))
    userinfo, _at, hosts = parts.netloc.rpartition("@")
    user, _colon, password = userinfo.partition(":")
    pairs = [host.rpartition(":") if ":" in host else (host, "", "") for host in hosts.split(",")]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(user),
        "PASSWORD": unquote(password) or kept,
        "HOST": ",".join(unquote(host) for host, _c, _p in pairs),
        "PORT": ",".join(port for _h, _c, port in pairs if port),
        "OPTIONS": {
            **_GIVES_UP,
            **_PLANS,
            **({"target_session_attrs": "read-write"} if len(pairs) > 1 else {}),
            **dict(parse_qsl(parts.query)),
        },
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
