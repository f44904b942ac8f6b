"""Decisions of the ledger as pure functions on plain values; `today` is always an argument."""

from bihuan.problems.rules.closing import ClosingFacts, unmet_needs
from bihuan.problems.rules.lamps import lamp
from bihuan.problems.rules.paths import path_for
from bihuan.problems.rules.readers import keeps_company, text_is_private
from bihuan.problems.rules.samples import draw_sample, sample_size

__all__ = ["ClosingFacts", "draw_sample", "keeps_company", "lamp", "path_for", "sample_size", "text_is_private", "unmet_needs"]
