"""The machine door: the same queries, operations and refusals as the pages, for programs with a token."""
