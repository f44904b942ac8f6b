"""The lives of what is found, a file for each channel."""

from bihuan.finding.workflow.back_checks import BACK_CHECK
from bihuan.finding.workflow.coverage import NONE_CONFIRMED
from bihuan.finding.workflow.critique import CRITIQUE, CRITIQUE_MEETING, CRITIQUE_SLIP
from bihuan.finding.workflow.feedback import JOINT_FINDING, RED_BLACK_LIST, SOURCE_REPORT
from bihuan.finding.workflow.opinions import GATHERING, LETTER, OPINION, POINTING_OUT
from bihuan.finding.workflow.screening import SCREENING
from bihuan.finding.workflow.talks import HOME_VISIT, TALK

__all__ = [
    "BACK_CHECK", "CRITIQUE", "CRITIQUE_MEETING", "CRITIQUE_SLIP", "GATHERING", "HOME_VISIT", "JOINT_FINDING", "LETTER", "NONE_CONFIRMED", "OPINION",
    "POINTING_OUT", "RED_BLACK_LIST", "SCREENING", "SOURCE_REPORT", "TALK",
]  # fmt: skip
