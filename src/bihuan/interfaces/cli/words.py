"""What argparse says, in Chinese: the headings of its help, and what is wrong with a command line."""

import argparse

_WORDS = {
    "usage: ": "用法：",
    "positional arguments": "要写的",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "show program's version number and exit": "显示版本",
    "argument %(argument_name)s: %(message)s": "“%(argument_name)s”：%(message)s",
    "the following arguments are required: %s": "还缺：%s",
    "one of the arguments %s is required": "须写其中一项：%s",
    "unrecognized arguments: %s": "看不懂：%s",
    "expected one argument": "后面要写一个值",
    "expected at most one argument": "后面最多写一个值",
    "expected at least one argument": "后面至少写一个值",
    "not allowed with argument %s": "不能和 %s 同时用",
    "ignored explicit argument %r": "后面不带值，多了 %r",
    "invalid %(type)s value: %(value)r": "%(value)r 不是能用的值",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r，可以用：%(choices)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有 %(parser_name)r，可以用：%(choices)s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 可以是 %(matches)s，请写全",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s。用 %(prog)s -h 看说明。\n",
}


def _in_chinese(text: str) -> str:
    return _WORDS.get(text, text)


def speak_chinese() -> None:
    """Argparse looks its words up under this name (it expects a system catalogue, which Python does not ship in Chinese)."""
    argparse._ = _in_chinese  # type: ignore[attr-defined]
