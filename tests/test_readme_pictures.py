"""What README says of pictures, animations and the file without a server is so."""

import re
from pathlib import Path

from app import limits
from app.span import BEGINNINGS
from app.writing import write
from tests.client import Client

SECTION = (
    (Path(__file__).parent.parent / "README.md")
    .read_text(encoding="utf-8")
    .partition("## Pictures, animations, one file")[2]
    .partition("\n## ")[0]
)


def test_its_command_writes_a_file(tmp_path: Path) -> None:
    command = re.search(r"```sh\nbackprop-visualizer write '([^']+)' lesson\.html\n```", SECTION)
    assert command
    write([command[1], str(tmp_path / "lesson.html")])
    assert (tmp_path / "lesson.html").stat().st_size < limits.MAX_FILE_BYTES


def test_every_address_is_answered(client: Client) -> None:
    addresses = set(re.findall(r"`(/[\w-]+\.(?:svg|png|html|gif))\?…`", SECTION))
    assert len(addresses) == 10
    for address in addresses:
        given = "?frames=2&width=240" if address == "/train.gif" else "?step=update" if "lesson" in address else ""
        assert client.get(address + given).status_code in (200, 503), address
    assert client.get("/animate?of=/train%3Fpreset%3Dxor").status_code == 200


def test_its_bounds_and_sizes_are_those_that_hold(client: Client) -> None:
    said = " ".join(SECTION.split())
    assert f"at most {limits.MAX_ANIMATION_FRAMES} frames" in said
    assert "({:,} to {:,})".format(*limits.ANIMATION_PACES) in said
    assert "({:,} to {:,})".format(*limits.ANIMATION_WIDTHS) in said
    assert f"{limits.ANIMATION_PIXELS // 1_000_000} million pixels" in said
    assert f"at most {limits.MAX_FILE_MOMENTS} moments" in said
    assert f"{limits.MAX_FILE_BYTES:,} bytes" in said
    for begins in BEGINNINGS:
        assert f"`{begins}`" in said
    for address, kilobytes in (("preset=mazur", 270), ("", 410)):
        size = len(client.get(f"/lesson.html?{address}").content)
        assert abs(size - 1000 * kilobytes) < 15_000
        assert f"{kilobytes} kB" in said
