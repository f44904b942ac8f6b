"""Rows of this room."""

from bihuan.institutions.models.checks import CheckAnswer, CheckOrder, SiblingFinding
from bihuan.institutions.models.register import EffectJudged, Institution, InstitutionProblem

__all__ = ["CheckAnswer", "CheckOrder", "EffectJudged", "Institution", "InstitutionProblem", "SiblingFinding"]
