"""The player: on and back by updates and epochs, the scrubber over the run, and what the playing script has to know."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from app.epochs import epoch_words
from app.language import _, ngettext
from app.links import Go
from app.panels.transport import Control

STRIDES = (1, 10, 100)


@dataclass(frozen=True, slots=True)
class Player:
    """The controls of training at one moment.

    Attributes:
        updates: after how many the page stands.
        run: how far the lesson has been trained so far.
        most: how far it can be trained.
        per_epoch: updates of an epoch.
        epoch: where the page stands among the epochs, in words.
        back: the controls that go back, the farthest first.
        on: the controls that go on, the nearest first.
        first: to the very beginning.
        last: to the end of the run.
        action: where the scrubber's form is sent.
        hidden: what it sends besides the count of updates.
        frames: the address of frames, to be completed by ``first``, ``count`` and ``stride``.
        within: an address of an update before the end of the run, ``*`` in the place of its count; "" where none is.
        beyond: the same of an update at the end of the run or after it, whose count is the run's end as well.
    """

    updates: int
    run: int
    most: int
    per_epoch: int
    epoch: str
    back: tuple[Control, ...]
    on: tuple[Control, ...]
    first: Control
    last: Control
    action: str
    hidden: tuple[tuple[str, str], ...]
    frames: str
    within: str
    beyond: str


def player(updates: int, run: int, most: int, per_epoch: int, at: Callable[[int], Go], frames: str) -> Player:
    """The player of a lesson.

    Args:
        updates: after how many updates the page stands.
        run: how far the lesson has been trained so far; at least ``updates``.
        most: how far it can be trained: the bound, or the last finite state where it diverged.
        per_epoch: updates of an epoch.
        at: the way to the page after so many updates, 0 to ``most``; beyond the run it lengthens the run.
        frames: the address of the lesson's frames, with or without a query.
    """

    def back(name: str, label: str, target: int, words: str) -> Control:
        return Control(name, label, at(target) if target >= 0 and updates else None, words)

    def on(name: str, label: str, target: int, words: str) -> Control:
        return Control(name, label, at(target) if target <= most and target != updates else None, words)

    begin = (updates - 1) // per_epoch * per_epoch
    end = (updates // per_epoch + 1) * per_epoch
    address = urlsplit(at(0).href)
    pairs = parse_qsl(address.query, keep_blank_values=True)
    to_begin = back("epoch-start", _("⇤ epoch"), begin, _("back to the beginning of the epoch"))
    to_end = on("epoch-end", _("epoch ⇥"), end, _("on to the end of the epoch"))
    return Player(
        updates, run, most, per_epoch, epoch_words(updates, per_epoch),
        (
            *((to_begin,) if per_epoch > 1 else ()),
            *(
                back(
                    "back" if n == 1 else f"back-{n}", f"−{n}", updates - n,
                    ngettext("{n} update back", "{n} updates back", n, n=n),
                )
                for n in reversed(STRIDES)
            ),
        ),
        (
            *(
                on(
                    "step" if n == 1 else f"step-{n}", f"+{n}", updates + n,
                    ngettext("{n} update on", "{n} updates on", n, n=n),
                )
                for n in STRIDES
            ),
            *((to_end,) if per_epoch > 1 else ()),
        ),
        back("first", _("Start"), 0, _("to the start, before any update")),
        on("last", _("End"), run, _("to the end of what has been trained so far")),
        address.path, tuple(pair for pair in pairs if pair[0] != "updates"), frames,
        _starred(at(run - 1).href, ("updates",), run - 1) if run > 1 else "",
        _starred(at(run + 1).href, ("updates", "run"), run + 1) if run < most else _starred(at(run).href, (), run),
    )  # fmt: skip


def _starred(address: str, names: tuple[str, ...], number: int) -> str:
    """An address with ``*`` in the place of a number that parameters of these names have."""
    if not names:
        return address
    return re.sub(rf"(?<=[?&])({'|'.join(names)})={number}(?=&|$)", r"\1=*", address)
