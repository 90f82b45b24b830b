"""Every number of a moment straight from the engine, under the id that it must have on the page.

The mapping and the rule of what is computed by when are written here a second time, independently of ``app.moment``.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from app.lesson import Lesson
from engine.backward import backward
from engine.descent import Frozen, gradient_step
from engine.edits import Edit
from engine.forward import forward
from engine.lesson import Recipe
from engine.network import Layer, initialise

Places = list[tuple[int, int, int]]


def edges(sizes: tuple[int, ...]) -> Places:
    """Layer, receiving and sending neuron of every edge, in the order w₁, w₂, …."""
    return [
        (layer, to, source)
        for layer, (n_in, n_out) in enumerate(pairwise(sizes), 1)
        for to in range(1, n_out + 1)
        for source in range(1, n_in + 1)
    ]


def neurons(sizes: tuple[int, ...]) -> list[tuple[int, int]]:
    """Layer and number of every neuron, in the order z₁, z₂, …."""
    return [(layer, n) for layer, count in enumerate(sizes[1:], 1) for n in range(1, count + 1)]


def truth(lesson: Lesson) -> dict[str, float]:
    """Every number of the training step that is shown, computed by the cursor or not."""
    recipe, n = lesson.recipe, lesson.view.example - 1
    layers = _layers(lesson)
    x, targets = np.array(recipe.inputs), np.array(recipe.targets)
    trace = forward(layers, x)
    back = backward(layers, trace, targets, recipe.loss, recipe.reduction)
    updated = gradient_step(layers, back, recipe.learning_rate, _frozen(recipe))
    after = backward(updated, forward(updated, x), targets, recipe.loss, recipe.reduction)
    sent = [x[n], *(one.a[n] for one in trace.layers)]
    last = len(layers)
    found = {"C": back.loss_per_example[n], "L": back.loss, "L_new": after.loss}
    for i in range(recipe.sizes[0]):
        found |= {f"x-0-{i + 1}": x[n, i], f"dC_dx-0-{i + 1}": back.dC_dx[n, i]}
    for k in range(recipe.sizes[-1]):
        place = f"{last}-{k + 1}"
        found |= {f"y-{place}": trace.output[n, k], f"target-{place}": targets[n, k]}
        found |= {f"dC_dy-{place}": back.dC_dy[n, k], f"C_term-{place}": back.loss_terms[n, k]}
    for layer, to in neurons(recipe.sizes):
        place, j, record = f"{layer}-{to}", to - 1, back.layers[layer - 1]
        found |= {f"z-{place}": trace.layers[layer - 1].z[n, j], f"a-{place}": sent[layer][j]}
        found |= {f"dC_da-{place}": record.dC_da[n, j], f"dC_dz-{place}": record.dC_dz[n, j]}
        if record.da_dz is not None:
            found[f"da_dz-{place}"] = record.da_dz[n, j]
        found |= {f"b-{place}": layers[layer - 1].b[j], f"b_new-{place}": updated[layer - 1].b[j]}
        found |= {f"dC_db-{place}": record.dC_dz[n, j], f"dL_db-{place}": record.dC_db[j]}
    for layer, to, source in edges(recipe.sizes):
        place, j, i, record = f"{layer}-{to}-{source}", to - 1, source - 1, back.layers[layer - 1]
        w = layers[layer - 1].W[j, i]
        found |= {f"w-{place}": w, f"w_new-{place}": updated[layer - 1].W[j, i], f"dL_dw-{place}": record.dC_dW[j, i]}
        with np.errstate(all="ignore"):
            found[f"forward-{place}"] = w * sent[layer - 1][i]
            found[f"backward-{place}"] = w * record.dC_dz[n, j]
            found[f"dC_dw-{place}"] = sent[layer - 1][i] * record.dC_dz[n, j]
    return {key: float(value) for key, value in found.items()}


def computed(lesson: Lesson) -> set[str]:
    """The ids of what the cursor has passed: what the picture may show, and where there is room must show."""
    sizes = lesson.recipe.sizes
    found = {f"w-{layer}-{to}-{source}" for layer, to, source in edges(sizes)}
    found |= {f"b-{layer}-{n}" for layer, n in neurons(sizes)}
    done = lesson.program.operations[: lesson.done]
    for operation in done:
        found |= set(_given(operation.kind, operation.layer, operation.neuron, lesson))
    if lesson.done == len(lesson.program):
        found.add("L_new")
    return found


def _given(kind: str, layer: int, n: int, lesson: Lesson) -> Iterator[str]:
    """What one operation makes known."""
    sizes, batch = lesson.recipe.sizes, lesson.recipe.batch
    place = f"{layer}-{n}"
    before = range(1, sizes[layer - 1] + 1) if layer else ()
    match kind:
        case "input":
            yield from (f"x-0-{i}" for i in range(1, sizes[0] + 1))
            yield from (f"target-{len(sizes) - 1}-{k}" for k in range(1, sizes[-1] + 1))
        case "z":
            yield f"z-{place}"
            yield from (f"forward-{place}-{i}" for i in before)
        case "a":
            yield f"a-{place}"
            if lesson.recipe.spec.layers[layer - 1].activation.name != "softmax":
                yield f"da_dz-{place}"
            if layer == len(sizes) - 1:
                yield f"y-{place}"
        case "loss":
            yield from ("C", "L", *(f"C_term-{len(sizes) - 1}-{k}" for k in range(1, sizes[-1] + 1)))
        case "dC_dy":
            yield from (f"dC_dy-{place}", f"dC_da-{place}")
        case "dC_dz":
            yield f"dC_dz-{place}"
        case "dC_da" | "dC_dx":
            yield f"{kind}-{place}"
            yield from (f"backward-{layer + 1}-{to}-{n}" for to in range(1, sizes[layer + 1] + 1))
        case "dC_dw" | "dL_dw":
            yield f"{kind[:-1]}b-{place}"
            yield from (f"{kind}-{place}-{i}" for i in before)
        case "gradient" if batch == 1:
            yield from (f"dL_db-{k}-{to}" for k, to in neurons(sizes))
            yield from (f"dL_dw-{k}-{to}-{i}" for k, to, i in edges(sizes))
        case "update":
            yield f"b_new-{place}"
            yield from (f"w_new-{place}-{i}" for i in before)


def _layers(lesson: Lesson) -> tuple[Layer, ...]:
    """θ of the training step that is shown, by as many traced updates as it takes."""
    recipe = lesson.recipe
    drawn = initialise(recipe.spec, recipe.initialisation, recipe.seed)
    layers = tuple(
        Layer(
            layer.W if w is None else np.array(w).reshape(layer.W.shape),
            layer.b if b is None else np.array(b),
            layer.activation,
        )
        for layer, w, b in zip(drawn, recipe.weights, recipe.biases, strict=True)
    )
    for count in range(lesson.update + 1):
        for edit in lesson.edits:
            assert isinstance(edit, Edit), "the truth knows no other edits"
            if edit.updates == count:
                layers = _set(layers, edit.parameter.place, edit.value)
        if count < lesson.update:
            trace = forward(layers, np.array(recipe.inputs))
            back = backward(layers, trace, np.array(recipe.targets), recipe.loss, recipe.reduction)
            layers = gradient_step(layers, back, recipe.learning_rate, _frozen(recipe))
    return layers


def _set(layers: tuple[Layer, ...], place: str, value: float) -> tuple[Layer, ...]:
    index, to, *source = (int(number) - 1 for number in place.split("-"))
    W, b = layers[index].W.copy(), layers[index].b.copy()
    if source:
        W[to, source[0]] = value
    else:
        b[to] = value
    return (*layers[:index], Layer(W, b, layers[index].activation), *layers[index + 1 :])


def _frozen(recipe: Recipe) -> Frozen:
    weights = {f"w{count}": place for count, place in enumerate(edges(recipe.sizes), 1)}
    biases = {f"b{count}": place for count, place in enumerate(neurons(recipe.sizes), 1)}
    masks = [(np.zeros((n_out, n_in), bool), np.zeros(n_out, bool)) for n_in, n_out in pairwise(recipe.sizes)]
    for name in recipe.frozen:
        if name in weights:
            layer, to, source = weights[name]
            masks[layer - 1][0][to - 1, source - 1] = True
        elif name in biases:
            layer, to = biases[name]
            masks[layer - 1][1][to - 1] = True
        elif name == "biases":
            for _, mask in masks:
                mask[:] = True
        else:
            of_weights, of_biases = masks[int(name.removeprefix("layer")) - 1]
            of_weights[:] = of_biases[:] = True
    return Frozen(tuple(masks))
