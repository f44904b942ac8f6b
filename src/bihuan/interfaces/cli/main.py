"""The `bihuan` command. A family of commands is imported only when it is asked for, so that the light ones start fast."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from bihuan.foundation.kernel import Refused
from bihuan.interfaces.cli.troubles import sentence_of, tell_unexpected
from bihuan.interfaces.cli.words import speak_chinese

# family → what it is for. Each module has add(subparsers); READY says whether it needs the prepared database.
FAMILIES = {
    "run": "启动服务（首次启动载入演示数据）",
    "phone": "启动手机端（只办本人的事项）",
    "portal": "启动公开举报入口",
    "prepare": "准备数据库和密钥",
    "demo": "载入演示专项",
    "plan": "读方案、由方案启动专项",
    "campaign": "导出、导入专项文件",
    "template": "生成 Excel 模板",
    "roster": "导入干部名册",
    "ledger": "导入、导出问题台账",
    "report": "生成周报、总结报告",
    "form": "填制上级报表",
    "document": "核对已印发文件里的数字",
    "draw": "核对、导出随机抽取",
    "key": "签名和密封用的密钥",
    "figures": "列出指标",
    "worker": "执行后台任务和定时事项",
    "doctor": "检查这套安装",
    "backup": "备份数据库、文件和密钥",
    "restore": "从备份恢复到空的安装",
    "audit": "核对操作记录",
    "account": "账号和三员",
}


def _version() -> str:
    try:
        return version("bihuan")
    except PackageNotFoundError:
        return "0.1.0"


def _parser(family: str | None) -> argparse.ArgumentParser:
    speak_chinese()
    parser = argparse.ArgumentParser(prog="bihuan", description="闭环 Bihuan：从方案到最后一件销号")
    parser.add_argument("--version", action="version", version=f"bihuan {_version()}")
    commands = parser.add_subparsers(dest="family", metavar="命令", required=True)
    for name, purpose in FAMILIES.items():
        if name == family:
            import_module(f"bihuan.interfaces.cli.{name}").add(commands)
        else:
            commands.add_parser(name, help=purpose)
    return parser


def _refuse(no: Refused, as_json: bool) -> int:
    errors = [one.to_json() if hasattr(one, "to_json") else str(one) for one in getattr(no, "errors", ())]
    if as_json:
        print(json.dumps({"error": {"kind": type(no).__name__, "sentence": no.sentence, "errors": errors}}, ensure_ascii=False))
    print(no.sentence, file=sys.stderr)
    for one in getattr(no, "errors", ()) if not as_json else ():
        if str(one) not in no.sentence:
            print(f"  {one}", file=sys.stderr)
    return 2


def _fail(trouble: Exception) -> int:
    """A trouble around the command, told. A fault of ours goes on to the last resort."""
    told = sentence_of(trouble)
    if not told:
        raise trouble
    print(told, file=sys.stderr)
    return 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0: done; 1: done, with errors told; 2: refused, nothing changed; 70: a fault of the program."""
    if not os.environ.get("BIHUAN_DEBUG"):
        sys.excepthook = tell_unexpected
    words = list(sys.argv[1:] if argv is None else argv)
    family = next((word for word in words if word in FAMILIES), None)
    arguments = _parser(family).parse_args(words)

    def command() -> int | None:
        if getattr(arguments, "needs_database", True):
            from bihuan.interfaces.cli.preparing import prepare

            prepare()
        told: int | None = arguments.run(arguments)
        return told

    return guarded(command, as_json=getattr(arguments, "json", False))


def guarded(command: Callable[[], object], *, as_json: bool = False) -> int:
    """The exit code of what is done here; what goes wrong is told as a sentence. Raises faults of the program itself."""
    try:
        done = command()
        return done if isinstance(done, int) else 0
    except Refused as no:
        return _refuse(no, as_json)
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as trouble:
        return _fail(trouble)


if __name__ == "__main__":
    sys.exit(main())
