"""The parts of a lesson's address; ``app.lesson_url`` is their only door."""
