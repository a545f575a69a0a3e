"""From a community safety partnership's data to its published assessment."""

__version__ = "0.1.0"
