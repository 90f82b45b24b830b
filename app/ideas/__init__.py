"""The ideas of the lecture notes, each a page to touch."""
