"""Which controls an embed has: the groups that its address names, ``/embed/controls=steps,timeline?…``.

A group that is not named is not drawn, and its keys do nothing; what a lesson says and shows stays. Without ``editing``
all values are locked: they stand there to be read. Outside of an embed, or where nothing is named, all is there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from app.address import grammar
from engine.words import N_

PARAMETER = "controls"
"""In an address: a part of the path, so that each link below it keeps it; asked for in a query, it is sent there."""

NONE, EVERYTHING = "none", "all"
"""What an address says for no group at all, and for every one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Controls that are shown together or not at all.

    Attributes:
        name: in the address.
        label: what it is called.
        covers: what belongs to it.
    """

    name: str
    label: str
    covers: str


GROUPS = (
    Group("steps", N_("Steps"), N_("a step on and back, the ends of the passes, an update, playing, and their keys")),
    Group("sizes", N_("Step size"), N_("how much a step takes, how fast it plays, and their keys")),
    Group(
        "timeline", N_("Timeline"),
        N_("the places of a training step, the scrubber over the updates, clicks on a curve"),
    ),
    Group("inspector", N_("Look inside"), N_("neurons, wires and pixels to click, the splitting of an equation")),
    Group(
        "editing", N_("Editing"),
        N_("values and settings to change, the drawing pad, cures, undo; without it they are locked"),
    ),
    Group("questions", N_("Questions"), N_("what to ask before the next step, covering numbers, the quiz on a pass")),
    Group("panels", N_("Tables and panels"), N_("opening and folding tables, settings, figures and histograms")),
    Group("views", N_("Views"), N_("forward or in reverse, zoom, examples, letters, overlays, the number of edges")),
    Group("links", N_("Other pages"), N_("ways to training, to a worksheet, to comparisons, and downloads")),
)  # fmt: skip
"""Every group, in the order of an address."""

NAMES = tuple(group.name for group in GROUPS)
ALL = frozenset(NAMES)

_shown: ContextVar[frozenset[str]] = ContextVar("controls", default=ALL)


def hidden() -> frozenset[str]:
    """The groups whose controls are not there now."""
    return ALL - _shown.get()


@contextmanager
def showing(groups: frozenset[str]) -> Iterator[None]:
    """Within it, the controls of these groups alone are there."""
    before = _shown.set(groups)
    try:
        yield
    finally:
        _shown.reset(before)


def read(text: str) -> frozenset[str]:
    """The groups that a text names, separated by commas.

    Raises:
        Unreadable: a name that is none of them.
    """
    if text in (NONE, EVERYTHING):
        return ALL if text == EVERYTHING else frozenset()
    return frozenset(grammar.subset(text, NAMES))


def written(groups: frozenset[str]) -> str:
    """The one text of these groups."""
    if groups == ALL:
        return EVERYTHING
    return ",".join(name for name in NAMES if name in groups) or NONE


def segment(groups: frozenset[str]) -> str:
    """The part of a path that says them: "" for every one, else such as ``/controls=steps``."""
    return "" if groups == ALL else f"/{PARAMETER}={written(groups)}"


def named(path: str) -> tuple[str | None, str]:
    """What the first part of a path says of the controls, None where nothing, and the path without it."""
    first = path.split("/")[1] if path.startswith(f"/{PARAMETER}=") else ""
    return (first.removeprefix(f"{PARAMETER}="), path.removeprefix(f"/{first}")) if first else (None, path)


def allowed() -> str:
    """What an address may say, in words; the names are those of the address in any language."""
    return f"{', '.join(NAMES)}; {EVERYTHING}; {NONE}"
