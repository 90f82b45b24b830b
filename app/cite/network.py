"""The network of a moment as a TikZ picture, with every number that is known by then, for a paper."""

from collections.abc import Iterator

from app.cite import latex
from app.cite.network_places import Places, places
from app.moment import Moment
from app.placement import Box
from app.wires import BEND, Wire

MOST_LABELLED = 40
"""Edges that have their numbers beside them; of more they could not be read."""

MOST_DRAWN = 1_000
"""Edges that are drawn at all: more are a grey area, and minutes of typesetting."""

_PALETTE = (
    r"  \definecolor{forward}{HTML}{005A9C}", r"  \definecolor{backward}{HTML}{B33900}",
    r"  \tikzset{neuron/.style={draw, rounded corners=4bp, align=center, inner sep=0pt, font=\scriptsize}}",
    r"  \tikzset{edge/.style={gray, line width=0.4bp, -latex}}",
    r"  \tikzset{number/.style={fill=white, align=center, inner sep=0.5bp, font=\scriptsize}}",
)  # fmt: skip
_SHOWN = ((r"\partial", "d"), (r"\leftarrow", "<-"), (r"\times", "xx"), (r"\hat{y}", "y"), (r"\delta", "d"))
_LINE = 9.5  # from one line of a label to the next, in points


def network(moment: Moment) -> str | None:
    """The picture; None where it has more edges than are drawn. It needs the package tikz alone."""
    edges = moment.lesson.recipe.spec.n_edges
    if edges > MOST_DRAWN:
        return None
    labelled = edges <= MOST_LABELLED
    nodes = {(layer, n): list(_neuron(moment, layer, n, labelled)) for layer, n in _neurons(moment.sizes)}
    marks = {place: list(_edge(moment, *place)) for place in _edges(moment.sizes)} if labelled else {}
    loss = list(_loss(moment))
    where = places(moment.sizes, _size([*nodes.values(), loss]), _size(list(marks.values())) if marks else None)
    lines = [r"\begin{tikzpicture}[x=1bp, y=-1bp]", *_PALETTE]
    lines += [_curve(wire) for wire in where.wires.values()]
    lines += _to_loss(where, moment)
    lines += [_node("neuron", where.nodes[key], said) for key, said in nodes.items()]
    lines += [_node("number", where.labels[place], said) for place, said in marks.items()]
    lines.append(_node("neuron", where.loss, loss))
    return "\n".join([*lines, r"\end{tikzpicture}"])


