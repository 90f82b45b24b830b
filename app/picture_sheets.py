"""The stylesheets of the pages, read for pictures that stand alone: rules without conditions, colours by name.

What only browsers can work out is worked out here: colours that are mixed or depend on the theme get a name in the
palette, and a number that classes hand to a rule is written into rules of these classes.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.build import STATIC

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT_BLOCK = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_FONT = re.compile(r"@font-face \{[^{}]*\}")
_PAIR = re.compile(r"light-dark\((#\w+), (#\w+)\)")
_NAMED = re.compile(r"--([\w-]+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+));")
_MIXED = re.compile(r"color-mix\(in srgb, var\(--([\w-]+)\) calc\(var\(--s\) \* 12\.5%\), var\(--([\w-]+)\)\)")
_LINE = "stroke-width: var(--line)"
_SHADES = 8
"""The class ``s1`` mixes an eighth of a colour into the ground, ``s8`` nothing but the colour."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sheets:
    """What pictures need of some stylesheets.

    Attributes:
        rules: selectors and declarations, in order.
        palette: each colour by its name: on light and on dark ground.
        fonts: the rules of fonts that lie on the device.
    """

    rules: tuple[tuple[str, str], ...]
    palette: dict[str, Pair]
    fonts: tuple[str, ...]


@lru_cache
def sheets(names: tuple[str, ...]) -> Sheets:
    """The stylesheets of these names, one after the other."""
    text = _COMMENT.sub("", "\n".join((STATIC / name).read_text() for name in names))
    palette: dict[str, Pair] = {
        name: (light or plain, dark or plain) for name, light, dark, plain in _NAMED.findall(text)
    }
    fonts = tuple(font for font in _FONT.findall(text) if "local(" in font)
    rules: list[tuple[str, str]] = []
    for selectors, body in _RULE.findall(_FONT.sub("", _AT_BLOCK.sub("", text))):
        rules += _worked_out(selectors.strip(), body, palette)
    return Sheets(tuple(rules), palette, fonts)


def _worked_out(selectors: str, body: str, palette: dict[str, Pair]) -> list[tuple[str, str]]:
    def named(found: re.Match[str]) -> str:
        name = f"{found[1][1:]}-{found[2][1:]}"
        palette.setdefault(name, (found[1], found[2]))
        return f"var(--{name})"

    if not selectors.startswith(":root"):
        body = _PAIR.sub(named, body)
    body = body.replace(_LINE, "").replace("--line:", "stroke-width:")
    mixed = _MIXED.search(body)
    if not mixed:
        return [(selectors, body)]

    def shaded(shade: int) -> str:
        name = f"{mixed[1]}-{mixed[2]}-{shade}"
        pairs = zip(palette[mixed[1]], palette[mixed[2]], strict=True)
        palette[name] = tuple(_mix(one, other, shade / _SHADES) for one, other in pairs)  # type: ignore[assignment]
        return _MIXED.sub(f"var(--{name})", body)

    return [(selectors, shaded(_SHADES)), *((f"{selectors}.s{shade}", shaded(shade)) for shade in range(_SHADES))]


def _mix(one: str, other: str, share: float) -> str:
    """So much of one colour and the rest of another, in sRGB."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)
