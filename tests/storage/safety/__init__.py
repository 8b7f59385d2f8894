"""What keeps a register whole: copies, going back to one, the full check with its repairs, and salvage."""
