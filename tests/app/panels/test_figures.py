from urllib.parse import parse_qsl, urlsplit

import pytest

from app.lesson_url import parse
from app.links import Links
from app.moment import moment
from app.panels.catalogue import MOST_FIGURES, catalogue
from app.panels.figures import figures, printed_here
from app.panels.present import present
from app.presets import PRESETS
from tests.app.drawing import lesson
from tests.app.truth import computed, truth


def here(address: str) -> list[tuple[str, str]]:
    now = moment(lesson(address))
    return [(one.label, one.printed) for one in printed_here(now, present(now), Links(now.lesson))]


@pytest.mark.parametrize("name", PRESETS)
def test_each_figure_leads_to_the_moment_at_which_the_page_has_it(name: str) -> None:
    preset = PRESETS[name]
    for one, figure in zip(figures(preset, Links(lesson(name))), preset.figures, strict=True):
        now = parse(parse_qsl(urlsplit(one.go.href).query, keep_blank_values=True))
        key = figure.reference if figure.quantity != "a" or figure.layer else f"x-0-{figure.to}"
        assert key in computed(now)
        if figure.updates <= 1:
            assert float(one.data) == pytest.approx(figure.factor * truth(now)[key], rel=1e-15)
        assert one.agrees or one.erratum


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("preset=mazur&at=z-1-1", [("z₁", "0.3775")]),
        ("preset=mazur&at=a-1-1", [("a₁", "0.593269992")]),
        ("preset=mazur&at=a-1-2", [("a₂", "0.596884378")]),
        ("preset=mazur&at=input", []),
        ("preset=mazur&at=a-1-1&lr=0.25", []),
        ("preset=mazur&at=a-1-1&set=w8:1", []),
        ("preset=mosher&at=z-1-1&example=2", []),
        ("xor", []),
    ],
)
def test_what_the_source_prints_stands_beside_the_step_that_computes_it(
    address: str, printed: list[tuple[str, str]]
) -> None:
    assert here(address) == printed


def test_after_the_update_it_stands_beside_every_new_number() -> None:
    found = dict(here("preset=mazur&updates=1"))
    assert found["w₁ after one update"] == "0.149780716"
    assert len([label for label in found if label.startswith("w")]) == 8


def test_a_card_shows_a_few_figures_and_counts_the_others() -> None:
    cards = {card.title: card for card in catalogue(Links(lesson("notes")))}
    assert list(cards) == [preset.title for preset in PRESETS.values()]
    for preset in PRESETS.values():
        card = cards[preset.title]
        assert len(card.figures) + card.more == len(preset.figures)
        assert len(card.figures) <= MOST_FIGURES
        now = parse(parse_qsl(urlsplit(card.href).query, keep_blank_values=True))
        assert now == preset.opening
    mazur = [(one.label, one.printed) for one in cards["Mazur's example"].figures]
    assert ("the loss C", "0.298371109") in mazur
    assert ("w₁ after one update", "0.149780716") in mazur
