"""The clue desk: what the public hands in is taken out of the sealed box, opened by few, registered, and led to an end (问题线索).

Locked: only its own pages, the clock and the demo enter, and no program does. Everything that tells what a clue says lies sealed to the people who
may read it; nobody in the line of whoever it is about learns that it exists. Not here: the public door (interfaces/portal), the packages
themselves (foundation/sealedbox), problems and what follows for people.
"""
