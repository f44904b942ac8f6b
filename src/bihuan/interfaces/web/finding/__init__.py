"""Pages of 查摆问题."""
