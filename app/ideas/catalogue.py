"""All ideas, in the order of the notes."""

from typing import Any

from app.ideas import (
    backward,
    beliefs,
    cases,
    chain_1,
    chain_2,
    check,
    debug,
    forward,
    framework,
    loss,
    neuron,
    paths,
    slips,
)
from app.ideas.idea import Idea

IDEAS: tuple[Idea[Any], ...] = (
    loss.IDEA,
    chain_1.IDEA,
    chain_2.IDEA,
    neuron.IDEA,
    forward.IDEA,
    backward.IDEA,
    cases.IDEA,
    paths.IDEA,
    check.IDEA,
    slips.IDEA,
    framework.IDEA,
    beliefs.IDEA,
    debug.IDEA,
)

BY_NAME = {idea.name: idea for idea in IDEAS}


def neighbours(name: str) -> tuple[Idea[Any] | None, Idea[Any] | None]:
    """The ideas before and after this one."""
    place = [idea.name for idea in IDEAS].index(name)
    return IDEAS[place - 1] if place else None, IDEAS[place + 1] if place + 1 < len(IDEAS) else None
