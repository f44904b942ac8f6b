"""The ledger: one problem per finding, its cause, measures, evidence and close-out."""
