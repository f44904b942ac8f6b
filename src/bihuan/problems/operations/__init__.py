"""What people do with problems: one keyword-only verb each, in the one shape of a write."""

from bihuan.problems.operations.amending import amend, classify, prioritise
from bihuan.problems.operations.clocks import extend, resume, suspend
from bihuan.problems.operations.closing import ask, close, confirm, look_back, reopen, send_back, verify
from bihuan.problems.operations.correcting import confirm_corrections, correct, fail_sample, pass_sample
from bihuan.problems.operations.exporting import Wanted, export_ledger
from bihuan.problems.operations.gating import declare_stage_over
from bihuan.problems.operations.history import Happened, PastBatch, PastFinding, take_over
from bihuan.problems.operations.importing import ImportResult, import_in_parts, import_ledger
from bihuan.problems.operations.many import DONE_IN_BULK, act_on_many
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
)

__all__ = [
    "DONE_IN_BULK", "Finding", "Happened", "ImportResult", "PastBatch", "PastFinding", "Wanted", "act_on_many", "add_evidence",
    "amend", "analyse", "answer_objection", "approve_measures", "ask", "attach_evidence", "classify", "close", "confirm",
    "confirm_corrections", "correct", "declare_stage_over", "export_ledger", "extend", "fail_sample", "import_in_parts", "import_ledger",
    "look_back", "object_to", "pass_sample", "plan", "prioritise", "propose_measures", "publicise", "record", "record_many",
    "reopen", "report_progress", "resume", "send_back", "suspend", "take_over", "verify",
]  # fmt: skip
