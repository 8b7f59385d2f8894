"""Search: words of every register, and the one search over all of them."""
