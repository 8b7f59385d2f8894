"""The registers: records with their numbers, history and drafts, their lists, and what is told beside them."""
