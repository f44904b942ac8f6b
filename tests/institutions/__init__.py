"""Rules, common problems, checks of other units, repetition."""
