"""The picture that a view asks for: the network forward, in reverse, or both."""

from dataclasses import replace

from app.lesson import DRAWN
from app.links import Links
from app.moment import Moment
from app.panels.picture import Picture, picture
from app.panels.present import Present
from app.panels.reversed_picture import ids_of, referring, reversed_picture

TALL = 0.5
"""Of a picture's width."""


def drawn(moment: Moment, present: Present, links: Links) -> Picture:
    """The picture of a moment, with the other one as its twin where both are asked for."""
    view = moment.lesson.view.drawn
    made = (reversed_picture if view == "reversed" else picture)(moment, present, links)
    twin = referring(reversed_picture(moment, present, links), ids_of(made)) if view == "both" else None
    beside = made.height > TALL * made.width
    return replace(made, twin=twin, beside=beside, views=tuple((name, links.viewed(drawn=name)) for name in DRAWN))
