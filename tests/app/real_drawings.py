"""Drawings of every kind, for tests that hold for all."""

from dataclasses import replace

from hypothesis import strategies as st

from app.address.drawing_entries import OVERLAYS, STEPS
from app.drawing import ALL_EDGES, Drawing, Look
from app.ink import PIXELS
from app.lesson import View
from app.limits import MAX_DRAWN_EDGES, MAX_SEED, MAX_TRAINED
from engine.digit_networks import DIGIT_NETWORKS, OUTPUTS
from engine.drawing_steps import Deed

inks = st.one_of(
    st.just(bytes(PIXELS)), st.binary(min_size=PIXELS, max_size=PIXELS).map(lambda data: bytes(b & 15 for b in data))
)
rates = st.floats(1e-3, 1000).filter(lambda value: value > 0)


@st.composite
def deeds(draw: st.DrawFn) -> tuple[Deed, ...]:
    """Things done, no two of the same kind in a row."""
    drawn: list[Deed] = []
    for _ in range(draw(st.integers(0, 4))):
        deed = Deed(draw(st.sampled_from(["weights", "ink"])), draw(st.integers(0, 9)), draw(st.integers(1, 9)))
        if not drawn or (drawn[-1].what, drawn[-1].target) != (deed.what, deed.target):
            drawn.append(deed)
    return tuple(drawn)


@st.composite
def drawings(draw: st.DrawFn, looked_at: bool = True) -> Drawing:
    """Any drawing that an address can say."""
    seed = draw(st.none() | st.integers(0, MAX_SEED))
    drawing = Drawing(
        ink=draw(inks),
        network=draw(st.sampled_from(DIGIT_NETWORKS)),
        seed=seed,
        trained=0 if seed is None else draw(st.integers(0, MAX_TRAINED)),
        outputs=draw(st.sampled_from(OUTPUTS)),
        target=draw(st.none() | st.integers(0, 9)),
        deeds=draw(deeds()),
        learning_rate=draw(rates),
        ink_rate=draw(rates),
        look=Look(
            draw(st.sampled_from(OVERLAYS)), draw(st.just(ALL_EDGES) | st.integers(0, MAX_DRAWN_EDGES))
        ),
    )  # fmt: skip
    drawing = replace(drawing, at=draw(st.sampled_from(["", *drawing.program.places])))
    if not looked_at:
        return drawing
    hidden = drawing.spec.sizes[1]
    focus = draw(st.sampled_from(["", "C", "x-0-256", f"z-1-{hidden}", f"w-1-{hidden}-256", "b-2-1"]))
    view = View(
        step=draw(st.sampled_from(STEPS)), focus=focus, unfold=draw(st.integers(0, 2)), with_dC_dx=True,
        screen=draw(st.sampled_from(["page", "projector"])), theme=draw(st.sampled_from(["auto", "light", "dark"])),
        notation=draw(st.sampled_from(["notes", "common"])),
    )  # fmt: skip
    return replace(drawing, view=view)
