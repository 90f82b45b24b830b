"""One router a representation."""
