"""Equal addresses have equal bytes: whatever was asked for before, in any order, from any number of threads."""

import gc
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import _lru_cache_wrapper, lru_cache
from typing import Any

import pytest

from app import answers, checkpoints, training_run
from tests.client import Client

MOONS = "layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:40:0.1:1&test=0.3&init=xavier&lr=0.5"
LESSONS = [
    f"{MOONS}&opt=momentum&reduction=mean&updates=137&run=500",
    f"{MOONS}&opt=momentum&reduction=mean&updates=138&run=500",
    f"{MOONS}&opt=adam&batch=6&updates=261&focus=w-1-2-1",
    f"{MOONS}&opt=adam&batch=6&set=w1:0.5@90,lr:0.1@120,n3:out@130,w2:frozen@140,n3:in@200,w2:free@250&updates=261",
    f"{MOONS}&opt=adam&batch=6&set=w1:0.5@90,lr:0.1@120,n3:out@130,w2:frozen@140,n3:in@200,w2:free@250&updates=130",
    f"{MOONS}&batch=1&set=lr:0.2@99&updates=1900&open=figures,settings",
    "layers=2-8-1&act=relu,linear&loss=half_squared_error&data=moons:60:0.1:1&init=he&lr=50&reduction=mean&updates=500",
]


def addresses() -> list[str]:
    found = []
    for said in LESSONS:
        found += [f"{path}?{said}" for path in ("/panels/train", "/lesson", "/train/maps.png", "/train/curves.csv")]
        found.append(f"/train?{said}")
        found += [f"/frames?{said}&first={first}&count=7&stride={stride}" for first, stride in ((0, 1), (128, 40))]
    found += [f"/compare?{LESSONS[0]}&vs=opt%3Dadam", f"/panels/compare?{LESSONS[4]}&vs=lr%3D1"]
    return found


def forget() -> None:
    """Empty everything that is remembered between requests."""
    checkpoints.clear()
    answers.clear()
    training_run.clear()
    for one in _caches():
        one.cache_clear()


@lru_cache(maxsize=1)
def _caches() -> list[Any]:
    every = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)]
    return [one for one in every if one.__module__.startswith(("app.", "engine."))]


def asked(client: Client, address: str) -> bytes:
    """What an address shows, where it leads included, drawn anew."""
    answers.clear()
    response = client.get(address)
    if response.status_code == 303:
        response = client.get(response.headers["location"])
    assert response.status_code == 200, (address, response.text[:300])
    return response.content


@pytest.fixture(scope="module")
def expected(client: Client) -> Iterator[dict[str, bytes]]:
    """Each address asked for alone, with nothing remembered."""
    found = {}
    for address in addresses():
        forget()
        found[address] = asked(client, address)
    yield found
    forget()


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_visits_changes_no_byte(client: Client, expected: dict[str, bytes], seed: int) -> None:
    order, chance = list(expected), random.Random(seed)
    chance.shuffle(order)
    forget()
    for address in order:
        if chance.random() < 0.05:
            forget()
        assert asked(client, address) == expected[address], address


def test_threads_change_no_byte(client: Client, expected: dict[str, bytes]) -> None:
    assert any(one.__name__ == "_data" for one in _caches())
    chance = random.Random(3)
    order = [*expected, *expected]
    chance.shuffle(order)
    forget()

    def ask(address: str) -> tuple[str, bytes]:
        if chance.random() < 0.05:
            checkpoints.clear()
        return address, asked(client, address)

    with ThreadPoolExecutor(8) as pool:
        for address, content in pool.map(ask, order):
            assert content == expected[address], address
