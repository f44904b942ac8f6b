"""Pages of 举一反三与制度."""
