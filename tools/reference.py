"""Writes docs/reference/ from the code (`make reference`), so that it cannot be wrong.

python -m tools.reference            write
python -m tools.reference --check    compare; exit code 1 if a page is out of date
"""

import argparse
import ast
import importlib
import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import api_reference
from tools.house import floors

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "bihuan"
TARGET = ROOT / "docs" / "reference"
NOTE = "<!-- Written by `make reference` from the code; do not edit. -->\n"
# What each setting of the environment means. A setting that is missing here, or here and nowhere else, fails the check.
SETTINGS = {
    "BIHUAN_HOME": "Folder of everything an installation keeps: embedded database, files, keys.",
    "BIHUAN_BIND": "Address and port to serve on. A home with the demo refuses anything but this machine.",
    "BIHUAN_DATABASE_URL": "`postgresql://user:password@host:port/name`, several hosts by commas; empty: the embedded SQLite database under the home.",
    "BIHUAN_ACTIVATION_DAYS": "Days after which the one-time code of an activation slip lapses, 1 to 90.",
    "BIHUAN_DATABASE_PASSWORD": "The password where it shall not stand in the address, or `file:` and the path of a file that holds it.",
    "BIHUAN_API_RATE": "Requests that one token may make in a minute; each process of the server counts for itself.",
    "BIHUAN_VERIFY_OPEN": "Whoever holds an issued file may check its numbers at `/documents/verify/` without signing in; `0` asks for sign-in.",
    "BIHUAN_SUPPORT_LINE": "Telephone that pages name for somebody in distress, with its name; empty: the national line of the rule pack of measures.",
    "BIHUAN_VERIFY_RATE": "Files that one account or address may have checked in a minute; each process of the server counts for itself.",
    "BIHUAN_WEBHOOK_HOSTS": "Hosts to which webhooks may go, separated by commas; empty: none. This machine and its link only if named by address.",
    "BIHUAN_MAIL_HOST": "Mail server (SMTP) by which the daily digest goes to those who gave an address; empty: no mail.",
    "BIHUAN_MAIL_PORT": "Its port.",
    "BIHUAN_MAIL_USER": "Name with which it is signed in to; empty: without.",
    "BIHUAN_MAIL_PASSWORD": "The password for it, or `file:` and the path of a file that holds it.",
    "BIHUAN_MAIL_TLS": "`starttls` or `ssl`; empty: the connection is not encrypted.",
    "BIHUAN_MAIL_FROM": "The sender's address; empty: the name with which the server is signed in to.",
    "BIHUAN_MAIL_LINK": "Address of these pages as readers of the mail open them (`https://name`); empty: the first of BIHUAN_ORIGINS.",
    "BIHUAN_BACKUPS": "A folder on another disk or machine to which the clock takes a backup every night, the latest 14 kept; empty: none.",
    "BIHUAN_OIDC_ISSUER": "Address of an OpenID Connect issuer (`https://name`); the sign-in page then has a button. Empty: none.",
    "BIHUAN_OIDC_CLIENT": "Our name at the issuer. Its redirect address is `https://…/account/oidc/login/callback/`.",
    "BIHUAN_OIDC_SECRET": "Our secret at the issuer, or `file:` and the path of a file that holds it.",
    "BIHUAN_OIDC_NAME": "What stands on the button; empty: the issuer's address.",
    "BIHUAN_OIDC_SCOPE": "What is asked of the issuer, separated by blanks.",
    "BIHUAN_OIDC_CLAIM": "The claim by which the account is found.",
    "BIHUAN_OIDC_MATCH": "What the claim holds: `name`, the sign-in name here, or `number`, the staff number of a person.",
    "BIHUAN_OIDC_CA": "File of certificates by which the issuer's own is verified; empty: those of the machine.",
    "BIHUAN_LDAP_URL": "Address of an LDAP directory (`ldaps://name:636`; extra `ldap`) that is asked where a password is not the one kept here. Empty: none.",
    "BIHUAN_LDAP_STARTTLS": "`1`: an `ldap://` connection is encrypted before anything is sent.",
    "BIHUAN_LDAP_CA": "File of certificates by which the directory's own is verified; empty: those of the machine.",
    "BIHUAN_LDAP_BIND_DN": "The entry as which names are looked up; empty: anonymously.",
    "BIHUAN_LDAP_BIND_PASSWORD": "Its password, or `file:` and the path of a file that holds it.",
    "BIHUAN_LDAP_BASE": "Where in the directory people are.",
    "BIHUAN_LDAP_FILTER": "How a name is looked up; `{name}` stands for what was typed.",
    "BIHUAN_LDAP_ATTRIBUTE": "The attribute by which the account is found.",
    "BIHUAN_LDAP_MATCH": "What the attribute holds: `name`, the sign-in name here, or `number`, the staff number of a person.",
    "BIHUAN_S3_BUCKET": "Bucket of an S3-compatible store for contents of files (extra `s3`); empty: `files/` of the home, whose files are still found.",
    "BIHUAN_S3_ENDPOINT": "Address of the store (`https://name:port`); empty: the default one of the region.",
    "BIHUAN_S3_REGION": "Region of the store, where it has any.",
    "BIHUAN_S3_ACCESS_KEY": "Name of the key to the store.",
    "BIHUAN_S3_SECRET_KEY": "The key to the store, or `file:` and the path of a file that holds it.",
    "BIHUAN_S3_PREFIX": "Folder within the bucket.",
    "BIHUAN_S3_CA": "File of certificates by which the store's own is verified; empty: those of the machine.",
    "BIHUAN_S3_ADDRESSING": "`path` or `virtual`: whether the bucket stands in the path or in the host name.",
    "BIHUAN_SIGNATURE": "Signature of checkpoints and documents: `ed25519` or `sm2` (with the extra `guomi`).",
    "BIHUAN_SEAL": "What is sealed to somebody's key: `x25519` (ChaCha20-Poly1305) or `sm2` (SM4-GCM, with the extra `guomi`).",
    "BIHUAN_WORKERS": "Workers for background work beside the server of `bihuan run`; `0` where `bihuan worker` runs elsewhere.",
    "BIHUAN_PHONE_BIND": "Address and port of the door for phones (`bihuan phone`).",
    "BIHUAN_PHONE_FILING": "Number of the filing with the cyberspace authority, shown at the foot of phone pages; empty: loopback only.",
    "BIHUAN_PHONE_HOSTS": "Further host names of the door for phones, separated by commas.",
    "BIHUAN_PORTAL_BIND": "Address and port of the public door (`bihuan portal`; `bihuan run` starts one beside the server); `off`: none beside the server.",
    "BIHUAN_PORTAL_BOX": "Box of sealed envelopes: path of a SQLite file or `postgresql://…` of a database of its own, or `file:` and the path of a file "
    "that holds it; empty: `portal/box.sqlite3` of the home.",
    "BIHUAN_PORTAL_SITE": "Address under which the public finds the door (`https://name`), as it stands on posters; empty: that of this machine, for trying.",
    "BIHUAN_PORTAL_TRUST": "Public keys (hex, by commas) whose signature under the published paper counts; empty: the keys of the same home.",
    "BIHUAN_PORTAL_DOOR": "On the office's machine: public keys (hex, by commas) with which a door elsewhere signs its parcels (`bihuan portal key`).",
    "BIHUAN_PORTAL_PULL": "On the office's machine: `https://…` of a door from which the clock fetches every five minutes; empty: none.",
    "BIHUAN_PORTAL_PULLED": "On the door's machine: `1` lets the office fetch reports and deliver answers by HTTPS.",
    "BIHUAN_PORTAL_CERT": "File of the certificate with which the public door ends TLS, in each visitor's process; empty: no TLS.",
    "BIHUAN_PORTAL_KEY": "File of its key; empty: it stands in the same file.",
    "BIHUAN_PORTAL_BOX_MB": "Megabytes that the whole box may take up before no more files are taken in; 0: as much as its disk has.",
    "BIHUAN_PORTAL_RESERVE_MB": "Megabytes of the box's bound and of its disk that are kept free of files, so that texts are always taken in.",
    "BIHUAN_PORTAL_CALM": "Reports within five minutes above which each costs some patience or some work; 0: never.",
    "BIHUAN_PORTAL_VISITORS": "Visitors served at once, a process each; the others wait.",
    "BIHUAN_PORTAL_FILE_MB": "Largest file of a report, in MB.",
    "BIHUAN_PORTAL_REPORT_MB": "All files of a report together, in MB.",
    "BIHUAN_WITNESS": "A file on another disk or machine to which the clock adds every hour where the book stands; empty: none.",
    "BIHUAN_SQLITE_SYNC": "`FULL` keeps an acknowledged write through a power cut; `OFF` is for tests.",
    "BIHUAN_HASH": "Hash of new records of the book: `sha256` or `sm3`. Every record names the one it was made with.",
    "BIHUAN_HOSTS": "Host names under which the pages may be asked for, separated by commas.",
    "BIHUAN_ORIGINS": "Origins whose forms are trusted (`https://name`), separated by commas; needed behind a proxy that ends TLS.",
    "BIHUAN_HTTPS": "`1`: pages are reached by HTTPS only, through a proxy that sets X-Forwarded-Proto.",
    "BIHUAN_COUNTERS": "Folder where processes of one machine count together; `bihuan run` sets it for its own.",
    "BIHUAN_KEYS": "Folder of the keys, the same on every machine of one installation; empty: `keys/` of the home.",
    "BIHUAN_SECRET": "The secret that signs sessions, or `file:` and the path of a file that holds it; empty: made once in the folder of keys.",
    "BIHUAN_PROXIES": "Addresses or networks of proxies that are believed for whom they speak (X-Forwarded-For), separated by commas.",
    "BIHUAN_LOG": "`all`: a JSON line for every request and job on standard error; `faults`; `auto`: all, but on a terminal faults only.",
    "BIHUAN_LOG_ADDRESS": "`1`: the client's address stands in the lines; it may count as personal data.",
    "BIHUAN_METRICS": "Addresses or networks that may read `/metrics` directly, separated by commas; `off`: nobody.",
    "BIHUAN_METRICS_TOKEN": "A token with which `/metrics` is read from elsewhere, or `file:` and the path of a file that holds it.",
    "BIHUAN_DEBUG": "`1`: errors show their traceback. Never outside a developer's machine.",
}


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines) + "\n"


