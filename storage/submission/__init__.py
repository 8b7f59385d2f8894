"""Files between units: what leaves, what comes, and what is distrusted on the way."""
