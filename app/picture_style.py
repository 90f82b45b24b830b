"""The part of the stylesheet that a picture needs, so that it can stand alone: in a file, a mail, an ``<img>``."""

import re

from app.picture_sheets import Pair, sheets

_CLASS = re.compile(r"\.([\w-]+)")
NOT_LIT = "not-lit"
"""The class of whatever is not lit: few programs besides browsers know ``:not(.lit)``."""

SCALED = "scaled-"
"""So the class begins that says how large something is drawn, in percent."""

_STROKE = re.compile(r"stroke-width: ([\d.]+)(?:px)?")
_OF_WEIGHT = re.compile(r"calc\(([\d.]+)px \+ var\(--w, 0\) \* ([\d.]+)px\)")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")

_PAINTED = frozenset(
    {
        "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-opacity", "paint-order",
        "text-anchor", "font-size", "font-weight", "opacity", "display", "shape-rendering",
        "fill-opacity", "image-rendering", "stop-color", "stop-opacity", "stroke-linecap",
    }
)  # fmt: skip
"""The properties that a picture is drawn with; all others lay out the page around it."""

_FONTS = (
    'svg { font-family: "Segoe UI", "Helvetica Neue", Roboto, "Liberation Sans", Arial, "As Wide As Arial",'
    " sans-serif; font-variant-numeric: tabular-nums }"
)
_HEAVIEST = 6
_OF_EVERY_PAGE = ("style.css", "picture.css")


def palette(*also: str) -> dict[str, Pair]:
    """Each colour by its name: on light and on dark ground; ``also`` as in ``style_of``."""
    return sheets((*_OF_EVERY_PAGE, *also)).palette


def style_of(classes: frozenset[str], theme: str, *also: str) -> str:
    """The rules for these classes, with nothing that must be looked up elsewhere.

    Args:
        classes: those of the picture's elements.
        theme: ``light`` and ``dark`` write colours as such, which every program reads; ``auto`` follows the device.
        also: the names of the page's stylesheets besides those of every page.
    """
    read = sheets((*_OF_EVERY_PAGE, *also))
    lines = [*read.fonts, _FONTS]
    for written, body in read.rules:
        selectors = written.replace(":not(.lit)", f".{NOT_LIT}")
        kept = ", ".join(one.strip() for one in re.split(r",(?![^(]*\))", selectors) if _about(one.strip(), classes))
        painted = [line.strip() for line in body.split(";") if line.split(":")[0].strip() in _PAINTED]
        painted = [line for line in painted if _paints(line, read.palette)]
        if kept and painted:
            lines += _by_weight(kept, "; ".join(painted))
        if kept and "non-scaling-stroke" in body and (width := _STROKE.search(body)):
            lines += [
                ", ".join(f"{one}.{scale}" for one in kept.split(", "))
                + f" {{ stroke-width: {100 * float(width[1]) / int(scale.removeprefix(SCALED)):.4g} }}"
                for scale in sorted(classes)
                if scale.startswith(SCALED)
            ]
    text = "\n".join(lines)
    if theme == "auto":
        light, dark = ("".join(f"--{name}: {pair[side]}; " for name, pair in read.palette.items()) for side in range(2))
        return f":root {{ {light}}}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark}}} }}\n{text}"
    return _VARIABLE.sub(lambda found: read.palette[found[1]][theme == "dark"], text)


def colour(name: str, theme: str) -> str:
    """A colour of the palette as it is written in a picture of that theme."""
    return f"var(--{name})" if theme == "auto" else palette()[name][theme == "dark"]


def _paints(line: str, known: dict[str, Pair]) -> bool:
    """Whether a declaration changes what is seen, in colours of the palette; of ``display`` only that nothing is."""
    hides = not line.startswith("display") or line.endswith("none")
    return hides and set(_VARIABLE.findall(line)) <= set(known)


def _about(selector: str, classes: frozenset[str]) -> bool:
    """Whether a selector may meet one of the elements, and says nothing about what is done to them."""
    named = _CLASS.findall(selector)
    elements = set(re.findall(r"(?:^|[\s>+])([a-z]+)", selector)) - {"text", "rect", "circle", "stop"}
    return bool(named) and set(named) <= classes and ":" not in selector and not elements


def _by_weight(selector: str, body: str) -> list[str]:
    """A rule whose width follows that of its wire, once for each width: few programs besides browsers can count."""
    if not _OF_WEIGHT.search(body):
        return [f"{selector} {{ {body} }}"]

    def at(weight: int) -> str:
        return _OF_WEIGHT.sub(lambda found: f"{float(found[1]) + weight * float(found[2]):g}px", body)

    return [f"{selector}{f'.w{weight}' if weight else ''} {{ {at(weight)} }}" for weight in range(_HEAVIEST + 1)]