def rooms() -> list[str]:
    """Dotted names of everything below the interfaces that may have words and tables, from the ground up."""
    ground = [f"foundation.{path.name}" for path in sorted((SOURCE / "foundation").iterdir()) if (path / "__init__.py").exists()]
    return [*ground, *(name for row in reversed(floors()) for name in row if name not in ("foundation", "interfaces", "config"))]


def _members(room: str, part: str, kind: type) -> list[tuple[str, object]]:
    """What of `kind` a part of a room defines, in the order of definition."""
    if not any((SOURCE / room.replace(".", "/") / name).exists() for name in (f"{part}.py", f"{part}/__init__.py")):
        return []
    found = importlib.import_module(f"bihuan.{room}.{part}")
    values = [(name, value) for name, value in vars(found).items() if not name.startswith("_")]
    if kind is type:
        return [(name, value) for name, value in values if isinstance(value, type) and value.__module__.startswith(found.__name__)]
    return [(name, value) for name, value in values if isinstance(value, kind)]


# ---- terms


def terms() -> str:
    """Every closed list of words with codes and labels."""
    from bihuan.foundation.kernel import Term

    parts = ["# Terms 词\n", "Code, database and programs use the code; Chinese pages and documents the label.\n"]
    for room in rooms():
        for name, kind in _members(room, "vocabulary", type):
            if isinstance(kind, type) and issubclass(kind, Term):
                parts.append(f"## {room} · {name}\n\n{(kind.__doc__ or '').strip()}\n")
                parts.append(table(["code", "中文"], [[f"`{word.value}`", word.label] for word in kind]))
    return "\n".join(parts)


