"""The view model: one frozen dataclass a panel, plain values only, made from a moment of a lesson."""
