"""The entry room: editors, forms, lists, register pages and the sheet of figures."""
