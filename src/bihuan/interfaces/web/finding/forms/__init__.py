"""Forms of 查摆问题."""
