"""The only rooms that import Qt, ui/commands/ excepted: the same jobs without a window."""
