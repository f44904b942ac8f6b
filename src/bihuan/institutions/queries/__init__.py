"""Reading this room: the register, common problems, check orders, what came back. Never writes."""
