"""The pages: one folder per room, mirrored by name; the frame in shell, the pieces in components."""
