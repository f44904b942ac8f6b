"""Decisions as pure functions: what may be given by whom, how long it weighs, whether a proposal is whole."""
