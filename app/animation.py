"""An animation of moments of a lesson, or of updates of a run, as GIF: drawn frame by frame, in parts or as a whole."""

import io
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from itertools import count
from xml.sax.saxutils import escape

from PIL import Image

from app.checkpoints import states_at
from app.drawn_files import lesson_svg, train_svg, train_words
from app.errors import BadInput
from app.gif import CLOSING, frame, opening
from app.language import _
from app.lesson import Lesson
from app.lesson_url import parse, query
from app.limits import (
    ANIMATION_PACES,
    ANIMATION_PART,
    ANIMATION_PIXELS,
    ANIMATION_WIDTHS,
    MAX_ANIMATION_FRAMES,
)
from app.moment import moment
from app.parameters import Pairs, whole, without
from app.picture_style import colour
from app.raster import png_of
from app.span import read_span

WIDTH, PACE, RUN_PACE, RUN_FRAMES = 800, 1000, 200, 30
LOOKS = ("pace", "width")
OF_RUN = ("first", "last", "frames")
_LINES = 2
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)" width="[\d.]+" height="[\d.]+"')


@dataclass(frozen=True, slots=True)
class Animation:
    """What is animated.

    Attributes:
        path: its address without the query.
        query: the canonical query.
        frames: how many there are.
        draw: the picture of some of them, counted from 0, as SVG, with the words below it.
        pace: milliseconds that each is seen.
        width: in pixels.
        height: in pixels.
    """

    path: str
    query: str
    frames: int
    draw: Callable[[range], list[str]]
    pace: int
    width: int
    height: int

    @property
    def parts(self) -> int:
        """In how many parts it can be made."""
        return -(-self.frames // ANIMATION_PART)

    def part(self, number: int) -> bytes:
        """The part of this number, counted from 0; all parts one after the other are the whole."""
        return self._made(range(number * ANIMATION_PART, min((number + 1) * ANIMATION_PART, self.frames)))

    def whole(self) -> bytes:
        """The whole file."""
        return self._made(range(self.frames))

    def _made(self, wanted: range) -> bytes:
        before: Image.Image | None = None
        made = opening(self.width, self.height) if wanted.start == 0 else b""
        first = max(wanted.start - 1, 0)
        for number, svg in zip(count(first), self.draw(range(first, wanted.stop)), strict=False):
            drawn = Image.open(io.BytesIO(png_of(svg, self.width))).convert("RGB")
            image = Image.new("RGB", (self.width, self.height), drawn.getpixel((0, 0)))
            image.paste(drawn)
            made += frame(image, before, self.pace) if number in wanted else b""
            before = image
        return made + (CLOSING if wanted.stop == self.frames else b"")


def lesson_animation(pairs: Pairs) -> Animation:
    """Moments of a lesson: ``from`` and ``count`` as for a file of it, ``pace`` and ``width``.

    Raises:
        BadInput: a parameter is not allowed, or it would take too long.
    """
    span = read_span(without(pairs, LOOKS), lambda _lesson: MAX_ANIMATION_FRAMES)
    lesson = _painted(span.lesson)

    def draw(wanted: range) -> list[str]:
        return [_captioned(lesson_svg(moment(lesson.at(span.times[number]))), lesson) for number in wanted]

    return _animation("/lesson.gif", span.query, len(span.times), draw, pairs, PACE)


def run_animation(pairs: Pairs) -> Animation:
    """Updates of a run: ``frames`` of them from ``first`` to ``last``, evenly, and ``pace`` and ``width``.

    Raises:
        BadInput: a parameter is not allowed, or it would take too long.
    """
    lesson = parse(without(pairs, (*OF_RUN, *LOOKS)))
    most, here = lesson.most_updates, lesson.time // len(lesson.program)
    last = whole(pairs, "last", here or min(100, most), 1, most)
    first = whole(pairs, "first", 0, 0, last - 1)
    frames = whole(pairs, "frames", RUN_FRAMES, 2, MAX_ANIMATION_FRAMES)
    counts = sorted({first + round(number * (last - first) / (frames - 1)) for number in range(frames)})
    painted = _painted(lesson)

    def draw(wanted: range) -> list[str]:
        asked = counts[wanted.start : wanted.stop]
        states = list(states_at(lesson.recipe, lesson.edits, asked))
        # Of a run that diverges the last finite state stays.
        states += [states[-1]] * (len(asked) - len(states))
        return [_captioned(train_svg(painted, one), lesson, train_words(lesson, one)) for one in states]

    said = "&".join(filter(None, (query(lesson), f"first={first}", f"last={last}", f"frames={frames}")))
    return _animation("/train.gif", said, len(counts), draw, pairs, RUN_PACE)


def _animation(
    path: str, said: str, frames: int, draw: Callable[[range], list[str]], pairs: Pairs, usual: int
) -> Animation:
    pace = whole(pairs, "pace", usual, *ANIMATION_PACES)
    across, down = _size(draw(range(1))[0])
    widest = int((ANIMATION_PIXELS / frames * across / down) ** 0.5)
    width = whole(pairs, "width", min(WIDTH, widest), *ANIMATION_WIDTHS)
    height = round(width * down / across)
    if frames * width * height > ANIMATION_PIXELS:
        most = ANIMATION_PIXELS // (width * height)
        raise BadInput(
            "width", width, _("at most {widest} for {frames} frames, or {most} frames", widest=widest, frames=frames,
                              most=most),
            _("{frames} frames of {width} × {height} pixels take too long to draw", frames=frames, width=width,
              height=height),
        )  # fmt: skip
    said = "&".join(filter(None, (said, f"pace={pace}", f"width={width}")))
    return Animation(path, said, frames, draw, pace, width, height)


def _painted(lesson: Lesson) -> Lesson:
    return lesson.viewed(theme="light") if lesson.view.theme == "auto" else lesson


def _size(svg: str) -> tuple[float, float]:
    found = _SIZE.search(svg)
    assert found is not None
    return float(found[1]), float(found[2])


def _captioned(svg: str, lesson: Lesson, words: str = "") -> str:
    """A picture with words below it, those that describe it unless others are given."""
    width, height = _size(svg)
    words = words or _described(svg)
    letter = width / 52
    wide = any(ord(one) > 0x2E80 for one in words)
    lines = textwrap.wrap(words, 48 if wide else 92, max_lines=_LINES, placeholder=" …")
    below = height + 2.2 * letter * _LINES
    ink = colour("ink", _painted(lesson).view.theme)
    said = "".join(
        f'<text x="{letter:g}" y="{height + (1.1 + 1.5 * number) * letter:g}" font-size="{letter:g}" fill="{ink}"'
        f' style="text-anchor: start">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    size = f'viewBox="0 0 {width:g} {below:g}" width="{width:g}" height="{below:g}"'
    return _SIZE.sub(size, svg, count=1).removesuffix("</svg>\n") + said + "</svg>\n"


def _described(svg: str) -> str:
    return unescape(svg.partition('<desc id="desc">')[2].partition("</desc>")[0])
