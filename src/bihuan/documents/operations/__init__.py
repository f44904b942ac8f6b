"""What people do with documents: draft, change, take an edited file back, issue, file the signed scan."""

from bihuan.documents.operations.issuing import draft_paper, issue_paper, redraft_paper
from bihuan.documents.operations.printing import print_docx
from bihuan.documents.operations.signing import file_signed_copy
from bihuan.documents.operations.taking_back import drop_wording, take_back

__all__ = ["draft_paper", "drop_wording", "file_signed_copy", "issue_paper", "print_docx", "redraft_paper", "take_back"]
