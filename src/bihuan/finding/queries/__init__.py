"""Reading this room: what somebody sees of each channel. Never writes."""
