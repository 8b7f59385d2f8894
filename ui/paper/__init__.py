"""Documents on paper: laid out as pages of placed items without printer, screen or file; then shown and printed."""
