"""Pages of the cockpit and of weekly and final reports."""
