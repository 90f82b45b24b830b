"""What a course says around a moment: where it stands in the course, its text, and the ways on and back."""

from dataclasses import dataclass

from app.course import Course

Way = tuple[str, str]
"""A title, and the address of what is called so."""


@dataclass(frozen=True, slots=True)
class CourseItem:
    """A moment of a course.

    Attributes:
        course: the course's title and its page.
        title: the moment's.
        text: in paragraphs.
        question: what to ask the class, "" for nothing.
        answer: to the question, in paragraphs.
        notes: for the teacher, in paragraphs.
        number: of this item, counted from 1.
        count: of all items.
        here: the item's own page, where its moment is as it was prepared.
        before: the item before, or None.
        after: the next one, or None.
    """

    course: Way
    title: str
    text: tuple[str, ...]
    question: str
    answer: tuple[str, ...]
    notes: tuple[str, ...]
    number: int
    count: int
    here: str
    before: Way | None
    after: Way | None


@dataclass(frozen=True, slots=True)
class CourseOverview:
    """A course: its title, what it is about, and each moment with its first paragraph."""

    title: str
    lead: tuple[str, ...]
    items: tuple[tuple[str, str, str], ...]


def course_item(course: Course, place: int, home: str) -> CourseItem:
    """The item at a place, counted from 0; ``home`` is the prefix of the pages outside of it."""

    def way(place: int) -> Way | None:
        if not 0 <= place < len(course.items):
            return None
        item = course.items[place]
        return str(item.title), f"{home}/course/{course.name}/{item.name}"

    item, here = course.items[place], way(place)
    return CourseItem(
        (str(course.title), f"{home}/course/{course.name}"), str(item.title), item.text.paragraphs, str(item.question),
        item.answer.paragraphs, item.notes.paragraphs, place + 1, len(course.items), here[1] if here else "",
        way(place - 1), way(place + 1),
    )  # fmt: skip


def course_overview(course: Course, home: str) -> CourseOverview:
    """The course; ``home`` is the prefix of its pages."""
    return CourseOverview(
        str(course.title), course.lead.paragraphs,
        tuple(
            (str(item.title), f"{home}/course/{course.name}/{item.name}", item.text.paragraphs[0])
            for item in course.items
        ),
    )  # fmt: skip
