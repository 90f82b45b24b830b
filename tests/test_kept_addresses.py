"""What an address opens to stays so, to 1e-9, in every release from 1.4 on."""

import json
import math
from urllib.parse import parse_qsl, urlsplit

import pytest

from app.address.drawing_entries import DRAWING_TABLE
from app.address.table import TABLE
from tests.client import Client
from tests.kept_addresses import ADDRESSES, FILE, numbers_in

KEPT: dict[str, dict[str, float]] = json.loads(FILE.read_text())


@pytest.mark.parametrize("address", KEPT)
def test_an_address_opens_to_the_same_numbers(client: Client, address: str) -> None:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200
    numbers = numbers_in(answer)
    for name, value in KEPT[address].items():
        assert math.isclose(numbers[name], value, rel_tol=1e-9, abs_tol=1e-9), name


def test_every_parameter_is_in_one_of_them() -> None:
    said = {name for address in KEPT for name, _ in parse_qsl(urlsplit(address).query, keep_blank_values=True)}
    # The first two say how an address came about; tests/kept_addresses.py says why the third is not among them.
    assert {entry.name for entry in TABLE} | {row.name for row in DRAWING_TABLE} <= said | {"was", "dropped", "trained"}
    assert set(ADDRESSES) == set(KEPT)


@pytest.mark.parametrize("path", ["/lesson.json?preset=mazur", "/digit.json?target=5"])
def test_an_address_without_its_version_is_of_the_first(client: Client, path: str) -> None:
    assert client.get(f"{path}&v=1", follow_redirects=True).content == client.get(path).content
    refused = client.get(f"{path}&v=2")
    assert refused.status_code == 422
    assert refused.json()["error"]["field"] == "v"
