"""Checklists as Excel: given out to be filled in, and findings read back, of a checklist or of another body (M108, M112)."""

from bihuan.inspections.sheets.checklist import checklist_sheet, findings_in

__all__ = ["checklist_sheet", "findings_in"]
