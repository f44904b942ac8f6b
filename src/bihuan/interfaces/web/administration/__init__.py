"""Consoles of the three administrators 三员 and the first-start guide. None of these pages shows business data (domain.md G2)."""
