"""Forms of a campaign: they check the shape of what was typed; what may be done is the operations' business."""

from bihuan.interfaces.web.campaigns.forms.bodies import ChargeForm, DutySheetForm, GrantForm, GroupForm, SeatForm
from bihuan.interfaces.web.campaigns.forms.commending import CommendForm
from bihuan.interfaces.web.campaigns.forms.roster import CoverForm, ExemptForm, JoinForm, LeaveForm, MoveForm
from bihuan.interfaces.web.campaigns.forms.running import (
    DeclareForm,
    ExtendForm,
    FinishForm,
    GapForm,
    NewStageForm,
    PassOnForm,
    ReasonForm,
    StageForm,
    TaskForm,
    ThresholdForm,
)
from bihuan.interfaces.web.campaigns.forms.starting import PrepareForm, SettingsForm, StartForm, SwitchesForm

__all__ = [
    "ChargeForm", "CommendForm", "CoverForm", "DeclareForm", "DutySheetForm", "ExtendForm", "FinishForm", "GapForm", "GrantForm", "GroupForm", "JoinForm",
    "ExemptForm", "LeaveForm", "MoveForm", "NewStageForm", "PrepareForm", "ReasonForm", "SeatForm", "SettingsForm", "StageForm", "StartForm", "SwitchesForm",
    "PassOnForm", "TaskForm", "ThresholdForm",
]  # fmt: skip
