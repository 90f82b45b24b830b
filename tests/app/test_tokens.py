import zlib
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import store
from app.errors import BadInput
from app.tokens import kept, note_use, packed, text_of


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(store, "_current", store.Store(tmp_path / "store"))


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_packed_is_unpacked(text: str) -> None:
    token = packed(text)
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
    assert text_of(token, "data", "data", 10_000) == text


def test_an_older_packing_is_still_read() -> None:
    assert text_of(".eAFLTNRJ0jHUMeICAAyMAhY", "data", "data", 100) == "aa,b,1,2\n"


def test_what_is_kept_is_found_by_its_name() -> None:
    token = kept("a,b")
    assert token == kept("a,b")
    assert len(token) == 25
    assert text_of(token, "data", "data", 3) == "a,b"
    note_use(token)
    note_use(packed("a"))


def whole(data: bytes) -> str:
    return "." + urlsafe_b64encode(data).decode().rstrip("=")


GOOD = zlib.compress(b"abc")


@pytest.mark.parametrize(
    "token",
    [
        "", ".", "~", "abc", ".a", ".abcde", "~abc", ".eNp!", "~" + "a" * 23, "~" + "a" * 24, "." + "a" * 4000, ".é",
        whole(GOOD[:-1]), whole(GOOD + b"x"), whole(GOOD[:-1] + b"\0"), whole(zlib.compress(b"\xff\xfe")),
        whole(zlib.compress(bytes(50_000_000), 9)), whole(zlib.compress(bytes(101))),
    ],
)  # fmt: skip
def test_a_token_that_stands_for_nothing_is_refused(token: str) -> None:
    with pytest.raises(BadInput) as caught:
        text_of(token, "w", "weights", 100)
    assert caught.value.field == "w"
    assert ("upload it again" in caught.value.message) == (len(token) == 25 and token[0] == "~")


def test_a_kept_text_has_its_bound_too() -> None:
    with pytest.raises(BadInput):
        text_of(kept("a" * 101), "data", "data", 100)
