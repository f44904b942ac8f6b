"""Fitness tests: the house holds itself to its own rules. Each exemption carries its reason."""
