"""Stroke templates: each is well formed, is drawn as its digit, and is drawn the same by the same seed."""

from collections import Counter

import numpy as np
import pytest

from engine.digit_networks import digit_network
from engine.digit_training import share_right
from engine.digits import levels
from engine.rng import Stream
from engine.strokes import CANVAS, Template, draw, templates

WAYS = [pytest.param(template, id=f"{template.digit} {template.name}") for template in templates()]


def test_every_digit_is_written_in_several_ways() -> None:
    counts = Counter(template.digit for template in templates())
    assert set(counts) == set(range(10))
    assert min(counts.values()) >= 8
    assert len({(template.digit, template.name) for template in templates()}) == len(templates())


@pytest.mark.parametrize("template", WAYS)
def test_the_curve_goes_through_the_control_points(template: Template) -> None:
    assert np.abs(template.points).max() <= 50
    assert np.allclose(template.curve.sum(axis=1), 1.0)
    assert np.allclose(template.chords.sum(axis=1), 1.0)
    for along in (template.curve, template.chords):
        points = along @ template.points
        assert np.abs(points[:, np.newaxis] - template.points).sum(axis=2).min(axis=0).max() < 1e-9
    pieces = template.curve @ template.points
    assert np.linalg.norm(pieces[template.starts + 1] - pieces[template.starts], axis=1).max() < 16


def test_the_ink_is_where_the_pen_went() -> None:
    stick = next(template for template in templates() if (template.digit, template.name) == (1, "stick"))
    for image in draw(stick, 20, Stream(1)):
        assert image.shape == (CANVAS, CANVAS)
        assert image.min() == 0.0
        assert image.max() > 0.8
        inked = image > 0.4
        assert inked.any(axis=1).sum() >= 16
        # One stroke: no row has ink in two places.
        assert (np.diff(inked.astype(int), axis=1) == 1).sum(axis=1).max() <= 1


def test_the_same_seed_draws_the_same_and_another_seed_does_not() -> None:
    template = templates()[0]
    assert np.array_equal(draw(template, 9, Stream(1)), draw(template, 9, Stream(1)))
    assert not np.array_equal(draw(template, 9, Stream(1)), draw(template, 9, Stream(2)))


@pytest.mark.parametrize("template", WAYS)
def test_each_way_of_writing_is_recognised(template: Template) -> None:
    seen = levels(draw(template, 40, Stream(7, "each way")).astype(np.float64))
    assert share_right(digit_network("32-tanh"), seen, np.full(len(seen), template.digit)) >= 0.8
