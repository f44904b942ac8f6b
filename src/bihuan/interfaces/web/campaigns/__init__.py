"""Pages of a campaign: its plan as it runs, roster, groups, tasks, settings; the list of campaigns."""
