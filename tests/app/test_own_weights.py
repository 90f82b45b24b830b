from pathlib import Path

import pytest

from app import store, tokens
from app.address.grammar import Unreadable
from app.errors import BadInput
from app.own_weights import is_name, keep, numbers_of, resolve


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(store, "_current", store.Store(tmp_path / "store"))


def test_what_is_kept_comes_back() -> None:
    for w, b in (("1,2;3", "0;1"), ("1,2", "")):
        name = keep(w, b)
        assert is_name(name)
        assert resolve(name) == (w, b)


def test_a_name_stands_for_the_numbers_of_a_network_of_its_sizes() -> None:
    name = keep("1,2;3", "0;1")
    assert numbers_of(name, (2, 1, 1)) == (((1, 2), (3,)), ((0,), (1,)))
    assert numbers_of(name, (2, 1, 1)) is numbers_of(name, (2, 1, 1))
    for sizes in ((2, 1), (1, 2, 1)):
        with pytest.raises(Unreadable):
            numbers_of(name, sizes)


def test_data_is_no_weights() -> None:
    assert not is_name("1,2;3")
    for name in (tokens.kept("a,b"), tokens.kept("a,b\n1,2\n3,4\n"), "~" + "a" * 24):
        with pytest.raises(BadInput) as caught:
            resolve(name)
        assert caught.value.field == "w"
