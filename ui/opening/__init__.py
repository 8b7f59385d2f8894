"""The way into a register: opening it, and what is asked over one that does not open."""
