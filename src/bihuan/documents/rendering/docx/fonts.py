"""The fonts of official documents are named, not shipped: the reader's machine has them, else the alternatives named here.

They are not free to distribute (domain.md F1), so a docx names 方正小标宋简体, 仿宋_GB2312, 楷体_GB2312 and lists what may stand in.
"""

from xml.sax.saxutils import quoteattr

TITLE, BODY, KAI, HEI, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"

ALTERNATIVES = {
    TITLE: "FZXiaoBiaoSong-B05S,STZhongsong,Source Han Serif SC,Noto Serif CJK SC,Noto Serif SC",
    BODY: "FangSong,STFangsong,FZFangSong-Z02,Noto Serif CJK SC,Noto Serif SC",
    KAI: "KaiTi,STKaiti,FZKai-Z03,Noto Serif CJK SC,Noto Serif SC",
    HEI: "SimHei,STHeiti,Source Han Sans SC,Noto Sans CJK SC,Noto Sans SC",
    SONG: "SimSun,STSong,Source Han Serif SC,Noto Serif CJK SC,Noto Serif SC",
}


def font_table() -> bytes:
    """The fontTable part: every font with the names that may replace it."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(alternatives)}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, alternatives in ALTERNATIVES.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{fonts}</w:fonts>'.encode()
