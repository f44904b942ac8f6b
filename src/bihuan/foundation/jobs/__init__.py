"""Background work: what takes longer than a page may wait, and what time brings about.

A job is asked for by somebody (`operations.ask`), stands in a queue of the database, and is done by a worker (`working`) that holds a
lease while it lives. A worker that dies loses the lease, and another takes the job up where its last kept mark stands (`leases`).
`scheduling` asks for the jobs of the clock, each exactly once. Not here: what a job does (the rooms), and when (interfaces/clock).
"""
