"""Strength training planned around a runner's own running."""

__version__ = "0.1.0"
