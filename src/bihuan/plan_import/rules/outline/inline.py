"""Numbers inside a paragraph: a heading glued to the text before it, or a list that runs inside the paragraph?"""

import re
from collections import Counter

from bihuan.plan_import.rules.outline.marks import Mark
from bihuan.plan_import.rules.outline.titles import TITLE, TITLE_WORD
from bihuan.plan_import.rules.outline.tree import Tree

ENDS = "。；;！？： 》）)”"
ONLY_A_TITLE = re.compile(rf" ?{TITLE} ?")
TITLE_HERE = re.compile(TITLE)
NAME_AND_TEXT = re.compile(r" ?[\u3400-\u9fff“”，、]{4,24}[。：][^\n]{4}")
LABELLED = re.compile(
    r"(?:牵头|责任|配合|主办|完成|整改|办结)(?:单位|部门|科室|处室|股室|人|时限|期限|时间)[：:]"
)  # a line of duties holds no list
SHORT_NAME = re.compile(r"[\u3400-\u9fff“”、]{4,18}")
BEHIND_A_NAME = re.compile(r"(?:方案|计划|意见|办法|通知|细则)(?:参考|范文|模板|范本)*(?:[（(][^（）()]{1,8}[）)])?$")


class Inline:
    """Remembers the lists that are open in the present paragraph."""

    def __init__(self, text: str, marks: list[Mark]) -> None:
        self.text = text
        self.flat_text = _is_flat(marks)
        self.flat_lines = _flat_lines(text, marks)
        self.paragraph = -1
        self.lists: dict[str, int] = {}

    def is_heading(self, mark: Mark, tree: Tree) -> bool:
        if mark.place == "line":
            self._enter(mark)
            return True
        self._enter(mark, soft=True)
        if mark.style in self.lists and mark.n != 1:
            self.lists[mark.style] = mark.n
            return False
        if mark.place == "glued":
            return self._glued(mark, tree)
        return self._after_a_mark(mark, tree)

    @property
    def flat(self) -> bool:
        """Has the text, or the present paragraph, lost its line breaks?"""
        return self.flat_text or self.paragraph in self.flat_lines

    def _enter(self, mark: Mark, *, soft: bool = False) -> None:
        paragraph = self.text.rfind("\n", max(0, mark.start - 20_000), mark.start)
        if paragraph != self.paragraph or not soft:
            self.paragraph = paragraph
            self.lists.clear()

    def _glued(self, mark: Mark, tree: Tree) -> bool:
        """Right behind a character: only what goes on exactly, and for 一、 only with the words of a title."""
        if mark.n == 1:
            return self._first(mark, tree)
        if mark.style == "cn_paren":
            return tree.continues(mark, exact=True) and bool(LABELLED.match(self.text, self.paragraph + 1, mark.start))
        if mark.style == "cn_dot":
            return tree.continues(mark) and bool(TITLE_WORD.search(self.text, mark.end, mark.end + 14)) and self._short(mark)
        return mark.style in ("num_dot", "num_comma") and tree.continues(mark, innermost=True)

    def _first(self, mark: Mark, tree: Tree) -> bool:
        """A first number whose line break was lost: right behind a title, or behind the name of the document."""
        above = tree.placed[-1][0] if tree.placed else None
        if above is not None and above.style != mark.style and ONLY_A_TITLE.fullmatch(self.text, above.end, mark.start):
            return True
        if above is not None and self._beside_a_section(mark, above):
            return True
        if self.flat and above is not None and mark.style.startswith("num_") and SHORT_NAME.fullmatch(self.text, above.end, mark.start):
            return above.style.startswith("cn_") or (above.style in ("num_dot", "num_comma") and mark.style == "num_paren")
        titled = bool(TITLE_WORD.search(self.text, mark.end, mark.end + 14))
        named = bool(BEHIND_A_NAME.search(self.text, max(0, mark.start - 14), mark.start)) or (
            titled and mark.before in ("》）)：" if self.flat else "》）)")
        )
        return mark.style == "cn_dot" and not any(entry.style == "cn_dot" for entry in tree.stack) and named

    def _beside_a_section(self, mark: Mark, above: Mark) -> bool:
        """（一） right behind the short name of a section, its own name and text behind it: 一、工作情况（一）提高认识。…"""
        if mark.style != "cn_paren" or above.style != "cn_dot" or above.place != "line":
            return False
        return bool(SHORT_NAME.fullmatch(self.text, above.end, mark.start) and NAME_AND_TEXT.match(self.text, mark.end))

    def _cut_off(self, mark: Mark, tree: Tree) -> bool:
        """The first title of a text whose beginning is missing: … 三、有关要求"""
        return self.flat and mark.style == "cn_dot" and not tree.placed and bool(TITLE_WORD.search(self.text, mark.end, mark.end + 8))

    def _short(self, mark: Mark) -> bool:
        end = self.text.find("\n", mark.end, mark.end + 40)
        return end > 0 or mark.end + 40 >= len(self.text)

    def _after_a_mark(self, mark: Mark, tree: Tree) -> bool:
        if mark.n == 1 or self._cut_off(mark, tree):
            heading = self._opens(mark) or self._first(mark, tree)
            if not heading:
                self.lists[mark.style] = 1
            return heading
        if mark.style.startswith("cn_"):
            return mark.before in ENDS and tree.continues(mark)
        if self.flat:
            return mark.before in "。；; " and tree.continues(mark, exact=mark.before in "；;")
        return tree.continues(mark, innermost=True)

    def _opens(self, mark: Mark) -> bool:
        """May a first number inside a paragraph open a level? After a full stop yes, after a colon it is a list."""
        if mark.before not in "。 ！":
            return False
        return mark.style in ("cn_dot", "cn_paren", "phase", "chapter", "section") or self.flat


def _is_flat(marks: list[Mark]) -> bool:
    """Has the text lost its line breaks?"""
    at_line = sum(mark.place == "line" for mark in marks)
    inside = sum(mark.place == "mark" and mark.before in "。 " and mark.style.startswith("cn_") for mark in marks)
    return inside > max(2, 2 * at_line)


def _titles(text: str, mark: Mark) -> bool:
    """Does the number stand before the words of a section: one of 一、, or one of 1. behind a full stop?"""
    if mark.style == "cn_dot":
        return bool(TITLE_WORD.search(text, mark.end, mark.end + 14))
    return mark.style in ("num_dot", "num_comma") and mark.before == "。" and bool(TITLE_HERE.match(text, mark.end))


def _flat_lines(text: str, marks: list[Mark]) -> set[int]:
    """Paragraphs that hold two and more titles of sections: 二、整治重点 … 三、整治时间 …"""
    held = Counter(
        text.rfind("\n", max(0, mark.start - 20_000), mark.start) for mark in marks if mark.place != "line" and _titles(text, mark)
    )
    return {line for line, titles in held.items() if titles >= 2}
