from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest

from app.links import Go
from app.panels.player import Player, player
from app.render import render


def at_in(run: int, lesson: str = "data=xor&layers=2-4-1") -> object:
    """A lesson's addresses as they are: 0 updates are not said, nor a run that ends at them."""

    def at(update: int) -> Go:
        said = (f"&updates={update}" if update else "") + (f"&run={max(run, update)}" if run > update else "")
        return Go(f"/train?{lesson}{said}", f"/panels/train?{lesson}{said}")

    return at


def made(updates: int, run: int, most: int = 1000, per_epoch: int = 5) -> Player:
    return player(updates, run, most, per_epoch, at_in(run), "/frames?data=xor")  # type: ignore[arg-type]


def ways(it: Player) -> dict[str, int | None]:
    """Where every control leads."""
    controls = (it.first, *it.back, *it.on, it.last)
    return {
        one.id: int(dict(parse_qsl(urlsplit(one.go.href).query)).get("updates", "0")) if one.go else None
        for one in controls
    }


def test_controls_go_on_and_back_by_the_same_amounts() -> None:
    assert ways(made(137, 500)) == {
        "first": 0, "epoch-start": 135, "back-100": 37, "back-10": 127, "back": 136,
        "step": 138, "step-10": 147, "step-100": 237, "epoch-end": 140, "last": 500,
    }  # fmt: skip


def test_at_the_end_of_an_epoch_its_beginning_is_that_of_the_one_that_ended() -> None:
    way = ways(made(140, 500))
    assert (way["epoch-start"], way["epoch-end"]) == (135, 145)


def test_where_there_is_nowhere_to_go_a_control_is_none() -> None:
    assert ways(made(0, 0)) == {
        "first": None, "epoch-start": None, "back-100": None, "back-10": None, "back": None,
        "step": 1, "step-10": 10, "step-100": 100, "epoch-end": 5, "last": None,
    }  # fmt: skip
    way = ways(made(995, 995))
    assert (way["step"], way["step-10"], way["epoch-end"], way["last"]) == (996, None, 1000, None)
    assert all(
        way is None for id, way in ways(made(1000, 1000)).items() if id.startswith(("step", "epoch-end", "last"))
    )


def test_where_each_update_is_an_epoch_none_is_offered() -> None:
    assert not {"epoch-start", "epoch-end"} & set(ways(made(3, 3, per_epoch=1)))


@pytest.mark.parametrize(("updates", "run"), [(0, 0), (1, 1), (0, 1), (1, 2), (137, 500), (500, 500), (1000, 1000)])
def test_the_script_completes_the_addresses_that_the_server_prints(updates: int, run: int) -> None:
    it, at = made(updates, run), at_in(run)
    for update in range(1, 1001):
        template = it.within if update < run else it.beyond
        if (update >= run and update < 1000) or 0 < update < run:
            assert template.replace("*", str(update)) == at(update).href  # type: ignore[operator]


def test_numbers_that_only_look_like_the_count_stay() -> None:
    it = player(5, 9, 1000, 5, at_in(9, "layers=2-8-1&seed=8&run_in=8"), "/frames")  # type: ignore[arg-type]
    assert it.within == "/train?layers=2-8-1&seed=8&run_in=8&updates=*&run=9"


def test_the_scrubber_sends_the_lesson_as_it_is() -> None:
    it = made(137, 500)
    assert it.action == "/train"
    assert it.hidden == (("data", "xor"), ("layers", "2-4-1"), ("run", "500"))


def test_the_player_works_without_a_script_and_offers_playing_only_with_one() -> None:
    text = render("panels/player.html", view=SimpleNamespace(player=made(137, 500)))
    assert '<input id="scrub" type="range" name="updates" min="0" max="500" step="1" value="137">' in text
    for id in ("play", "slower", "faster"):
        assert f'<button id="{id}" type="button"' in text
        assert "hidden" in text.split(f'id="{id}"')[1].split(">")[0]
    assert '<button id="go" type="submit"' in text
    assert "in epoch 28, 2 of 5 updates done" in text
