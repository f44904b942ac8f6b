"""The weekly brief and the final report: text composed from figures, nothing retyped; found *and* put right, overdue, by unit."""

from bihuan.reports.papers.composing import compose, recounted
from bihuan.reports.papers.final import final_report
from bihuan.reports.papers.verifying import Verdict, verify
from bihuan.reports.papers.weekly import weekly_brief

__all__ = ["Verdict", "compose", "final_report", "recounted", "verify", "weekly_brief"]
