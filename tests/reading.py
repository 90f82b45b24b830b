"""A page read back from its HTML, as a tree of elements; nothing here knows how the page was made."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlencode

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


class Element:
    """An element with its attributes and what it contains, in order."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.content: list[Element | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def text(self) -> str:
        """All text inside, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, str):
                yield part
            else:
                yield from part._texts()

    def walk(self) -> "Iterator[Element]":
        """Itself and every element inside, in document order."""
        yield self
        for part in self.content:
            if isinstance(part, Element):
                yield from part.walk()

    def all(self, tag: str = "", **attributes: str) -> "list[Element]":
        """The elements inside with this tag and these attributes (``class_`` is one class of several)."""
        css = attributes.pop("class_", "")
        return [
            one
            for one in self.walk()
            if tag in ("", one.tag)
            and (not css or css in one.get("class").split())
            and all(one.attributes.get(name) == value for name, value in attributes.items())
        ]

    def by_id(self, name: str) -> "Element":
        """The one element with an id."""
        (found,) = self.all(id=name)
        return found

    @property
    def ids(self) -> list[str]:
        """Every id, in document order."""
        return [one["id"] for one in self.walk() if "id" in one]

    @property
    def numbers(self) -> "dict[str, Element]":
        """The numbers of the picture by their ids."""
        return {one["id"]: one for one in self.walk() if "id" in one and "data-value" in one}

    @property
    def targets(self) -> set[str]:
        """Where links and htmx go: every address of this application that a click may ask for or push."""
        names = ("href", "hx-get", "hx-push-url", "hx-replace-url")
        found = {one[name] for one in self.walk() for name in names if name in one and one.tag not in ("form", "link")}
        return {address for address in found if address.startswith("/")}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"<{tag}> says an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def read(html: str) -> Element:
    """The root of a document or fragment, every element of which is closed where it should be."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root], f"<{reader.open[-1].tag}> is never closed"
    return reader.root


def submitted(form: Element, **typed: str) -> str:
    """The address that a form asks for, with what was typed or chosen in it."""
    fields: list[tuple[str, str]] = []
    for one in form.walk():
        match one.tag:
            case "input" if "name" in one and "disabled" not in one:
                if one.get("type") != "checkbox" or "checked" in one or one["name"] in typed:
                    fields.append((one["name"], one.get("value")))
            case "select":
                options = one.all("option")
                chosen = next((option for option in options if "selected" in option), options[0])
                fields.append((one["name"], chosen["value"]))
    assert set(typed) <= {name for name, _ in fields}
    return f"{form['action']}?{urlencode([(name, typed.get(name, value)) for name, value in fields])}"
