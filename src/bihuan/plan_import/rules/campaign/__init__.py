"""From reviewed facts and a person's answers to a campaign file. Nothing is guessed: what is open stays open and is asked."""

from bihuan.plan_import.rules.campaign.asking import Asked, open_questions, refuse_unasked, years_asked
from bihuan.plan_import.rules.campaign.making import campaign_file_from

__all__ = ["Asked", "campaign_file_from", "open_questions", "refuse_unasked", "years_asked"]
