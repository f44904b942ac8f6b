"""Who leads, helps, answers or carries out: labels, brackets, prose (M40; domain.md J3 rows 47-54).

`names` splits a list of units, `labels` reads 责任单位：…, `prose` reads 由甲牵头 and 甲会同乙.
"""

from bihuan.plan_import.rules.units.names import unit_names
from bihuan.plan_import.rules.units.reading import read_units

__all__ = ["read_units", "unit_names"]
