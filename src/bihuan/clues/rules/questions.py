"""The questions that an entry asks besides those of its campaign, as the desk writes them: a line each. None is ever forced upon a visitor."""

import re
from typing import Any

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.kernel.unseen import seen

MOST, CHOICES_MOST, LONGEST = 8, 10, 60


def questions_in(text: str) -> list[dict[str, Any]]:
    """“办事要跑几趟：一趟、两趟、三趟以上” asks to pick, a line without a colon asks for words. Raises BadInput for what is too much to answer."""
    found = [_question(number, seen(line)) for number, line in enumerate(filter(None, map(seen, text.splitlines())), 1)]
    if len(found) > MOST:
        raise BadInput(_("最多 %(most)d 个问题：问得多，答的人就少。"), most=MOST)
    return found


def _question(number: int, line: str) -> dict[str, Any]:
    label, _colon, rest = line.replace(":", "：", 1).partition("：")
    choices = list(dict.fromkeys(filter(None, (one.strip() for one in re.split(r"[、；;/|]", rest)))))
    if len(choices) == 1 or len(choices) > CHOICES_MOST:
        raise BadInput(_("“%(label)s”：给选项的问题要有 2 到 %(most)d 个选项，用顿号隔开。"), label=label[:20], most=CHOICES_MOST)
    if not label.strip() or max(map(len, [label, *choices])) > LONGEST:
        raise BadInput(_("“%(label)s”：问题和每个选项都要写明，不超过 %(most)d 个字。"), label=label[:20], most=LONGEST)
    return {"key": f"q{number}", "label": label.strip(), "choices": choices}
