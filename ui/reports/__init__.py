"""Reports: the page that shows and prints them, and how each number was counted."""

from ui.reports.page import ReportsPage

__all__ = ["ReportsPage"]
