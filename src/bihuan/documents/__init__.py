"""Official documents: kinds, content tree, national layout, numbering, register.

A `Paper` is plain content; `rendering` turns it into docx, a page or PDF. The room numbers, freezes and keeps what was issued.
It does not know the ledger: rooms above compose papers from their figures and hand them down.
"""
