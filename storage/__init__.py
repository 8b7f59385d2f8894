"""The only rooms that know SQLite, files, Excel, Word and keys."""
