"""One special rectification: stages, catalogue, groups, scope and the duties granted for it."""
