"""What survives: processes killed at any moment, a primary that falls, servers told to end. The same parts serve `bench/` in full size."""
