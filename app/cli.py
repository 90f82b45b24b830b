"""The command ``backprop-visualizer``, also ``python -m app``: serves the application, or writes a lesson as a file."""

import argparse
import sys
from collections.abc import Sequence

from pydantic import ValidationError

from app import __version__
from app.course import CourseError
from app.courses import check_courses, courses
from app.serving import serve
from app.settings import Settings
from app.writing import write


def _arguments(defaults: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="backprop-visualizer",
        description="Step through any small neural network, forward and backward, with true numbers.",
        epilog="“backprop-visualizer write ADDRESS FILE” writes a lesson as one HTML file instead of serving;"
        " “backprop-visualizer check-course FILE…” says what is wrong in a course, or nothing."
        f" Defaults may be set by {', '.join(f'BACKPROP_{name.upper()}' for name in Settings.model_fields)}.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    for name, field in Settings.model_fields.items():
        option, default = f"--{name.replace('_', '-')}", getattr(defaults, name)
        if field.annotation is bool:
            action = argparse.BooleanOptionalAction
            parser.add_argument(option, default=default, action=action, help=field.description)
        else:
            parser.add_argument(option, default=default, help=field.description)
    parser.add_argument("--open", action="store_true", help="open the address in a browser")
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until interrupted; exit with a message when a setting is out of range or the port is taken.

    With ``write`` as the first argument a file is written instead, with ``check-course`` files of courses are checked.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["write"]:
        write(arguments[1:])
        return
    if arguments[:1] == ["check-course"]:
        check_courses(arguments[1:])
        return
    try:
        parser = _arguments(Settings())
        options = vars(parser.parse_args(arguments))
        open_browser = options.pop("open")
        settings = Settings(**options)
        courses(settings.courses)
    except CourseError as error:
        raise SystemExit(f"backprop-visualizer: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        raise SystemExit(f"backprop-visualizer: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    serve(settings, open_browser)
