"""Which unit somebody may have meant by a name that no unit has: by what tells it from others, never by 县 and 局, which all share."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from bihuan.organisation.rules.names import sound_of

_KINDS = (
    "人民政府", "街道办事处", "管理委员会", "管委会", "居民委员会", "居委会", "村民委员会", "村委会", "委员会", "办公室", "办事处", "有限公司", "公司",
    "中心", "医院", "卫生院", "小学", "中学", "学校", "支队", "大队", "中队", "街道", "局", "委", "办", "厅",
    "镇", "乡", "村", "处", "科", "所", "站", "院", "队",
)  # fmt: skip
"""The longest first where one ends another."""
_PLACE = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:[省县州旗盟]|(?<!城)市(?![场政容民])|(?<![社园景])区)")
_LONGEST = 60
"""Letters beyond which a text is no unit's name."""
_ALIKE, _HALF, _SLIP = 60.0, 50.0, 80.0
"""In per cent of the distinguishing parts. Of two characters one is half: 水里 for 水利 begins alike, 民政 for 财政 does not."""


def own_part(name: str) -> str:
    """What tells a body from the others of its kind and place: 财政 of 青石县财政局; of a place itself its name."""
    kind = next((one for one in _KINDS if name.endswith(one) and len(name) > len(one)), "")
    rest = name.removesuffix(kind)
    while (place := _PLACE.match(rest)) and place.end() < len(rest):
        rest = rest[place.end() :]
    return rest


def nearest_unit(wanted: str, among: Iterable[str]) -> str:
    """The unit whose distinguishing part is most like that of `wanted`, or that is spelt as it sounds; "" when none comes near."""
    if not 0 < len(wanted) <= _LONGEST:
        return ""
    mine, names = own_part(wanted), list(among)
    near = [(score, one) for one in names if (score := _likeness(wanted, mine, one))]
    if near:
        return max(near, key=lambda found: (found[0], fuzz.ratio(wanted, found[1])))[1]
    sound = sound_of(mine) if len(mine) > 1 else ""
    return next((one for one in names if sound and len(own_part(one)) == len(mine) and sound_of(own_part(one)) == sound), "")


def _likeness(wanted: str, mine: str, name: str) -> float:
    """How like two distinguishing parts are, 0 where not enough."""
    own = own_part(name)
    if own in wanted and fuzz.ratio(wanted, name) >= _SLIP:  # the slip lies in what all share: 青石县人名政府
        return 100.0
    score: float = fuzz.ratio(mine, own)
    return score if score > _ALIKE or (score >= _HALF and mine[0] == own[0]) else 0.0
