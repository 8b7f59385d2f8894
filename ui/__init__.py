"""The only rooms that import Qt, commands.py excepted: the same jobs without a window."""
