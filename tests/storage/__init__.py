"""Tests of the rooms that know SQLite, files and workbooks."""
