"""The public door: a process of its own that knows the sealed box and nothing of the business. `forking` serves each visitor in a process of
his own, `keeping` lays what came into the box, `views` and their neighbours are the pages."""
