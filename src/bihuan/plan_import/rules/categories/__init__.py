"""What counts as a problem: categories with their manifestations (M34-M40, M47).

`sections` finds where the plan tells it, `names` reads a heading, `manifestations` the list below it.
"""

from bihuan.plan_import.rules.categories.quoted import read_quoted_categories
from bihuan.plan_import.rules.categories.reading import read_categories

__all__ = ["read_categories", "read_quoted_categories"]
