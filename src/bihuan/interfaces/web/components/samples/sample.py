"""What a sample is."""

from dataclasses import dataclass
from typing import Any

LONG = "这是一段特别长的文字，用来看看一行放不下的时候版面会不会乱：城关片区老旧小区雨污分流改造工程（二标段）施工许可材料一次性告知事项"


@dataclass(frozen=True)
class Sample:
    """`about`: one line on when to use it; `states`: (name, values) pairs."""

    about: str
    states: list[tuple[str, dict[str, Any]]]
