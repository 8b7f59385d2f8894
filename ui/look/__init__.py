"""The look of the window: its colours, style, icons, and changing between light and dark."""
