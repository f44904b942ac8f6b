"""A plan in Word, PDF or text becomes facts with their place, a reviewed draft, a campaign."""
