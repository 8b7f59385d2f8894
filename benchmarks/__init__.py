"""Speed and memory against the limits that the program promises; never part of the tests."""
