"""What is left of a page without the controls of a group: letter for letter what it was, but for those."""

import re
from html.parser import HTMLParser

import pytest

from app.control_places import PLACES
from app.controls import ALL, NAMES
from app.pruning import _places, pruned
from tests.client import Client

_OPEN = {"loss": "?reveal=1", "check": "?reveal=1", "debug": "?reveal=1", "beliefs": "?reveal=1"}
PAGES = {
    "lesson": "/embed?preset=mazur&set=w5:0.4&at=dC_dz-2-1&focus=w-1-1-1&open=figures,settings,table&was=w-2-1-1:@0",
    "examples": "/embed?preset=xor&at=dC_dz-2-1&focus=z-2-1",
    "first": "/embed?guide=ask",
    "guessed": "/embed?guide=rises",
    "train": "/embed/train?layers=2-3-1&data=xor:60:0.1:1&updates=5&run=9&set=n3:out@2&focus=w-1-1-1"
    "&open=figures,settings",
    "many": "/embed/train?layers=2-3-1&data=xor:400:0.1:1&updates=5",
    "diverged": "/embed/train?layers=2-3-1&data=xor:60:0.1:1&lr=900&updates=3",
    "digit": "/embed/digit?target=5&focus=x-0-37&at=gradient&steps=w5",
    "sure": "/embed/digit?target=7",
    "untrained": "/embed/digit?seed=1&trained=20",
    "compare": "/embed/compare?layers=2-3-1&data=xor:60:0.1:1&updates=5&vs=lr%3D0.1",
    **{name: f"/embed/ideas/{name}" + _OPEN.get(name, "") for name in (
        "loss", "chain-1", "chain-2", "neuron", "forward", "backward", "cases", "paths", "check", "slips", "framework",
        "beliefs", "debug",
    )},
}  # fmt: skip
_NUMBERS = re.compile(r'id="([^"]+)"[^>]* data-value="([^"]+)"')


class _Balance(HTMLParser):
    """Every end tag closes what was opened last."""

    void = frozenset({"br", "hr", "img", "input", "link", "meta"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def pages(client: Client) -> dict[str, str]:
    """Each page as it is in a frame, with everything."""
    found = {}
    for name, address in PAGES.items():
        answer = client.get(address)
        while answer.status_code == 303:
            answer = client.get(answer.headers["location"])
        assert answer.status_code == 200, (name, answer.text)
        found[name] = answer.text
    return found


@pytest.mark.parametrize("name", PAGES)
def test_without_a_group_to_hide_a_page_is_as_it_was(pages: dict[str, str], name: str) -> None:
    assert pruned(pages[name], ()) == pages[name]


@pytest.mark.parametrize("group", NAMES)
@pytest.mark.parametrize("name", PAGES)
def test_what_is_left_is_well_formed_and_keeps_every_number(pages: dict[str, str], name: str, group: str) -> None:
    left = pruned(pages[name], [group])
    balance = _Balance()
    balance.feed(left)
    assert balance.open == []
    assert len(balance.ids) == len(set(balance.ids))
    assert _NUMBERS.findall(left) == _NUMBERS.findall(pages[name])
    assert left.count("<math") >= pages[name].count("<math")


@pytest.mark.parametrize("group", NAMES)
def test_every_place_of_the_table_is_on_some_page(
    pages: dict[str, str], group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in PLACES[group]:
        monkeypatch.setitem(PLACES, "one", (place,))
        _places.cache_clear()
        assert any(pruned(page, ["one"]) != page for page in pages.values()), place
    _places.cache_clear()


def test_a_locked_field_is_its_value_and_a_locked_choice_what_is_chosen() -> None:
    page = (
        '<form id="settings" class="a" action="/x" method="get"><input type="hidden" name="v" value="1">'
        '<label for="n">η</label><input id="n" name="lr" value="0.5 &lt; 1" autocomplete="off">'
        '<select id="c" name="act"><option value="r">relu</option>'
        '<option value="s" selected>sigmoid &amp; co</option></select>'
        '<select name="d"><option value="1">one</option><option value="2">two</option></select>'
        '<a class="size" href="/y" hx-get="/z" aria-label="no">words</a>'
        '<button type="submit"><b>Set</b></button></form><p>x</p>'
    )
    assert pruned(page, ["editing"]) == (
        '<div id="settings" class="a"><span>η</span><b class="locked" id="n">0.5 &lt; 1</b>'
        '<b class="locked">sigmoid &amp; co</b><b class="locked">one</b><span class="size">words</span></div><p>x</p>'
    )


def test_a_mark_of_the_picture_is_a_picture_that_is_no_link() -> None:
    page = (
        '<svg><a id="neuron-1-1" class="mark node" href="/l" tabindex="-1" aria-label="z₁ &gt; 0">'
        '<path d="M0"/></a></svg>'
    )
    assert pruned(page, ["inspector"]) == (
        '<svg><g id="neuron-1-1" class="mark node" aria-label="z₁ &gt; 0" role="img" tabindex="-1">'
        '<path d="M0"/></g></svg>'
    )


def test_the_groups_are_those_of_the_addresses() -> None:
    assert set(PLACES) == ALL
