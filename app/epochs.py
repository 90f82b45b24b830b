"""Counting in epochs: how many updates pass over the whole training set once, and where among them a lesson stands."""


def updates_of_epoch(examples: int, batch: int) -> int:
    """How many updates an epoch takes; the last one may have a smaller batch.

    Args:
        examples: of the training set, at least 1.
        batch: how many of them an update learns from, at least 1.
    """
    return -(-examples // batch)


def epoch_words(updates: int, per_epoch: int) -> str:
    """Where a count of updates stands, in words: ``after 2 epochs``, ``in epoch 3, 2 of 5 updates done``."""
    done, within = divmod(updates, per_epoch)
    if within:
        return f"in epoch {done + 1:,}, {within} of {per_epoch} updates done"
    return f"after {done:,} epoch{'' if done == 1 else 's'}"
