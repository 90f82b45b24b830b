"""What the page shows after each of many updates, for a script that plays them: printed numbers, wires and maps.

Everything is computed and printed here; the script applies it. Maps and wires are whole numbers of one byte.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from app.epochs import after_words, epoch_words, then_words
from app.map_faces import Ground, Sides, faces, ground, sides_of
from app.map_scales import Levels, top_of
from app.numbers import data, text
from app.scales import STEPS
from engine.arrays import Array
from engine.batches import per_epoch
from engine.edits import AnyEdit, conditions
from engine.forward import forward
from engine.history import Measures, measured
from engine.lesson import State, present
from engine.recipe import Recipe

Frame = dict[str, Any]


def frames(recipe: Recipe, edits: Sequence[AnyEdit], run: Iterable[State], asked: Sequence[int]) -> dict[str, Any]:
    """The frames of a run.

    Args:
        recipe: what it started from.
        edits: what is done by hand.
        run: its states at the counts asked for, as ``engine.lesson.states`` gives them.
        asked: these counts, rising; where the run ends earlier, the last frame is the last finite state.

    Returns:
        ``kind``: of the faces, ``map``, ``curve`` or ``bar``;
        ``sides``: cells in a row of a hidden neuron's map and of an output's;
        ``diverged``: the update whose result was not finite, or None;
        ``frames``: one a state, see ``frame``; ``epoch``: where it stands among the epochs, and
        ``after``: after how many updates, both in words.
    """
    over, sides = ground(recipe), sides_of(recipe.sizes)
    states = list(run)
    diverged = states[-1].updates + 1 if states and states[-1].updates < asked[-1] else None
    return {
        "kind": over.kind,
        "sides": sides,
        "diverged": diverged,
        "frames": [
            {
                **frame(recipe, edits, state, over, sides),
                "epoch": epoch_words(state.updates, _per_epoch(recipe, edits, state.updates)),
                "after": after_words(state.updates),
                "then": then_words(state.updates),
            }
            for state in states
        ],
    }


def _per_epoch(recipe: Recipe, edits: Sequence[AnyEdit], updates: int) -> int:
    """Updates of an epoch of the examples that are not left out by then."""
    under = conditions(recipe.learning_rate, recipe.frozen, edits, updates)
    return per_epoch(len(present(recipe, under)), recipe.batch_size)


def frame(recipe: Recipe, edits: Sequence[AnyEdit], state: State, over: Ground, sides: Sides) -> Frame:
    """One frame.

    Returns:
        ``updates``: after how many;
        ``readings``: by the id of the element that shows it, the number as printed and at full precision;
        ``wires``: of every weight in order a byte, the class of its width, negative where the weight is;
        ``top``: the magnitude of the widest line, as printed;
        ``scales``: of every layer, the inputs first, the middle and the half of its scale;
        ``ends``: the same as printed: low, middle, high;
        ``faces``: of every neuron but the inputs its levels, one byte each, the outputs last;
        ``wrong``: a bit for each training example, the first one highest: whether it is taken for another class;
        ``answers``: where there is no plane, of every output its level for each training example, one byte each.
    """
    seen = faces(state.layers, over, sides)
    flat = np.concatenate([layer.W.ravel() for layer in state.layers])
    top = top_of(flat)
    outputs = forward(state.layers, over.inputs).output
    answers = {"answers": _bytes(seen.scales[-1].levels(outputs.T))} if over.kind == "bar" else {}
    return {
        **answers,
        "wrong": _text(np.packbits(over.wrong(outputs, over.kinds)).tobytes()),
        "updates": state.updates,
        "readings": _readings(measured(recipe, edits, state)),
        "wires": _bytes(_width_steps(flat, top)),
        "top": text(top),
        "scales": [(scale.middle, scale.half) for scale in seen.scales],
        "ends": [(text(scale.low), text(scale.middle), text(scale.high)) for scale in seen.scales],
        "faces": _bytes(np.concatenate([levels.ravel() for levels in seen.levels[1:]])),
    }


def _readings(of: Measures) -> dict[str, tuple[str, str]]:
    said = {"loss-train": (text(of.loss), data(of.loss)), "rate": (text(of.learning_rate), data(of.learning_rate))}
    if of.test_loss is not None:
        said["loss-test"] = (text(of.test_loss), data(of.test_loss))
    for name, share in (("accuracy-train", of.accuracy), ("accuracy-test", of.test_accuracy)):
        if share is not None:
            said[name] = (f"{text(100 * share)} %", data(share))
    for layer, norm in enumerate(of.gradient_norms, start=1):
        said[f"gradient-{layer}"] = (text(norm), data(norm))
    return said


def _width_steps(weights: Array, top: float) -> Levels:
    """``app.scales.width_step`` of every weight, with the weight's sign."""
    steps = np.ceil(np.minimum(np.abs(weights) / top, 1.0) * STEPS)
    signed: Levels = (np.sign(weights) * np.clip(steps, np.abs(np.sign(weights)), STEPS)).astype(np.int8)
    return signed


def _bytes(values: Levels) -> str:
    return _text(values.tobytes())


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")
