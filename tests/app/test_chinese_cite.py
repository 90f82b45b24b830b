"""The page «Cite this step» in Chinese: no English left, programs that run, LaTeX that every TeX reads."""

import re
from html import unescape

import pytest

from tests.app.cite.lessons import run
from tests.client import Client
from tests.reading import read

NAMES = {
    "Backprop", "Visualizer", "Mazur", "LaTeX", "TikZ", "NumPy", "PyTorch", "BibTeX", "amsmath", "tikz", "url",
    "hyperref", "Keys", "API", "English", "equation", "network", "numpy", "pytorch", "citation", "tex", "bib", "txt",
    "gradient", "Hung",
}  # fmt: skip
PAGES = (
    "/lesson?layers=2-2&at=gradient", "/lesson?layers=2-2", "/lesson?layers=2-30-30-2&at=gradient",
    "/lesson?layers=2-8-8-2&at=gradient",
)  # fmt: skip


@pytest.mark.parametrize("of", PAGES)
def test_no_english_is_left(client: Client, of: str) -> None:
    main = next(one for one in read(client.get("/zh/cite", params={"of": of}).text).walk() if one.tag == "main")
    said = [one.text for one in main.walk() if one.tag in ("h2", "h3", "p", "a", "button")]
    said += [one.get("aria-label") for one in main.walk()]
    assert any("引用" in text for text in said)
    left = {word for text in said for word in re.findall(r"[A-Za-z]{3,}", text)} - NAMES
    assert not left


def test_its_programs_run_and_their_comments_are_chinese(client: Client) -> None:
    of = "/lesson?preset=mosher-mean&updates=2&opt=adam&frozen=w1"
    text = client.get("/zh/cite/numpy.py", params={"of": of}).text
    held = run(text)
    assert "W1_new" in held
    comments = [line for line in text.splitlines() if line.startswith("# ")][2:]
    assert all(re.search(r"[一-鿿]|http|Backprop", line) for line in comments), comments


@pytest.mark.parametrize("at", ["a-1-1", "update-1-1", "loss"])
def test_its_latex_has_no_letter_that_tex_lacks(client: Client, at: str) -> None:
    of = f"/lesson?act=relu&at={at}&frozen=w1"
    page = client.get("/zh/cite", params={"of": of}).text
    for key in ("symbols", "numbers", "network"):
        found = re.search(rf'<textarea id="cite-{key}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
        assert found
        assert unescape(found[1]).isascii()
