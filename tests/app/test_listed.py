"""Several things in words."""

import pytest

from app.language import speaking
from app.listed import listed


@pytest.mark.parametrize(
    ("names", "english", "chinese"),
    [
        ([], "", ""),
        (["z₁"], "z₁", "z₁"),
        (["z₁", "z₂"], "z₁ and z₂", "z₁ 和 z₂"),
        (["z₁", "z₂", "z₃"], "z₁, z₂ and z₃", "z₁、z₂ 和 z₃"),
    ],
)
def test_the_language_says_what_stands_between(names: list[str], english: str, chinese: str) -> None:
    assert listed(names) == english
    with speaking("zh"):
        assert listed(names) == chinese
