"""Addresses that open the same lesson in every release from 1.4 on, and the numbers that they open to.

None of them is chaotic: where η is so large that a run jumps about, a last bit that another processor rounds otherwise
grows into another run, and no program can promise its numbers elsewhere. And none has ``trained``: digit networks are
trained in single precision, which differs from one kind of processor to another in the fifth digit, and later more.

``python -m tests.kept_addresses`` adds the numbers of addresses that ``tests/data/kept_addresses.json`` does not have.
It never changes what is there: a number that comes out otherwise is a broken promise, not an old file.
"""

import csv
import io
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from anyio.from_thread import start_blocking_portal

FILE = Path(__file__).parent / "data" / "kept_addresses.json"
MOST = 40
"""Numbers of one address: spread over all that it has."""

TABLE = ".eNpL1EnSSeYy1DHSqeAy0jHUqeQy0DPVMQbyjHVArEqgnCGQBsoCSZA8ABOfCoU"
SPIRAL = (
    "layers=2-8-8-1&act=tanh,tanh,sigmoid&loss=binary_cross_entropy&data=spiral:200:0.05:1&test=0.3&lr=0.1&opt=momentum"
)
INK = (
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAk5qhqK-2vcTL0tng5-71_AMKERgfJi00O0JJUFdeZWxzeoGIj5adpKuyucDHztXc4-rx-P8G"
    "DRQbIikwNz5FTFNaYWhvdn2Ei5KZoKeutQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)
DEEP = "layers=3-4-3-2&act=softplus,gelu,softmax&loss=cross_entropy&x=0.5,-1,2;1,0.25,-0.5&target=1,0;0,1&seed=11"

ADDRESSES = (
    # Presets, cursors, sizes of a step, what is in focus.
    "/lesson.json?v=1",
    "/lesson.json?v=1&updates=1&at=dC_dz-2-1&view=reversed",
    "/lesson?v=1&at=dC_da-1-2&unfold=2&focus=z-1-2&step=operation",
    "/lesson?v=1&at=gradient&dx=1&open=figures,gradient,table&view=both&zoom=2",
    "/lesson.csv?v=1&preset=mazur&updates=1",
    "/lesson.json?v=1&preset=mazur&updates=10000&at=gradient",
    "/lesson.json?v=1&preset=hmkcode&updates=3&at=update-2-1",
    "/lesson.json?v=1&preset=nielsen&updates=300&at=loss",
    "/lesson.json?v=1&preset=nielsen-ce&updates=300&at=gradient",
    "/lesson.json?v=1&preset=nielsen-saturated&updates=300&at=gradient",
    "/lesson.json?v=1&preset=nielsen-saturated-ce&updates=300&at=gradient",
    "/lesson.json?v=1&preset=softmax&at=gradient&dx=1",
    "/lesson.json?v=1&preset=cs231n&updates=7&at=gradient",
    "/lesson.json?v=1&preset=mosher&updates=2&at=gradient&example=3",
    "/lesson.json?v=1&preset=mosher-mean&updates=2&at=gradient&example=2",
    "/lesson.json?v=1&preset=xor&updates=2000&at=gradient&example=4",
    "/step?v=1&preset=xor&updates=5&step=layer&notation=common&screen=projector&theme=dark",
    "/forward?v=1&preset=cs231n",
    "/backward?v=1&preset=mazur",
    "/panels/lesson?v=1&preset=mosher&at=dL_dw-1-2&example=2",
    "/embed?v=1&preset=mazur&at=dC_dz-1-1",
    "/lesson?v=1&cover=pass&answers=C:0.5&at=gradient",
    "/lesson.json?v=1&guide=all",
    "/lesson?v=1&layers=2-2-1&act=tanh,sigmoid&loss=mse&fit=1&at=gradient",
    # Networks of one's own.
    f"/lesson.json?v=1&{DEEP}&at=gradient",
    f"/lesson.json?v=1&{DEEP}&updates=25&opt=adam:0.9:0.99&lr=0.05&batch=1&at=gradient",
    f"/lesson.json?v=1&{DEEP}&init=normal:0.5&reduction=mean&frozen=biases,layer1,w20&updates=9&at=gradient",
    f"/lesson.json?v=1&{DEEP}&init=he&updates=30&set=w5:0.4,b1:-2@3,lr:0.1@5,w3:frozen@6,w3:free@8,n2:out@9,n2:in@12"
    "&at=gradient",
    "/lesson.json?v=1&layers=2-3-1&act=leaky_relu:0.2,linear&loss=squared_error&x=1,2&target=3&w=1,2,3,4,5,6;1,-1,0.5"
    "&b=0.1,0.2,0.3;0&updates=2&lr=0.001&at=gradient",
    "/lesson.json?v=1&layers=2-2-2&act=relu,tanh&loss=mse&init=constant:0.25&x=1,-0.5&target=0.5,-0.5&updates=5&at=gradient",
    "/lesson.json?v=1&layers=2-2-1&act=tanh,sigmoid&loss=half_squared_error&w=0.5,-0.25,1,2;1,-1&b=0.1,0;0.2&at=gradient",
    "/lesson.json?v=1&layers=1-2-1&init=zeros&act=sigmoid&loss=binary_cross_entropy&x=1&target=1&at=gradient",
    # Data sets, training, what was done by hand.
    *(
        f"/train/curves.csv?v=1&layers=2-4-{out}&act=tanh,{last}&loss={loss}&data={data}:60:0.1:2&test=0.25:3&reduction=mean"
        "&updates=150"
        for data, out, last, loss in (
            ("xor", 1, "sigmoid", "binary_cross_entropy"), ("circle", 1, "sigmoid", "mse"),
            ("gaussians", 1, "sigmoid", "half_squared_error"), ("moons", 1, "tanh", "squared_error"),
            ("three", 3, "softmax", "cross_entropy"), ("four", 4, "softmax", "cross_entropy"),
            ("plane", 1, "linear", "mse"),
        )
    ),
    "/train/curves.csv?v=1&layers=2-6-1&act=tanh,linear&loss=mse&data=sine:80:0.1:5&updates=400&reduction=mean",
    "/train?v=1&layers=2-2-1&act=sigmoid&loss=binary_cross_entropy&data=and&updates=50",
    "/train/curves.csv?v=1&layers=2-2-1&act=sigmoid&loss=binary_cross_entropy&data=or&updates=50",
    "/train/curves.csv?v=1&layers=2-2-1&act=sigmoid&loss=binary_cross_entropy&data=xor-gate&updates=50&seed=4",
    f"/train/network.json?v=1&{SPIRAL}&reduction=mean&updates=1000",
    f"/train/curves.csv?v=1&{SPIRAL}&reduction=mean&updates=600&batch=32&set=n5:out@90,lr:0.05@200,n5:in@300",
    f"/lesson.json?v=1&{SPIRAL}&reduction=mean&updates=200&batch=16&at=gradient&example=3",
    "/train?v=1&preset=xor&updates=40&run=120",
    "/panels/train?v=1&preset=xor&updates=40&run=120&focus=w-1-1-2",
    "/compare?v=1&preset=xor&updates=60&vs=lr%3D1%26opt%3Dadam",
    "/frames?v=1&preset=xor&first=10&count=3&stride=20",
    f"/train/network.json?v=1&layers=2-3-2&act=tanh,softmax&loss=cross_entropy&data=own:{TABLE}:1-2:3:classes:standard"
    "&updates=50",
    f"/lesson.json?v=1&layers=1-3-1&act=tanh,linear&loss=mse&data=own:{TABLE}:1:2:numbers:all&updates=20&at=gradient",
    # Digits.
    "/digit.json?v=1",
    "/digit.json?v=1&net=16-16-tanh&outputs=sigmoid&target=9&steps=w9:3,x9:2&lr=0.02&ink_lr=2",
    "/digit.json?v=1&net=32-sigmoid&target=own&at=a-1-5",
    "/digit.json?v=1&net=16-16-relu&seed=7&steps=w3:1",
    "/digit?v=1&overlay=product&edges=80&focus=z-1-5&unfold=2&step=operation&at=dC_dz-1-32&notation=common",
    "/digit.json?v=1&net=32-tanh&ink=",
    f"/digit.json?v=1&ink={INK}",
    # Ideas.
    *(
        f"/ideas/{name}"
        for name in ("loss", "chain-1", "chain-2", "neuron", "forward", "backward", "cases", "paths", "check")
    ),
    "/ideas/check?v=1&preset=mazur",
    "/ideas/paths?v=1&preset=mazur",
)  # fmt: skip


def numbers_in(answer: httpx.Response) -> dict[str, float]:
    """The numbers of an answer by their names: an element's id, the place in a JSON or CSV text."""
    kind = answer.headers["content-type"].partition(";")[0]
    match kind:
        case "application/json":
            found = dict(_leaves(answer.json(), ""))
        case "text/csv":
            rows = enumerate(csv.reader(io.StringIO(answer.text)))
            found = {f"{row}.{place}": _number(cell) for row, line in rows for place, cell in enumerate(line)}
        case _:
            found = dict(_values(answer.text))
    return {name: value for name, value in found.items() if value is not None and math.isfinite(value)}


def _leaves(value: Any, name: str) -> Iterator[tuple[str, float | None]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, f"{name}.{key}")
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _leaves(one, f"{name}.{place}")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield name, float(value)


def _values(html: str) -> Iterator[tuple[str, float | None]]:
    """Ids stand once; what has none is counted by its class."""
    met: dict[str, int] = {}
    for element in re.findall(r'<\w+ [^>]*data-value="[^"]*"[^>]*>', html):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', element))
        name = said.get("id", "")
        if not name:
            label = said.get("class", "").split(" ")[0]
            met[label] = met.get(label, 0) + 1
            name = f"{label}#{met[label]}"
        yield name, _number(said["data-value"])


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def some_of(numbers: dict[str, float]) -> dict[str, float]:
    """At most ``MOST`` of them, spread evenly."""
    names = list(numbers)
    step = max(1, math.ceil(len(names) / MOST))
    return {name: numbers[name] for name in names[::step]}


def main() -> None:
    """Add what is not there yet."""
    from app.main import create_app
    from tests.client import Client

    kept: dict[str, dict[str, float]] = json.loads(FILE.read_text()) if FILE.exists() else {}
    with start_blocking_portal() as portal:
        client = Client(portal, create_app())
        for address in ADDRESSES:
            if address not in kept:
                answer = client.get(address, follow_redirects=True)
                assert answer.status_code == 200, (address, re.findall("<main.*?</main>", answer.text, re.DOTALL))
                kept[address] = some_of(numbers_in(answer))
                assert kept[address], address
    lines = ",\n".join(f"{json.dumps(address)}: {json.dumps(numbers)}" for address, numbers in kept.items())
    FILE.write_text(f"{{\n{lines}\n}}\n")


if __name__ == "__main__":
    main()
