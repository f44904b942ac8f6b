"""Nothing of ours is left in Chinese on an English page: every free text of the house is written over with Latin letters, so whatever Chinese a
page still shows is the product's own. Each sixth page is read here; `BIHUAN_PAGES=all` reads every one."""

import os
import re
from typing import Any

import pytest

from bihuan.accountability.rules.pack import pack
from tests.factories.stretched import Column, stretch
from tests.factories.town import PEOPLE
from tests.interfaces.web.doors import ROLES, addresses, house
from tests.interfaces.web.test_matrix import RULES

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SHOWN = re.compile(r">([^<>]+)<|\b(?:title|aria-label|placeholder|alt|data-label|data-confirm)=\"([^\"]*)\"")
# Papers and their parts are Chinese whatever the reader speaks; laws, holidays and columns of sheets are called what they are called.
PAPERS = ("documents:", "forms:", "plan_import:", "shell:gallery", "reports:answer_card", "reports:paper", "finding:pledge", "clues:",
          "finding:reply_to_instruction", "inspections:draw", "inspections:verify_draw", "administration:rule", "administration:calendar",
          "administration:notice")  # fmt: skip
CAUGHT = {"campaigns:handover"}  # kept Chinese once
NAMES = {"闭环", "中文", "闭环 Bihuan", "白堤", "孤山", "灵隐", *(word for one in PEOPLE for word in one)} - {""}
LAWS = sorted({one.article for one in pack().measures.values() if re.search("法|条例|规定|细则", one.article)}, key=len, reverse=True)
# What the house holds in JSON and lists: phrases, standards, columns, a draft's title, ranks, what a sheet or a reader is to write, answers of a
# review of tolerance, a topic of study.
HELD = re.compile(
    "找差距|提层次|抽半天|[上下]午|“?事项”?|“?责任人”?|“?编号”?|“?发现日期”?|发现的情况|该机构的|强能力|抓落实|政治力强|观念先进|作风建设实施意见|备注|识别方案|关于.*的(?:工作方案|函)|正处级|副科级以上|征求意见〔2026〕1号|“?单位”?|干部名册|现场.jpg|函|“问题”|查清了|已衡量|不属于容错情形|^一$"
)


def latin(column: Column, turn: int, was: str) -> str:
    return f"Latin {turn}"[: column.max_length or 20]


def left(page: str) -> set[str]:
    """Chinese that is shown and is neither a name nor held by the house."""
    plain = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    texts = {" ".join((one or other).split()) for one, other in SHOWN.findall(plain)}
    rest = {one: HELD.sub("", re.sub("|".join([*map(re.escape, LAWS), *NAMES]), "", one)) for one in texts}
    return {one for one, without in rest.items() if CHINESE.search(without)}


def test_no_page_in_english_keeps_words_of_ours_in_chinese(settings: Any) -> None:
    settings.BIHUAN_DEMO = True
    built, found = house(), dict[str, set[str]]()
    stretch(latin)
    pages = [one for one in addresses() if not one[0].startswith(PAPERS)]
    every = os.environ.get("BIHUAN_PAGES") == "all"
    for name, arguments in (one for at, one in enumerate(pages) if every or at % 6 == 0 or one[0] in CAUGHT):
        role = next((role for role in ROLES[1:] if RULES[name][ROLES.index(role)] == "o"), None)
        if role is None:
            continue
        answer = built.clients[role].get(built.address(name, arguments), headers={"Accept-Language": "en"})
        assert answer.status_code < 500, name
        if answer["Content-Type"].startswith("text/html") and not answer.streaming:
            found[name] = left(answer.content.decode())
    assert len(found) > 30
    wrong = [f"{name}: {text}" for name, texts in found.items() for text in sorted(texts)]
    assert not wrong, "\n".join(wrong)
