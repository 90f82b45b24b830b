"""Thinned, not greyed away: text keeps 4.5 to 1 against its ground and lines 3 to 1, in both themes."""

import re

import pytest
from playwright.sync_api import Page

MOMENTS = (
    "", "at=a-2-1", "at=dC_da-2-1", "at=dC_dw-2-1", "updates=1&focus=w-2-1-1", "layers=4-8-8-3&at=dC_da-2-1",
    "layers=16-24-24-10&at=z-2-1", "layers=16-24-24-10&at=dC_da-2-1", "at=dC_dz-2-1&screen=projector",
    "at=dC_dz-2-1&view=both", "at=gradient&focus=w-2-1-1", "layers=4-8-8-3&at=dC_da-2-1&view=reversed",
)  # fmt: skip
_STROKES = """() => [...new Map([...document.querySelectorAll("#picture :is(.wire, .bulk, .body, .goal)")]
    .filter(one => one.checkVisibility() && !one.matches(".tip")).map(one => {
        const style = getComputedStyle(one);
        return [one.getAttribute("class") + " " + style.stroke, [style.stroke, Number(style.strokeOpacity)]];
    }))].map(([name, [colour, opacity]]) => ({ name, colour, opacity }))"""
_TEXTS = """() => [...new Map([...document.querySelectorAll("#picture text, #sentence, .question, .figure, .status")]
    .filter(one => one.checkVisibility()).map(one => {
        const style = getComputedStyle(one), svg = one instanceof SVGElement;
        const box = one.closest("a, g") && one.closest("a, g").querySelector(".body");
        return [one.getAttribute("class") + style.fill + style.color,
            [svg ? style.fill : style.color, Number(style.opacity), box ? getComputedStyle(box).fill : ""]];
    }))].map(([name, [colour, opacity, ground]]) => ({ name, colour, opacity, ground }))"""


def rgb(colour: str) -> tuple[float, ...]:
    """Red, green and blue of a computed colour, 0 to 1."""
    numbers = [float(part) for part in re.findall(r"[\d.]+", colour)]
    return tuple(part / 255 for part in numbers[:3])


def luminance(colour: tuple[float, ...]) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, opacity: float, ground: str) -> float:
    """The contrast of a colour, as far as it covers its ground, with that ground."""
    back = rgb(ground)
    front = tuple(opacity * one + (1 - opacity) * other for one, other in zip(rgb(colour), back, strict=True))
    high, low = sorted((luminance(front), luminance(back)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("rgb(0, 0, 0)", 1, "rgb(255, 255, 255)") == pytest.approx(21)
    assert contrast("rgb(118, 118, 118)", 1, "rgb(255, 255, 255)") == pytest.approx(4.54, abs=0.01)
    assert contrast("rgb(0, 0, 0)", 0.5, "rgb(255, 255, 255)") == pytest.approx(3.95, abs=0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_and_text_of_every_state_stand_out(page: Page, theme: str) -> None:
    for moment in MOMENTS:
        page.goto(f"/lesson?{moment}&theme={theme}")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        strokes = [(contrast(one["colour"], one["opacity"], ground), one["name"]) for one in page.evaluate(_STROKES)]
        assert [stroke for stroke in strokes if stroke[0] < 3] == [], moment
        texts = [
            (contrast(one["colour"], one["opacity"], one["ground"] or ground), one["name"])
            for one in page.evaluate(_TEXTS)
        ]
        assert [text for text in texts if text[0] < 4.5] == [], moment
        assert strokes
        assert texts


def test_the_systems_theme_is_followed_unless_the_address_says_otherwise(page: Page) -> None:
    def ground() -> float:
        return luminance(rgb(page.evaluate("getComputedStyle(document.body).backgroundColor")))

    page.emulate_media(color_scheme="light")
    page.goto("/lesson")
    assert ground() > 0.5
    page.goto("/lesson?theme=dark")
    assert ground() < 0.5
    page.emulate_media(color_scheme="dark")
    page.goto("/lesson")
    assert ground() < 0.5
    page.goto("/lesson?theme=light")
    assert ground() > 0.5
