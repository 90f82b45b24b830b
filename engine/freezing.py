"""Which parameters an update leaves as they are, by their names."""

from collections.abc import Sequence

import numpy as np

from engine.descent import Frozen
from engine.parameters import parameter_named
from engine.recipe import Recipe


def frozen(recipe: Recipe, names: Sequence[str] | None = None) -> Frozen:
    """The masks of the parameters that are held fixed.

    Args:
        recipe: of the network.
        names: what is frozen; None: what the recipe says.

    Raises:
        KeyError: a name that no parameter or group of this network bears.
    """
    weight_masks = [
        np.zeros((layer.n_out, n_in), dtype=bool)
        for layer, n_in in zip(recipe.spec.layers, recipe.spec.sizes, strict=False)
    ]
    bias_masks = [np.zeros(layer.n_out, dtype=bool) for layer in recipe.spec.layers]
    for name in recipe.frozen if names is None else names:
        if name == "biases":
            for mask in bias_masks:
                mask[:] = True
        elif name.startswith("layer"):
            if name not in {f"layer{number}" for number in range(1, len(bias_masks) + 1)}:
                raise KeyError(name)
            index = int(name.removeprefix("layer")) - 1
            weight_masks[index][:] = True
            bias_masks[index][:] = True
        else:
            place = parameter_named(recipe.sizes, name)
            if place.kind == "w":
                weight_masks[place.layer - 1][place.to - 1, place.source - 1] = True
            else:
                bias_masks[place.layer - 1][place.to - 1] = True
    return Frozen(tuple(zip(weight_masks, bias_masks, strict=True)))
