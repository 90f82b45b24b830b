"""The mathematics: pure functions of their arguments, on NumPy and the standard library alone."""
