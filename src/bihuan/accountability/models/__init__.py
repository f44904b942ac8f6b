"""Rows of this room."""

from bihuan.accountability.models.appeals import Appeal
from bihuan.accountability.models.appraisal import Referral, ReferralEntry
from bihuan.accountability.models.bodies import DecisionBody, Seat
from bihuan.accountability.models.cards import Card, Training
from bihuan.accountability.models.clarification import Clarification, Clearing
from bihuan.accountability.models.exemplars import Exemplar
from bihuan.accountability.models.handling import Handling
from bihuan.accountability.models.motions import CardReview, Motion, Saying
from bihuan.accountability.models.papers import HandlingPaper, MeasureRecord
from bihuan.accountability.models.parts import Fact, FollowUp, Statement
from bihuan.accountability.models.party import PartyDecision, PartyPaper
from bihuan.accountability.models.publicity import Announcement
from bihuan.accountability.models.ratings import LocalRule, Rating
from bihuan.accountability.models.study import StudyMaterial, StudyPlan, StudySession
from bihuan.accountability.models.tolerance import Correction, Tolerance
from bihuan.accountability.models.visits import Difficulty, ReturnVisit, SealedNote, Visitor, VisitRecord

__all__ = [
    "Announcement", "Appeal", "Card", "CardReview", "Clarification", "Clearing", "Correction", "DecisionBody", "Difficulty", "Exemplar", "Fact",
    "FollowUp", "Handling", "HandlingPaper", "LocalRule", "MeasureRecord", "Motion", "PartyDecision", "PartyPaper", "Rating", "Referral",
    "ReferralEntry", "ReturnVisit", "Saying", "SealedNote", "Seat", "Statement", "StudyMaterial", "StudyPlan", "StudySession",
    "Tolerance", "Training", "VisitRecord", "Visitor",
]  # fmt: skip
