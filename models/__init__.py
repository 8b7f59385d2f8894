"""What is true without a screen or a disk: frozen declarations and pure functions on the standard library."""

__version__ = "0.1.0"
