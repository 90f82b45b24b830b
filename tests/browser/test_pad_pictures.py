"""Pictures on the pad: uploaded, pasted, refused, and the drawing downloaded."""

import base64
import io

import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect

from engine.digit_images import enlarged
from tests.browser.digit_page import ONE, answer, draw, ink, opened, rested


def photo() -> bytes:
    out = io.BytesIO()
    picture = 255 - 200 * np.kron(enlarged()[7], np.ones((6, 6)))
    Image.fromarray(np.rint(picture).astype(np.uint8)).save(out, "PNG")
    return out.getvalue()


def test_the_first_example_lies_faintly_under_what_is_drawn_first(page: Page) -> None:
    opened(page)
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert 0.01 < ink(page) < 0.05, "a 7 at less than a fifth of its ink"
    page.get_by_role("radio", name="fine").check()
    draw(page, ((0.05, 0.95), (0.06, 0.95)), lift=False)
    expect(page.locator("#pad.painted")).to_be_visible()
    assert 0 < ink(page) < 0.005, "the dot alone"
    page.mouse.up()
    rested(page)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#answer")).to_have_text("Nothing is drawn yet.")
    assert ink(page) == 0


def test_a_picture_is_uploaded_when_it_is_chosen(page: Page) -> None:
    opened(page)
    page.locator("#picture-file").set_input_files({"name": "seven.png", "mimeType": "image/png", "buffer": photo()})
    rested(page)
    assert "takes it for a 7" in answer(page)


def test_a_picture_is_pasted(page: Page) -> None:
    opened(page)
    page.evaluate(
        """text => {
            const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0)), given = new DataTransfer();
            given.items.add(new File([bytes], 'seven.png', { type: 'image/png' }));
            document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: given, bubbles: true }));
        }""",
        base64.b64encode(photo()).decode(),
    )
    rested(page)
    assert "takes it for a 7" in answer(page)


def test_a_picture_that_is_none_is_named(page: Page, complaints: list[str]) -> None:
    opened(page)
    page.locator("#picture-file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"text"})
    expect(page.locator(".problem")).to_contain_text("no picture of a kind")
    complaints.clear()


def test_the_drawing_is_downloaded_black_on_white(page: Page) -> None:
    opened(page)
    draw(page, ONE)
    rested(page)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download the drawing").click()
    assert downloading.value.suggested_filename == "digit.png"
    pixels = np.asarray(Image.open(downloading.value.path()).convert("L"))
    assert pixels.shape == (512, 512)
    assert pixels[256, 256] == 0
    assert pixels[256, 60] == 255
