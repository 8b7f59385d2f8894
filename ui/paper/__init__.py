"""Documents on paper: blocks laid out as pages of placed items, without a printer, a screen or a file."""
