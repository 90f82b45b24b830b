"""``python -m app`` is the command ``backprop-visualizer``."""

from app.cli import main

main()