# ---- workflows and permissions


def _workflows() -> Iterator[tuple[str, object]]:
    from bihuan.foundation.kernel import Workflow

    for room in rooms():
        yield from ((room, value) for _, value in _members(room, "workflow", Workflow))


def workflows() -> str:
    """Every lifecycle: its table and, where it has states, its picture."""
    parts = ["# Workflows 态\n", "One table each: what is done, from which state to which, by whom, on which conditions.\n"]
    for room, flow in _workflows():
        parts.append(f"## {room} · {flow.label} (`{flow.name}`)\n")
        parts.append(table(["action", "事项", "from", "to", "by", "needs"], [_step(step) for step in flow]))
        if flow.states:
            parts.append(_picture(flow))
    return "\n".join(parts)


def _step(step) -> list[str]:
    sources = "—" if step.creates else "、".join(source.label for source in step.sources) or "any 任何"
    needs = [need.label for need in step.needs] + (["a written reason 书面理由"] if step.reason else [])
    duties = "、".join(sorted(duty.label for duty in step.duties))
    target = step.target.label if step.target is not None else "same 不变"
    return [f"`{step.action.value}`", step.action.label, sources, target, duties, "；".join(needs)]


def _picture(flow) -> str:
    from bihuan.foundation.kernel import BACK

    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.value} : {state.label}" for state in flow.states]
    for step in flow:
        if step.target in (None, BACK):  # back to wherever it was: an arrow to nowhere
            continue
        sources = ["[*]"] if step.creates else [source.value for source in step.sources]
        lines += [f"    {source} --> {step.target.value} : {step.action.label}" for source in sources]
    return "\n".join([*dict.fromkeys(lines), "```", ""])


