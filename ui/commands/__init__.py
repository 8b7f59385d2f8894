"""The command line: every job of the window without a window, and without Qt but for PDF and the tour."""
