"""Every link of every page is canonical, keeps the prefix and is answered."""

from collections.abc import Callable

import pytest

from app.limits import MAX_UPDATES
from tests.app.routes.pages import assert_canonical, opened, page_of
from tests.client import Client

STATES = [
    "preset=notes",
    "at=loss&focus=w-3-1-1&guide=ask",
    "at=loss&focus=w-3-1-1&guide=falls",
    "at=loss&guide=all",
    "at=dC_dz-2-1&unfold=1&focus=w-2-1-1&zoom=2",
    "at=dC_dw-2-1&focus=z-2-1&open=figures,settings,table",
    "preset=mosher&at=dL_dw-1-1&example=2&focus=C&open=settings",
    "preset=mazur&focus=w-1-1-2&frozen=w5,biases,w1",
    "preset=softmax&at=loss&focus=z-1-2&notation=common",
    "set=w5:0.4,b1:1000000@2&updates=3&focus=b-1-1&at=dC_dz-1-1",
    "frozen=w9,w3,layer1&focus=w-2-1-1&dx=1&at=dC_dx-0-1&screen=projector",
    f"preset=xor&updates={MAX_UPDATES}&at=gradient&step=pass&focus=x-0-2",
    f"preset=xor&updates={MAX_UPDATES}&at=update-1-1",
    "layers=4-8-5&at=dC_dz-1-3&focus=z-1-3&open=table",
    "layers=8-16-10&act=relu,softmax&loss=cross_entropy&at=dC_da-1-3&focus=z-2-1",
    "layers=2-2&act=linear&loss=mse&lr=1000&x=1e6,1e6&updates=60&focus=w-1-1-1&open=settings,table",
]


@pytest.mark.parametrize("root", ["", "/backprop"])
def test_every_link_leads_to_a_canonical_address(client_for: Callable[..., Client], root: str) -> None:
    client = client_for(root_path=root)
    for address in STATES:
        page = opened(client, root + page_of(address))
        assert len(page.targets) > 20
        for target in page.targets:
            assert_canonical(target, root)


@pytest.mark.parametrize("root", ["", "/backprop"])
def test_the_links_of_a_page_are_answered(client_for: Callable[..., Client], root: str) -> None:
    client = client_for(root_path=root)
    page = opened(client, f"{root}{page_of('preset=mosher&updates=1&at=dC_dz-1-1&focus=w-1-1-1&open=settings,table')}")
    for target in sorted(page.targets)[::5]:
        assert client.get(target, follow_redirects=True).status_code == 200, target


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("preset=notes", "/lesson"),
        ("at=loss&preset=mazur", "/lesson?preset=mazur&at=loss"),
        ("lr=0.50", "/lesson"),
        ("at=update-3-2", "/lesson?updates=1"),
        ("focus=z%2D2-1", "/lesson?focus=z-2-1"),
        ("frozen=b1,w2,w1", "/lesson?frozen=w1,w2,b1"),
        ("layers=2-2&fit=2-2-2-2&w=1,2,3,4;1,2,3,4;1,2,3,4", None),
        ("v=1", "/lesson"),
    ],
)
def test_another_way_to_say_it_is_sent_to_the_canonical_address(
    client_for: Callable[..., Client], asked: str, canonical: str | None
) -> None:
    for root in ("", "/backprop"):
        client = client_for(root_path=root)
        response = client.get(f"{root}/lesson?{asked}")
        assert response.status_code == 303
        target = response.headers["location"]
        assert_canonical(target, root)
        assert canonical is None or target == root + canonical
        assert client.get(target).status_code == 200


def test_the_canonical_link_names_the_lesson_with_host_and_prefix(client_for: Callable[..., Client]) -> None:
    for root in ("", "/backprop"):
        page = opened(client_for(root_path=root), f"{root}/lesson?at=loss")
        (link,) = page.all("link", rel="canonical")
        assert link["href"] == f"http://testserver{root}/lesson?at=loss"
