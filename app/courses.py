"""The courses of a site: those that come with it, and an operator's own."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from app.course import Course, CourseError, read_course
from app.limits import MAX_COURSE_BYTES

SHIPPED = Path(__file__).parent / "course_files"
"""The folder of the courses that come with the application."""


@cache
def courses(own: Path | None = None) -> dict[str, Course]:
    """Every course by its name: the operator's own first, where names are the same in the place of ours.

    Args:
        own: a folder of files ``<name>.toml``, or None.

    Raises:
        CourseError: a file cannot be read as a course; the message names it.
    """
    found = _of(own) if own else {}
    return found | {name: course for name, course in _of(SHIPPED).items() if name not in found}


def read_file(path: Path) -> Course:
    """The course in a file.

    Raises:
        CourseError: it cannot be read as one; the message names it.
    """
    try:
        if path.stat().st_size > MAX_COURSE_BYTES:
            raise CourseError(f"it is larger than {MAX_COURSE_BYTES:,} bytes")
        return read_course(path.stem, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: it cannot be read: {error}") from None
    except CourseError as error:
        raise CourseError(f"{path}: {error}") from None


def _of(folder: Path) -> dict[str, Course]:
    if not folder.is_dir():
        raise CourseError(f"{folder}: this is no folder")
    return {path.stem: read_file(path) for path in sorted(folder.glob("*.toml"))}


def check_courses(names: Sequence[str]) -> None:
    """Say of each file how many moments it has.

    Raises:
        SystemExit: no file is named; or one is wrong: with what is wrong, where, and what is allowed.
    """
    if not names:
        raise SystemExit("backprop-visualizer: check-course wants the name of a course’s file, such as mine.toml")
    try:
        for name in names:
            course = read_file(Path(name))
            print(f"{name}: “{course.title}”, {len(course.items)} items, /course/{course.name}")
    except CourseError as error:
        raise SystemExit(f"backprop-visualizer: {error}") from None
