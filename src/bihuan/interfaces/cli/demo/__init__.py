"""The demo: an invented county in the middle of its campaign, the same for the same seed and day.

`generate(seed, today)` makes it as plain values (no database); `loading` writes it through the rooms' operations.
Every name, place, number and sentence in it is made up.
"""

from bihuan.interfaces.cli.demo.county import DemoCounty
from bihuan.interfaces.cli.demo.generating import generate

__all__ = ["DemoCounty", "generate"]
