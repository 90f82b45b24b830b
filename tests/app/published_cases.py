"""The reference file's cases, and the preset that each of them became."""

import json
from pathlib import Path
from typing import Any

CASES: dict[str, dict[str, Any]] = {
    case["name"]: case
    for case in json.loads((Path(__file__).parents[1] / "data" / "worked_examples.json").read_text())["cases"]
}
CASE_OF = {
    "notes": "lee_three_layer_forward",
    "mazur": "mazur_2_2_2",
    "hmkcode": "hmkcode_2_2_1_linear",
    "nielsen": "nielsen_neuron_06_09_quadratic",
    "nielsen-ce": "nielsen_neuron_06_09_cross_entropy",
    "nielsen-saturated": "nielsen_neuron_2_2_quadratic",
    "nielsen-saturated-ce": "nielsen_neuron_2_2_cross_entropy",
    "softmax": "lee_softmax_3_1_minus3",
    "cs231n": "cs231n_softmax_classifier",
    "mosher": "mosher_2_2_4_batch_sum",
    "mosher-mean": "mosher_2_2_4_batch_mean",
}
