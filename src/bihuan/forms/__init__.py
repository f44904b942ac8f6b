"""The superior's own form (上级报表): a blank workbook taken in once, its cells tied to figures and its rows to the ledger, filled for any day.

Interfaces call `queries` and `operations`; `sheets` reads and fills workbooks. Not here: what a figure counts (reports), how a document of
our own looks (documents), or the ledger's own sheets (problems).
"""
