"""Counting in epochs: where a lesson stands among its passes over the whole training set."""

from app.language import _, ngettext


def after_words(updates: int) -> str:
    """A count of updates as a heading: ``After 137 updates``."""
    return ngettext("After {n:,} update", "After {n:,} updates", updates, n=updates)


def then_words(updates: int) -> str:
    """The same within a sentence."""
    return ngettext("after {n:,} update", "after {n:,} updates", updates, n=updates)


def epoch_words(updates: int, per_epoch: int) -> str:
    """Where a count of updates stands, in words: ``after 2 epochs``, ``in epoch 3, 2 of 5 updates done``.

    Args:
        updates: how many are done.
        per_epoch: updates of an epoch.
    """
    done, within = divmod(updates, per_epoch)
    if within:
        return _("in epoch {epoch:,}, {n} of {all} updates done", epoch=done + 1, n=within, all=per_epoch)
    return ngettext("after {n:,} epoch", "after {n:,} epochs", done, n=done)
