"""Texts of many kinds with the facts a careful person found in them, and the measure of how well the plan reader finds the same."""
