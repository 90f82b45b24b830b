"""A drawn picture as a file of its own: SVG with its style, its words, and no link or script."""

import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from app.picture_style import NOT_LIT, colour, style_of

_GAP = 12.0
_KEPT = frozenset(
    {
        "class", "d", "height", "id", "lengthAdjust", "pathLength", "points", "r", "rx", "textLength", "transform",
        "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2", "cx", "cy", "data-ref", "data-value",
    }
)  # fmt: skip
_SVG = re.compile(r"<svg\b|</svg>")


def drawings(markup: str) -> list[ElementTree.Element]:
    """The pictures of a panel, without what only a page can follow."""
    pictures, depth, start = [], 0, 0
    for found in _SVG.finditer(markup):
        if found[0] != "</svg>":
            start = start if depth else found.start()
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            pictures.append(ElementTree.fromstring(markup[start : found.end()]))
    for picture in pictures:
        for element in picture.iter():
            _plain(element)
    return pictures


def classes_of(picture: ElementTree.Element) -> set[str]:
    """The classes of all its elements."""
    return {name for element in picture.iter() for name in element.get("class", "").split()}


def self_contained(markup: str, title: str, text: str, theme: str) -> str:
    """The pictures of a panel, one below the other, as one SVG that needs nothing else.

    Args:
        markup: the panel, with one or more ``<svg>``.
        title: what it is called.
        text: what is seen, in a sentence.
        theme: ``auto``, ``light`` or ``dark``.
    """
    pictures = drawings(markup)
    width = max(float(one.attrib["width"]) for one in pictures)
    height, classes = 0.0, set[str]()
    for one in pictures:
        classes |= classes_of(one)
        one.set("y", f"{height:g}")
        height += float(one.attrib["height"]) + _GAP
    height -= _GAP
    drawn = "\n".join(ElementTree.tostring(one, encoding="unicode") for one in pictures)
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    style = f"{style_of(frozenset(classes), theme)}\n.ground {{ fill: {colour('ground', theme)} }}"
    return f"""<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">
<title id="title">{escape(title)}</title>
<desc id="desc">{escape(text)}</desc>
<style>{escape(style)}</style>
<rect class="ground" width="100%" height="100%"/>
{drawn}
</svg>
"""


def _plain(element: ElementTree.Element) -> None:
    """Without what only a page can follow: a link becomes a group; and what is not lit says so."""
    if element.tag == "a":
        element.tag = "g"
    for name in set(element.attrib) - _KEPT:
        del element.attrib[name]
    classes = element.get("class", "").split()
    if classes and "lit" not in classes:
        element.set("class", " ".join((*classes, NOT_LIT)))
