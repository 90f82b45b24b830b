"""Many pictures that differ little, each of their marks stored once: a picture is then a list of references.

Marks bring the classes of their picture along, so that rules about both meet them where they are stored.
"""

from dataclasses import dataclass, field
from xml.etree import ElementTree

from app.picture_file import classes_of
from app.picture_style import NOT_LIT


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture made of stored marks.

    Attributes:
        width: of its own coordinates.
        height: of its own coordinates.
        marks: the ids of its marks, the lowest first.
    """

    width: str
    height: str
    marks: tuple[str, ...]


@dataclass(slots=True)
class SharedMarks:
    """The marks stored so far.

    Attributes:
        stored: the id of each, by the classes of its picture and the element as it is written.
        classes: of all of them.
        size: characters stored.
    """

    stored: dict[tuple[str, str], str] = field(default_factory=dict)
    classes: set[str] = field(default_factory=set)
    size: int = 0

    def drawing(self, picture: ElementTree.Element) -> Drawing:
        """The same picture, its marks stored; numbers refer to what they are by ``data-ref``, as ids stand once."""
        self.classes |= classes_of(picture)
        around = picture.get("class", "")
        marks = tuple(self._store(mark, around) for mark in picture)
        return Drawing(picture.attrib["width"], picture.attrib["height"], marks)

    def written(self) -> str:
        """All marks, as they stand in the file."""
        return "\n".join(f'<g id="{id}" class="{around}">{mark}</g>' for (around, mark), id in self.stored.items())

    def _store(self, mark: ElementTree.Element, around: str) -> str:
        mark.tail = None
        for parent in list(mark.iter()):
            for unseen in parent.findall("*[@class='hit']") + parent.findall(f"*[@class='hit {NOT_LIT}']"):
                parent.remove(unseen)  # where a pointer meets a wire
        for element in mark.iter():
            name = element.attrib.pop("id", None)
            if name and "data-value" in element.attrib:
                element.set("data-ref", name)
            if element is not mark and not (element.tail or "").strip():
                element.tail = None
            if not (element.text or "").strip():
                element.text = None
        written = ElementTree.tostring(mark, encoding="unicode")
        key = (around, written)
        if key not in self.stored:
            self.stored[key] = f"m{len(self.stored) + 1}"
            self.size += len(written)
        return self.stored[key]
