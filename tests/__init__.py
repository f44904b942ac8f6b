"""Tests mirror the rooms; stories go through the whole house, architecture holds it to its own rules."""
