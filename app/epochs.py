"""Counting in epochs: where a lesson stands among its passes over the whole training set."""


def after_words(updates: int) -> str:
    """A count of updates as a heading: ``After 137 updates``."""
    return f"After {updates:,} update{'' if updates == 1 else 's'}"


def epoch_words(updates: int, per_epoch: int) -> str:
    """Where a count of updates stands, in words: ``after 2 epochs``, ``in epoch 3, 2 of 5 updates done``.

    Args:
        updates: how many are done.
        per_epoch: updates of an epoch.
    """
    done, within = divmod(updates, per_epoch)
    if within:
        return f"in epoch {done + 1:,}, {within} of {per_epoch} updates done"
    return f"after {done:,} epoch{'' if done == 1 else 's'}"