def _neurons(sizes: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    return ((layer, n) for layer, count in enumerate(sizes) for n in range(1, count + 1))


def _edges(sizes: tuple[int, ...]) -> Iterator[tuple[int, int, int]]:
    return ((layer, to, n) for layer, to in _neurons(sizes) if layer for n in range(1, sizes[layer - 1] + 1))


def _neuron(moment: Moment, layer: int, n: int, labelled: bool) -> Iterator[str]:
    """The lines inside a neuron: what it holds forward, and its slopes."""
    names, tex = moment.symbols, moment.symbols.tex
    a = tex(names.activation(layer, n))
    if layer == 0:
        yield _said(moment, a, "x", 0, n)
        yield from _slope(moment, rf"\partial C/\partial {a}", "dC_dx", 0, n)
        return
    z, delta = tex(names.neuron(layer, n)), f"z_{{{names.number(layer, n)}}}"
    slope = rf"\partial C/\partial {delta}" if names.notation == "notes" else tex(names.delta(layer, n))
    if labelled:
        b = tex(names.bias(layer, n))
        yield _said(moment, b, "b", layer, n)
        quantity, letter = _whose(moment, "b", layer, n)
        yield from _slope(moment, rf"\partial {letter}/\partial {b}", quantity, layer, n)
        yield from _moved(moment, b, "b_new", layer, n)
        yield _said(moment, z, "z", layer, n)
    yield _said(moment, a, "a", layer, n)
    if labelled:
        yield from _slope(moment, rf"\partial C/\partial {a}", "dC_da", layer, n)
    yield from _slope(moment, slope, "dC_dz", layer, n)


def _edge(moment: Moment, layer: int, to: int, source: int) -> Iterator[str]:
    """The lines on an edge: its weight, the slope, and what the update makes of it."""
    w = moment.symbols.tex(moment.symbols.weight(layer, to, source))
    yield _said(moment, w, "w", layer, to, source)
    quantity, letter = _whose(moment, "w", layer, to, source)
    yield from _slope(moment, rf"\partial {letter}/\partial {w}", quantity, layer, to, source)
    yield from _moved(moment, w, "w_new", layer, to, source)


def _whose(moment: Moment, kind: str, *place: int) -> tuple[str, str]:
    """The slope at a weight or bias: of the one example's C until that of the batch, of L, is known."""
    batch = moment.batch > 1 and moment.known(f"dL_d{kind}", *place)
    return (f"dL_d{kind}", "L") if batch else (f"dC_d{kind}", "C")


def _loss(moment: Moment) -> Iterator[str]:
    several = moment.batch > 1
    yield _said(moment, f"C^{{{moment.example_number}}}" if several else "C", "C")
    if several:
        yield _said(moment, "L", "L")
    last = moment.last
    for n in range(1, min(moment.sizes[-1], 4) + 1):
        if moment.known("target", last, n):
            yield _said(moment, moment.symbols.tex(moment.symbols.target(n)), "target", last, n)
    if moment.sizes[-1] > 4:
        yield r"$\cdots$"


def _said(moment: Moment, symbol: str, quantity: str, *place: int) -> str:
    """A symbol, with its number where that is known."""
    if not moment.known(quantity, *place):
        return f"${symbol}$"
    number = _printed(moment, quantity, *place)
    return f"${symbol} = {number}$" if quantity in ("w", "b", "x", "target") else _coloured("forward", symbol, number)


def _slope(moment: Moment, symbol: str, quantity: str, *place: int) -> Iterator[str]:
    if moment.known(quantity, *place):
        yield _coloured("backward", symbol, _printed(moment, quantity, *place))


def _moved(moment: Moment, symbol: str, quantity: str, *place: int) -> Iterator[str]:
    if moment.known(quantity, *place):
        yield rf"${symbol} \leftarrow {_printed(moment, quantity, *place)}$"


def _printed(moment: Moment, quantity: str, *place: int) -> str:
    return latex.number(moment.number(quantity, *place), moment.digits(quantity, *place))


def _coloured(colour: str, symbol: str, number: str) -> str:
    return rf"\textcolor{{{colour}}}{{${symbol} = {number}$}}"


def _size(labels: list[list[str]]) -> tuple[float, float]:
    """Width and height that have room for the largest of these labels."""
    widest = max(_width(line) for lines in labels for line in lines)
    return widest + 8, max(len(lines) for lines in labels) * _LINE + 6


def _width(line: str) -> float:
    """About the width of a line in points; TeX alone knows it, so rather a little more."""
    bare = line.removeprefix(r"\textcolor{forward}").removeprefix(r"\textcolor{backward}")
    for mark, shown in (
        (r"\partial", "d"),
        (r"\leftarrow", "<-"),
        (r"\times", "xx"),
        (r"\hat{y}", "y"),
        (r"\delta", "d"),
    ):
        bare = bare.replace(mark, shown)
    digits = sum(mark.isalnum() or mark in "./-" for mark in bare)
    return digits * 4.3 + (bare.count("=") + bare.count("<")) * 9.0


def _node(style: str, box: Box, lines: list[str]) -> str:
    size = f", minimum width={box.width:.1f}bp, minimum height={box.height:.1f}bp" if style == "neuron" else ""
    inside = r" \\ ".join(lines)
    return rf"  \node[{style}{size}] at ({box.cx:.1f}, {box.cy:.1f}) {{{inside}}};"


def _curve(wire: Wire) -> str:
    bend = (wire.x2 - wire.x1) * BEND
    return (
        rf"  \draw[edge] ({wire.x1:.1f}, {wire.y1:.1f}) .. controls ({wire.x1 + bend:.1f}, {wire.y1:.1f})"
        rf" and ({wire.x2 - bend:.1f}, {wire.y2:.1f}) .. ({wire.x2:.1f}, {wire.y2:.1f});"
    )


def _to_loss(where: Places, moment: Moment) -> Iterator[str]:
    count = moment.sizes[-1]
    for n in range(1, count + 1):
        output = where.nodes[moment.last, n]
        yield _curve(Wire(output.right, output.cy, where.loss.x, where.loss.port(n - 1, count)))
