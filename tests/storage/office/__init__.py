"""Files of office programs: documents for Word and Excel, and workbooks that are read."""
