"""What people do with problems: one keyword-only verb each, in the one shape of a write."""

from bihuan.problems.operations.amending import amend, classify, prioritise
from bihuan.problems.operations.clocks import extend, resume, resume_over, suspend
from bihuan.problems.operations.closing import ask, close, confirm, look_back, reopen, send_back, verify
from bihuan.problems.operations.correcting import confirm_corrections, correct, fail_sample, pass_sample
from bihuan.problems.operations.editing import EDITABLE, Edited, change_many, edit_rows
from bihuan.problems.operations.exporting import Wanted, export_ledger, template_for
from bihuan.problems.operations.filling import fill
from bihuan.problems.operations.following import RowChange
from bihuan.problems.operations.gating import declare_stage_over
from bihuan.problems.operations.handing_over import hand_over
from bihuan.problems.operations.history import Happened, PastBatch, PastFinding, take_over
from bihuan.problems.operations.importing import ImportResult, import_in_parts, import_ledger
from bihuan.problems.operations.looking_back import draw_look_back, record_look_back
from bihuan.problems.operations.many import DONE_IN_BULK, act_on_many
from bihuan.problems.operations.merging import merge, part, part_all
from bihuan.problems.operations.owning import MOST_PARTS, Owner, dispute, divide, keep_owner, move_owner
from bihuan.problems.operations.pasting import paste
from bihuan.problems.operations.publicising import answer_objection, object_to, publicise
from bihuan.problems.operations.recording import Finding, record, record_many
from bihuan.problems.operations.rectifying import (
    add_evidence,
    analyse,
    approve_measures,
    attach_evidence,
    plan,
    propose_measures,
    report_progress,
    return_measures,
)
from bihuan.problems.operations.referring import Referred, come_back, refer, withdraw
from bihuan.problems.operations.reminding import answer_reminder, remind, remind_unit
from bihuan.problems.operations.seeing import record_all_seen, record_fetch, record_seen
from bihuan.problems.operations.setting_apart import set_apart, withdraw_apart
from bihuan.problems.operations.sharing import share, unshare
from bihuan.problems.operations.taking_lists import Taken, take_list, take_six_lists
from bihuan.problems.operations.undoing import TakenBack, take_back
from bihuan.problems.operations.voiding import Why, restore, void, void_many

__all__ = [
    "answer_reminder", "remind", "remind_unit",
    "draw_look_back", "record_look_back",
    "hand_over", "set_apart", "withdraw_apart", "Referred", "come_back", "refer", "withdraw",
    "EDITABLE", "Edited", "MOST_PARTS", "RowChange", "TakenBack", "change_many", "edit_rows", "paste", "take_back",
    "DONE_IN_BULK", "fill", "Finding", "Happened", "ImportResult", "Owner", "PastBatch", "PastFinding", "Wanted", "Why", "act_on_many", "add_evidence",
    "amend", "analyse", "answer_objection", "approve_measures", "ask", "attach_evidence", "classify", "close", "confirm",
    "confirm_corrections", "correct", "declare_stage_over", "dispute", "divide", "export_ledger", "extend", "fail_sample",
    "import_in_parts", "import_ledger", "keep_owner", "look_back", "merge", "move_owner", "object_to", "part", "part_all", "pass_sample",
    "plan", "prioritise", "propose_measures", "publicise", "record", "record_all_seen", "record_fetch", "record_many", "record_seen",
    "reopen", "report_progress", "restore", "resume", "resume_over", "return_measures", "send_back", "share", "suspend", "take_over", "template_for",
    "Taken", "take_list", "take_six_lists", "unshare", "verify", "void", "void_many",
]  # fmt: skip
