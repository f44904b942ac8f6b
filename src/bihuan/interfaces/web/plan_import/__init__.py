"""Pages of plan reading: upload, review beside the source, questions answered in place, start."""
