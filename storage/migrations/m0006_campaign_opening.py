"""A campaign keeps its part of the fund's opening balance, so that its book adds up when a unit goes live within it."""

STATEMENTS = ("ALTER TABLE campaign ADD COLUMN opening_balance INTEGER",)
