"""Documents on paper: laid out as pages of placed items without a printer, a screen or a file; then shown and printed."""
