"""The only rooms that know SQLite, files, Excel, Word and keys."""

import os

# Word files need lxml; openpyxl would take to it as soon as it is there and then no longer refuse a workbook with
# entities of its own. Said before openpyxl is first read.
os.environ["OPENPYXL_LXML"] = "False"
