"""What the share dialog hands out, put as it is into pages of another site: it shows its moment there, and steps."""

import json
import re
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.host_page import another_site, history_length

MOMENTS = {
    "lesson": "/lesson?preset=mazur&at=dC_dz-1-1",
    "Chinese": "/zh/lesson?preset=mazur&at=dC_dz-1-1",
    "train": "/train?layers=2-4-1&act=tanh,sigmoid&data=xor:80:0.1:1&updates=20",
    "digit": "/digit?at=loss",
    "idea": "/ideas/chain-1",
}
SLOPE = 0.008771354
"""Of Mazur's example: ∂C/∂z₁ = 0.036350306 · 0.241300709, by hand."""

HOST = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><input id="note" autofocus>{body}'
DECK = """<style>section {{ position: absolute; inset: 0; visibility: hidden; display: flex; flex-direction: column }}
section.present {{ visibility: visible }} .r-stretch {{ flex: 1 }}</style><section></section>{body}"""


@pytest.fixture(scope="module")
def publish() -> Iterator[Callable[[str], str]]:
    """Publishes a page on another site; its address."""
    with another_site() as publish:
        yield publish


def snippet(page: Page, base_url: str, of: str, key: str) -> str:
    """What the field for a place holds, read from the page for sharing."""
    page.goto(base_url + of)
    page.goto(page.locator("#share").evaluate("link => link.href"))
    return page.locator(f"#copy-{key}").input_value()


def frame_of(page: Page) -> Frame:
    frame = page.locator("iframe").element_handle().content_frame()
    assert frame
    expect(frame.locator("#lesson")).to_be_visible()
    return frame


def html_of(key: str, text: str) -> str:
    """The page of a host: what each of them makes of its snippet, as their own programs were seen to do."""
    if key == "quarto":
        raw = re.fullmatch(r"```\{=html\}\n(.*)\n```", text, re.DOTALL)
        assert raw
        return HOST.format(body=raw[1])
    if key == "reveal":
        return HOST.format(body=DECK.format(body=text))
    if key == "myst":
        head = re.match(r"```\{iframe\} (\S+)\n", text)
        options = dict(re.findall(r"^:(\w+): (.*)$", text, re.MULTILINE))
        assert head
        source, title = escape(head[1]), escape(options["title"])
        frame = f'<iframe src="{source}" title="{title}" width="100%" height="100%"></iframe>'
        return HOST.format(body=f'<div style="width: 700px; height: 420px">{frame}</div>')
    return HOST.format(body=text)


@pytest.mark.parametrize("key", ["iframe", "quarto", "myst", "reveal"])
@pytest.mark.parametrize("name", MOMENTS)
def test_what_is_handed_out_shows_its_moment_and_takes_nothing(
    page: Page, base_url: str, publish: Callable[[str], str], name: str, key: str
) -> None:
    text = snippet(page, base_url, MOMENTS[name], key)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(publish(html_of(key, text)))
    if key == "reveal":
        page.locator("section").last.evaluate("slide => slide.classList.add('present')")
    frame = frame_of(page)
    length = history_length(page)
    assert page.evaluate("document.activeElement.id") == "note"
    assert page.locator("iframe").get_attribute("title")
    before = frame.url
    if name in ("lesson", "Chinese"):
        assert float(frame.locator("#dC_dz-1-1").get_attribute("data-value") or 0) == pytest.approx(SLOPE, abs=1e-8)
        assert frame.locator("html").get_attribute("lang") == ("zh" if name == "Chinese" else "en")
        frame.locator("#step").click()
        expect(frame.locator("#sentence")).to_contain_text("z₂")
        page.keyboard.press("ArrowRight")
        frame.wait_for_url(re.compile("at=dC_dw-1-1$"))
    elif name == "train":
        expect(frame.locator("[data-frame=updates]")).to_have_text("20")
        frame.locator("#step-10").click()
        expect(frame.locator("[data-frame=updates]")).to_have_text("30")
    elif name == "digit":
        expect(frame.locator("#sentence")).to_contain_text("C")
        frame.locator("#step").click()
        frame.wait_for_url(lambda url: url != before)
    else:
        frame.locator("#settings input[type=range]").first.press("ArrowRight")
        frame.wait_for_url(lambda url: url != before)
    assert history_length(page) == length
    ours, host = urlsplit(base_url).netloc, urlsplit(page.url).netloc
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {ours, host}


def test_a_site_into_which_an_address_is_pasted_finds_the_frame(
    page: Page, base_url: str, publish: Callable[[str], str]
) -> None:
    page.goto(base_url + MOMENTS["Chinese"])
    found = page.locator('link[type="application/json+oembed"]').get_attribute("href")
    answer = json.loads(page.request.get(f"{found}&maxwidth=600&maxheight=400").text())
    page.goto(publish(HOST.format(body=answer["html"])))
    frame = frame_of(page)
    assert (answer["width"], answer["height"]) == (600, 400)
    assert float(frame.locator("#dC_dz-1-1").get_attribute("data-value") or 0) == pytest.approx(SLOPE, abs=1e-8)


def test_a_picture_leads_from_a_page_of_another_site_to_the_moment(
    page: Page, base_url: str, publish: Callable[[str], str]
) -> None:
    text = snippet(page, base_url, MOMENTS["lesson"], "picture")
    page.goto(publish(HOST.format(body=text)))
    assert page.locator("img").evaluate("async image => { await image.decode(); return image.naturalWidth; }") > 300
    page.locator("img").click()
    expect(page).to_have_url(base_url + MOMENTS["lesson"])
