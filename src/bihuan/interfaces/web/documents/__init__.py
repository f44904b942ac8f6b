"""Pages of official documents: the register, one document as it prints, papers from the campaign's settings, the process map."""
