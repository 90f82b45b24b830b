"""A page of another origin that has a frame, as course sites have them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import Frame, Page, expect

PAGE = """<!doctype html><title>Course</title><h1>Course</h1><input id="note" autofocus>
<iframe id="frame" title="lesson" {attributes} src="{address}"></iframe>
<script src="/listen.js"></script>"""
LISTEN = """window.said = [];
addEventListener("message", (event) => {
    said.push(event.data);
    if (document.body.dataset.obeys && event.data.subject === "lti.frameResize") {
        document.getElementById("frame").height = event.data.height;
    }
});"""


@contextmanager
def another_site() -> Iterator[Callable[[str], str]]:
    """Serves HTML that it is given; its address. Its port is its own, and so is its origin."""
    pages: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            script = self.path == "/listen.js"
            body = (LISTEN if script else pages.get(self.path, "")).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript" if script else "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Not a word."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()

    def publish(html: str) -> str:
        path = f"/{len(pages)}"
        pages[path] = html
        return f"http://127.0.0.1:{server.server_port}{path}"

    try:
        yield publish
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def embedded(
    page: Page, publish: Callable[[str], str], address: str, attributes: str = 'width="640" height="360"'
) -> Frame:
    """The frame of a page of another site, with its scripts running."""
    page.goto(publish(PAGE.format(attributes=attributes, address=address.replace("&", "&amp;"))))
    frame = page.locator("#frame").element_handle().content_frame()
    assert frame
    expect(frame.locator("#lesson")).to_be_visible()
    expect(frame.locator("#readout")).to_be_attached()
    return frame


def history_length(page: Page) -> int:
    length: int = page.evaluate("history.length")
    return length
