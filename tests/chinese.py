"""What of a page in Chinese is still English: every text that a person sees or hears, but for names and code."""

import re
from collections.abc import Collection, Iterator

from tests.reading import Element

SPOKEN = ("aria-label", "title", "alt", "placeholder", "data-title")
"""The attributes that are read aloud or shown."""

DESCRIBING = ("description", "og:title", "og:description", "og:image:alt")
"""What is in the head for whoever links to the page."""

SILENT = ("script", "style", "code", "annotation", "option")
"""Elements whose text is for machines, or the value of a parameter as it stands in an address."""

NAMES = {
    "sigmoid", "tanh", "relu", "leaky", "gelu", "softplus", "softmax", "linear", "cross", "entropy", "binary", "half",
    "squared", "error", "mse", "max", "min", "exp", "Backprop", "Visualizer", "API", "CSV", "Adam", "Mazur", "Nielsen",
}  # fmt: skip
"""Functions and losses as addresses name them, and names of people and things."""


def spoken(element: Element) -> Iterator[str]:
    """Every text of an element that a person sees or hears."""
    if element.tag in SILENT or (element.get("lang") and element.tag != "html"):
        return
    yield from (element.get(name) for name in SPOKEN)
    if {element.get("name"), element.get("property")} & set(DESCRIBING):
        yield element.get("content")
    for part in element.content:
        if isinstance(part, Element):
            yield from spoken(part)
        else:
            yield part


def english(element: Element, names: Collection[str] = ()) -> set[str]:
    """The texts with a word in Latin letters that is no name."""
    return {
        " ".join(text.split())
        for text in spoken(element)
        if set(re.findall(r"[A-Za-z]{3,}", text)) - NAMES - set(names)
    }
