"""A moment for a paper, a report or a program: its equation, its network, its figures as code, its citation."""
