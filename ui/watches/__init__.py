"""What is done while the officer asks for nothing: checks of the file, and backups."""
