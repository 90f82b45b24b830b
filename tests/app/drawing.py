"""Lessons by their addresses, drawn and read back."""

from urllib.parse import parse_qsl

from app.lesson import Lesson
from app.lesson_url import parse
from app.links import Links
from app.moment import moment
from app.panels.working_area import working_area
from app.presets import PRESETS
from app.render import render
from tests.reading import Element, read

SMALL = (
    "layers=2-3-2&act=relu,tanh&loss=mse&seed=4&dx=1",
    "layers=3-2-3&act=gelu,softmax&loss=squared_error&seed=5&unfold=1",
    "layers=2-2-3&act=leaky_relu:0.2,softmax&loss=binary_cross_entropy&seed=6&target=0.5,0,1&unfold=2",
    "layers=2-2-2&act=softplus,sigmoid&loss=cross_entropy&x=1,2;-0.5,0.25&target=1,0;0.5,0.5&example=2&reduction=mean"
    "&frozen=b3,layer1,w5&lr=0.25&notation=common",
    "layers=1-1&act=linear&loss=squared_error&x=2&target=3&w=0.5&b=-1&lr=0.25&dx=1&unfold=2",
    "preset=mazur&set=w5:0.4,b3:-2@1,w1:0.3@2&updates=2&unfold=2",
    "preset=mosher&example=2&dx=1&updates=1",
    "layers=3-4-3&seed=2&act=tanh,linear",
    "layers=2-4-4-1&seed=3&act=relu&loss=half_squared_error",
)
"""Small networks of every activation and loss, with batches, edits, frozen parameters and updates before."""

LARGE = ("layers=4-8-5&seed=1&dx=1", "layers=8-16-10&act=relu,softmax&loss=cross_entropy&seed=2&dx=1", "layers=3-32-2")
"""Networks whose picture cannot show every number at once."""


def lesson(address: str) -> Lesson:
    """The lesson of an address; the name of a preset stands for its start."""
    return parse(parse_qsl(f"preset={address}" if address in PRESETS else address, keep_blank_values=True))


def drawn(it: Lesson, panel: str = "lesson", root: str = "") -> Element:
    """A panel of a lesson, by default the whole working area, as it is sent."""
    return read(markup(it, panel, root))


def markup(it: Lesson, panel: str = "lesson", root: str = "") -> str:
    """The same as text."""
    return render(f"panels/{panel}.html", view=working_area(moment(it), Links(it, root)), root=root)
