"""Sending up to the unit above and receiving from the units below."""

from ui.submission.receive_page import ReceivePage
from ui.submission.send_page import SendPage

__all__ = ["ReceivePage", "SendPage"]
