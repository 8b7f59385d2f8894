"""Tests of the set-up and of the rules that hold for the whole tree."""