def permissions() -> str:
    """Who may do what: one table for each kind of row, duties across."""
    parts = ["# Permissions 谁能做什么\n", "From the workflow tables; ● in the states named there. 三员 hold no duty in the business.\n"]
    for room, flow in _workflows():
        duties = {duty.value: duty.label for step in flow for duty in step.duties}
        held = {(step.action.value, duty.value) for step in flow for duty in step.duties}
        actions = dict.fromkeys((step.action.value, step.action.label) for step in flow)
        order = sorted(duties)
        rows = [[f"{label} `{action}`", *("●" if (action, duty) in held else "" for duty in order)] for action, label in actions]
        parts.append(f"## {room} · {flow.label}\n")
        parts.append(table(["", *(duties[duty] for duty in order)], rows))
    return "\n".join(parts)


# ---- models


def models() -> str:
    """What a row of each table is."""
    from django.apps import apps

    parts = ["# Tables 表\n"]
    height = {name: place for place, name in enumerate(rooms())}
    ours = [model for model in apps.get_models() if model.__module__.startswith("bihuan.")]
    for model in sorted(ours, key=lambda model: height[_room(model)]):
        told = " ".join((model.__doc__ or "").split())
        parts.append(f"## {_room(model)} · {model.__name__} {model._meta.verbose_name}\n\n{told}\n")
        parts.append(table(["field", "中文", "type"], [_field(field) for field in model._meta.fields]))
    return "\n".join(parts)


def _room(model) -> str:
    parts = model.__module__.split(".")[1:]
    return ".".join(parts[:2]) if parts[0] == "foundation" else parts[0]


def _field(field) -> list[str]:
    kind = f"→ {field.related_model.__name__}" if field.related_model else field.get_internal_type()
    label = str(field.verbose_name)
    return [f"`{field.name}`", "" if label.isascii() else label, f"{kind}{', may be empty' if field.null else ''}"]


# ---- settings


