"""∇L with every row: what it is and the way back stay in sight, and no row is cut, wherever one has scrolled to."""

import pytest
from playwright.sync_api import Page

_EDGES = """to => {
    const frame = document.querySelector(".equation"), box = one => one.getBoundingClientRect();
    frame.scrollTo(0, to);
    return new Promise(done => setTimeout(() => {
        const around = box(frame), name = box(frame.querySelector(".line")), back = box(frame.querySelector(".quiet"));
        const rows = [...frame.querySelectorAll("mtr")].map(box);
        const cut = edge => rows.filter(row => row.top < edge - 1 && row.bottom > edge + 1).length;
        done({ above: name.top - around.top, below: around.bottom - back.bottom,
            cut: cut(name.bottom) + cut(back.top),
            whole: rows.filter(row => row.top > name.bottom - 1 && row.bottom < back.top + 1).length });
    }, 100));
}"""


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("lesson", ["", "layers=8-12-8-4&"], ids=["18 rows", "248 rows"])
def test_all_rows_scroll_between_their_name_and_the_way_back(page: Page, lesson: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/lesson?{lesson}at=gradient&open=gradient")
    for to in (0, 133, 10_000):
        edges = page.evaluate(_EDGES, to)
        assert edges["above"] == pytest.approx(0, abs=1), to
        assert edges["below"] == pytest.approx(0, abs=1), to
        assert edges["cut"] == 0, to
        assert edges["whole"] == 6, to
