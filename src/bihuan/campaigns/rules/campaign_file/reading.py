"""From the text of a campaign file to a `CampaignFile`, or to all its faults with their lines."""

import re

import yaml

from bihuan.campaigns.rules.campaign_file.checks import inconsistencies
from bihuan.campaigns.rules.campaign_file.faults import BadCampaignFile, Fault, Reading
from bihuan.campaigns.rules.campaign_file.parts import PartOf
from bihuan.campaigns.rules.campaign_file.shape import CampaignFile
from bihuan.foundation.kernel import _

LONGEST = 2_000_000  # characters; a catalogue of a thousand entries takes about 200,000
DEEPEST = 12  # levels; the shape itself has seven
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def load(content: str | bytes) -> CampaignFile:
    """Read a campaign file. Raises `BadCampaignFile` with every fault; nothing of a bad file is ever used."""
    text = _as_text(content)
    _refuse_tricks(text)
    file, reading = _shaped(text)
    for path, message in inconsistencies(file):
        reading.blame(path, message)
    _refuse_faults(reading)
    return file


def reread(text: str) -> CampaignFile:
    """Read what the program itself has stored. Its shape is asked for; whether it agrees with itself was asked when it came in, and
    what was decided since (a stage prolonged, a date left open) is told as it stands."""
    return _shaped(text)[0]


def _shaped(text: str) -> tuple[CampaignFile, Reading]:
    node = yaml.compose(text, Loader=LOADER)
    if node is None:
        raise _unusable(_("文件里没有内容"))
    reading = Reading()
    file: CampaignFile | None = PartOf(CampaignFile).read(node, (), reading)
    _refuse_faults(reading)
    if file is None:
        raise _unusable(_("文件里没有内容"))
    return file, reading


def _refuse_faults(reading: Reading) -> None:
    if reading.faults:
        raise BadCampaignFile(tuple(sorted(reading.faults, key=lambda fault: fault.line or 0)))


def _unusable(message: str, line: int | None = None) -> BadCampaignFile:
    return BadCampaignFile((Fault(line, "", message),))


def _as_text(content: str | bytes) -> str:
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise _unusable(_("不是 UTF-8 编码的文本，请用 UTF-8 另存后再导入"), line) from None
    content = content.removeprefix("\ufeff")
    if len(content) > LONGEST:
        raise _unusable(_("文件有 %(count)d 个字，超过上限 %(most)d，这不像是专项行动文件") % {"count": len(content), "most": LONGEST})
    odd = UNPRINTABLE.search(content)
    if odd:
        raise _unusable(_("含有不可见的控制字符，请删去后再导入"), content.count("\n", 0, odd.start()) + 1)
    return content


def _refuse_tricks(text: str) -> None:
    """Look through the file once without building anything: grammar, one document, no references, no tags, no abyss."""
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            line = event.start_mark.line + 1 if event.start_mark else None
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if depth > DEEPEST:
                raise _unusable(_("嵌套超过 %d 层，这不是专项行动文件的写法") % DEEPEST, line)
            if documents > 1:
                raise _unusable(_("一个文件只能写一个专项行动，请去掉“---”后面的部分"), line)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _unusable(_("不接受 & 和 * 引用，请写出完整内容；若是普通文字，请加引号"), line)
            if getattr(event, "tag", None):
                raise _unusable(_("不接受 ! 标签；若是普通文字，请加引号"), line)
    except yaml.MarkedYAMLError as error:
        raise _unusable(_grammar(error), _line_of(error)) from None
    except yaml.YAMLError as error:
        raise _unusable(_("读不懂这个文件：%s") % error) from None


def _line_of(error: yaml.MarkedYAMLError) -> int | None:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else None


# The parser explains itself in English; these are the mistakes that people make.
MISTAKES = (
    ("cannot start any token", _("行首用了制表符（Tab）或特殊符号，缩进请用空格，特殊符号请加引号")),
    ("mapping values are not allowed", _("冒号的位置不对：一行只能有一个“名称: 内容”，内容里有冒号时请加引号")),
    ("could not find expected ':'", _("缺少冒号：应当写成“名称: 内容”，冒号用半角，后面空一格")),
    ("while scanning a quoted scalar", _("引号没有成对")),
    ("did not find expected key", _("缩进或引号不对：同一层的项目要左边对齐")),
    ("did not find expected '-' indicator", _("清单的各项要左边对齐，每项以“- ”开头")),
    ("did not find expected ',' or", _("方括号或花括号没有成对，或缺少逗号")),
    ("block sequence entries are not allowed", _("“- ”的位置不对：清单要从新的一行开始")),
)


def _grammar(error: yaml.MarkedYAMLError) -> str:
    told = f"{error.context or ''} {error.problem or ''}"
    return next((words for sign, words in MISTAKES if sign in told), _("写法不合 YAML 格式，请检查缩进、冒号和引号"))
