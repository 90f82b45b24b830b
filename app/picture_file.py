"""A drawn picture as a file of its own: SVG with its style, its words, and no link or script."""

import io
import re
from base64 import b64decode, b64encode
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from PIL import Image

from app.picture_style import NOT_LIT, SCALED, colour, style_of

_GAP = 12.0
_KEPT = frozenset(
    {
        "class", "d", "height", "id", "lengthAdjust", "pathLength", "points", "r", "rx", "textLength", "transform",
        "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2", "cx", "cy", "data-ref", "data-value", "fill",
        "fill-opacity", "href", "offset", "opacity", "preserveAspectRatio", "visibility",
    }
)  # fmt: skip
_SCALE = re.compile(r"scale\(([\d.]+)\)")
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
        _say_scale(picture, 1.0)
        _cut_images(picture)
    return pictures


def _say_scale(element: ElementTree.Element, scale: float) -> None:
    """What is drawn larger than it is written says so: few programs know strokes that do not scale."""
    scale *= float(found[1]) if (found := _SCALE.search(element.get("transform", ""))) else 1.0
    if scale != 1.0 and "class" in element.attrib:
        element.set("class", f"{element.attrib['class']} {SCALED}{round(100 * scale)}")
    for inner in element:
        _say_scale(inner, scale)


def _cut_images(picture: ElementTree.Element) -> None:
    """Of an image of which a part is seen, that part: a renderer would scale the whole for each."""
    sheets: dict[str, Image.Image] = {}
    for parent in list(picture.iter()):
        for index, frame in enumerate(parent):
            image = frame.find("image")
            if frame.tag != "svg" or image is None:
                continue
            href = image.attrib["href"]
            if href not in sheets:
                sheets[href] = Image.open(io.BytesIO(b64decode(href.partition(",")[2])))
            left, top, width, height = (int(part) for part in frame.attrib["viewBox"].split())
            out = io.BytesIO()
            sheets[href].crop((left, top, left + width, top + height)).save(out, "PNG")
            part = {name: frame.attrib[name] for name in ("x", "y", "width", "height")}
            part["class"] = f"{frame.get('class', '')} {image.get('class', '')}".strip()
            part["preserveAspectRatio"] = "none"
            part["href"] = f"data:image/png;base64,{b64encode(out.getvalue()).decode()}"
            parent[index] = ElementTree.Element("image", part)


def classes_of(picture: ElementTree.Element) -> set[str]:
    """The classes of all its elements."""
    return {name for element in picture.iter() for name in element.get("class", "").split()}


def self_contained(markup: str, title: str, text: str, theme: str, *sheets: str) -> str:
    """The pictures of a panel, one below the other, as one SVG that needs nothing else.

    Args:
        markup: the panel, with one or more ``<svg>``.
        title: what it is called.
        text: what is seen, in a sentence.
        theme: ``auto``, ``light`` or ``dark``.
        sheets: the names of the page's stylesheets besides that of every page.
    """
    return joined(drawings(markup), title, text, theme, *sheets)


def joined(pictures: list[ElementTree.Element], title: str, text: str, theme: str, *sheets: str) -> str:
    """Pictures, one below the other, as one SVG; see ``self_contained``."""
    width = max(float(one.attrib["width"]) for one in pictures)
    height, classes = 0.0, set[str]()
    for one in pictures:
        classes |= classes_of(one)
        one.set("y", f"{height:g}")
        height += float(one.attrib["height"]) + _GAP
    height -= _GAP
    drawn = "\n".join(ElementTree.tostring(one, encoding="unicode") for one in pictures)
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    style = f"{style_of(frozenset(classes), theme, *sheets)}\n.ground {{ fill: {colour('ground', theme)} }}"
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
        element.attrib.pop("href", None)
    for name in set(element.attrib) - _KEPT:
        del element.attrib[name]
    classes = element.get("class", "").split()
    if classes and "lit" not in classes:
        element.set("class", " ".join((*classes, NOT_LIT)))
