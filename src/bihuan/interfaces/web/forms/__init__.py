"""Pages of the superior's forms: the list, a form whose cells are tied by clicking, what was filled."""
