"""The page of the books that are worked out: funds, store, gifts with a condition, pledges."""
