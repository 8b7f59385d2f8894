"""The search over all registers and pages, laid over the window."""