def settings_read() -> dict[str, str]:
    """Name → default of every BIHUAN_… that the code reads from the environment."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "getenv", "setdefault"):
                words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
                if words and str(words[0]).startswith("BIHUAN_"):
                    found.setdefault(str(words[0]), str(words[1]) if len(words) > 1 and words[1] else "")
            elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and "environ" in ast.unparse(node.value):
                found.setdefault(str(node.slice.value), "")
    return {name: default for name, default in sorted(found.items()) if name.startswith("BIHUAN_")}


def settings() -> str:
    """Everything an installation may set, all of it in the environment."""
    found = settings_read()
    rows = [[f"`{name}`", f"`{default}`" if default else "", SETTINGS.get(name, "")] for name, default in found.items()]
    return "\n".join(["# Settings 设置\n", "All of them come from the environment.\n", table(["name", "default", "meaning"], rows)])


# ---- commands


def commands() -> str:
    """Every command with its arguments. Written here and not by argparse, whose layout changes from one Python to the next."""
    main = importlib.import_module("bihuan.interfaces.cli.main")
    parts = ["# Commands 命令\n", "Each works on an empty home. Exit code 0: done; 1: done, with errors told; 2: refused.\n"]
    for family, purpose in main.FAMILIES.items():
        if not importlib.util.find_spec(f"bihuan.interfaces.cli.{family}"):
            continue
        parts.append(f"## bihuan {family}\n\n{purpose}。\n")
        for parser in _leaves(_inner(main._parser(family))[family]):
            rows = [_argument(action) for action in parser._actions if not isinstance(action, argparse._HelpAction)]
            parts.append(f"`{parser.prog}`" + (f": {parser.description}" if parser.description else "") + "\n")
            parts += [table(["argument", "meaning"], rows)] if rows else []
    return "\n".join(parts)


def _inner(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands one step down."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return {name: inner for group in groups for name, inner in group.choices.items()}


def _leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    if inner := _inner(parser):
        for below in inner.values():
            yield from _leaves(below)
    else:
        yield parser


def _argument(action: argparse.Action) -> list[str]:
    name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    value = "" if action.nargs == 0 or not action.option_strings else f" {action.metavar or action.dest.upper()}"
    choices = f" ({'、'.join(map(str, action.choices))})" if action.choices else ""
    return [f"`{name}{value}`{' (needed)' if action.required and action.option_strings else ''}", f"{action.help or ''}{choices}"]


PAGES = {
    "terms": terms, "workflows": workflows, "permissions": permissions, "models": models, "settings": settings, "commands": commands,
    "api": api_reference.api,
}  # fmt: skip
SCHEMAS = {
    "campaign-file": ("bihuan.campaigns.rules.campaign_file", "CAMPAIGN_SCHEMA"), "plan": ("bihuan.plan_import.rules", "PLAN_SCHEMA"),
}  # fmt: skip
"""What `bihuan campaign schema` and `bihuan plan schema` print: others write such files, so a change of a place or a bound is a change for them."""


def pages() -> dict[Path, str]:
    """Every page as it ought to be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from django.utils import translation

    django.setup()
    with translation.override("zh-hans"):
        schemas = {TARGET / f"{name}.schema.json": _schema(*place) for name, place in SCHEMAS.items()}
        return {TARGET / f"{name}.md": NOTE + "\n" + page().rstrip() + "\n" for name, page in PAGES.items()} | schemas


def _schema(module: str, name: str) -> str:
    return json.dumps(getattr(importlib.import_module(module), name), ensure_ascii=False, indent=1) + "\n"


def problems() -> list[str]:
    """What is out of date or not documented."""
    found = settings_read()
    lines = [f"setting {name} has no meaning in tools/reference.py" for name in found if name not in SETTINGS]
    lines += [f"setting {name} is read nowhere" for name in SETTINGS if name not in found]
    families = importlib.import_module("bihuan.interfaces.cli.main").FAMILIES
    lines += [f"command {name} has no module" for name in families if not importlib.util.find_spec(f"bihuan.interfaces.cli.{name}")]
    lines += [f"{path.relative_to(ROOT)} is out of date (make reference)" for path, text in pages().items()
              if not path.exists() or path.read_text("utf-8") != text]  # fmt: skip
    return lines


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        lines = problems()
        print("\n".join(lines) or "docs/reference is up to date")
        return 1 if lines else 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
