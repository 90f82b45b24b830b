"""Backprop Visualizer: addresses, representations, HTTP and commands around the engine."""

__version__ = "1.5.0"

RELEASED = "2026-11-26"
"""The day of this version, for whoever cites it."""
