"""The page "Tổng quan": what is due, what is unfinished, how the period stands against last year's."""
