"""Figures over all rooms, dashboards, weekly brief and final report."""
