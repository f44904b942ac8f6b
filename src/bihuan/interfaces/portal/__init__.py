"""The public door: a process of its own that knows the sealed box and nothing of the business. Its server stands (`forking`); pages follow."""
