"""What follows for a person or a unit: facts, hearing, decision, effect, end, appeal – each a human step that can be undone as visibly as it was taken.

Nothing here is proposed or graded by formula, and nobody is listed, counted or sorted by it (promise 5). Punishments, and whatever only a competent
body may do, are recorded with its document, never decided here (M132, P15). Who found a problem, the ledger knows; what a person is told, he reads
on his own page. Education, cards, tolerance and clarification are parts of this room; figures over it are in `reports`.
"""
