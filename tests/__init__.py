"""Tests, one folder per room and the whole program in end_to_end."""
