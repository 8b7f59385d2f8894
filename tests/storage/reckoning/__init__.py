"""Figures: indicators compiled to SQL, the values of this unit and of those below, and the books."""
