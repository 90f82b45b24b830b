"""Backprop Visualizer: addresses, representations, HTTP and commands around the engine."""

__version__ = "1.3.0"
