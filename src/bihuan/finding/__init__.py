"""Finding problems (查摆问题): what people write of themselves, say of each other, are asked for, and what is known already; each find ends on
the ledger. Self-checks and pledges, critique meetings, opinion letters and gatherings, the joint check, instructions, talks, home visits,
back-checks, a unit's own screening.

Interfaces call `queries` and `operations`. Not here: what becomes of a problem (problems), visits and checks on the spot (inspections), reports
of the public (clues).
"""
