"""Decisions about a campaign as pure functions on plain values: no framework, no database, `today` is an argument."""
