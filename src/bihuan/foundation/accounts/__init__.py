"""Accounts: who may sign in, by which factors. An account is not a person; a person of the organisation points to one.

Not here: what somebody may do in the business (duties are granted by the rooms above).
"""
