"""涉密不上网: marks of state secrets in a file's name, header or first lines (domain.md G5).

A mark is written by rule: 密级★期限 (机密★10年), alone on its line, in brackets, or after 密级：. The same words in running
text (商业秘密, 秘密投票, 国家秘密分为绝密、机密、秘密三级) are no marks.
"""

import re
import unicodedata
from dataclasses import dataclass

from bihuan.foundation.files.rules.refusals import SecretMark
from bihuan.foundation.files.vocabulary import SecrecyLevel
from bihuan.foundation.kernel import _
from bihuan.foundation.kernel.unseen import bare

_LEVEL = r"(绝密|机密|秘密)"
_PERIOD = r"(?:\d{1,2}年|[一二三四五六七八九十]{1,3}年|\d{1,2}个月|长期|解密前)"
_STARRED = re.compile(rf"{_LEVEL}级?[★☆⭐✩✭✮✯](?:{_PERIOD})?|[★☆⭐]{_LEVEL}[★☆⭐]?|{_LEVEL}[*＊·]{_PERIOD}")
_LABELLED = re.compile(rf"密级[:：]{_LEVEL}(?![、/,，或和及])")
_ALONE = re.compile(rf"^(?:\d{{4,8}})?[\[【(〔「]?{_LEVEL}(?:级|件|文件)?[\]】)〕」]?(?:{_PERIOD})?(?:特急|加急|急件)?$")
_BRACKETED = re.compile(rf"^[\[【(〔]{_LEVEL}级?(?:{_PERIOD})?[\]】)〕]")
_NAME_TOKEN = re.compile(rf"^{_LEVEL}级?(?:文件|资料|材料|件|{_PERIOD})?$")
_NAME_CUTS = re.compile(r"[\s_\-—–()\[\]【】〔〕《》<>「」.,，。、+&@#!]+")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200b\u3000\ufeff]+")
FIRST_LINES = 12
"""A level alone on its line counts as a mark only this near the top: further down it may be a table cell."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark found: its level, as it is written, and where (file name, header, first page)."""

    level: SecrecyLevel
    as_written: str
    where: str


def mark_in_name(name: str) -> Mark | None:
    """A mark in a file name: starred, in brackets, or a part of the name by itself."""
    plain = bare(_BLANKS.sub(" ", unicodedata.normalize("NFKC", name)))
    if found := _STARRED.search(plain.replace(" ", "")):
        return _mark(found.group(), _("文件名"))
    for part in _NAME_CUTS.split(plain):
        if _NAME_TOKEN.match(part):
            return _mark(part, _("文件名"))
    return None


def mark_in_text(text: str, where: str = _("首页或页眉")) -> Mark | None:
    """A mark in the given front matter; give only header and first page, not the whole body."""
    lines = [bare(_BLANKS.sub("", line)) for line in unicodedata.normalize("NFKC", text).splitlines()]
    lines = [line for line in lines if line]
    for at, line in enumerate(lines):
        found = _STARRED.search(line) or _LABELLED.search(line)
        if not found and at < FIRST_LINES:
            found = _ALONE.match(line) or _BRACKETED.match(line)
        if found:
            return _mark(found.group(), where)
    return None


def refuse_secrets(name: str, front: str) -> None:
    """Raises SecretMark when the name or the front matter carries a mark."""
    mark = mark_in_name(name) or mark_in_text(front)
    if mark:
        raise SecretMark(mark=mark.as_written, where=mark.where)


def _mark(as_written: str, where: str) -> Mark:
    level = next(level for level in SecrecyLevel if level.value in as_written)
    return Mark(level, as_written, where)
