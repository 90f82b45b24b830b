"""Whether this process is of use: for supervisors, balancers and whoever looks after the server."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from app import __version__, shelf, store
from app.presets import PRESETS
from app.published import compute
from app.render import templates_load
from engine.digit_examples import ambiguous_examples, class_examples
from engine.digit_live import held_out
from engine.digit_networks import DIGIT_NETWORKS, digit_network

router = APIRouter()

_HEADERS = {"Cache-Control": "no-store"}


class Readiness(BaseModel):
    """What this process can do now. Degraded: every address is answered but those of data and weights that are kept."""

    status: Literal["ready", "degraded"]
    version: str
    store: Literal["works", "cannot be read", "cannot be written"]
    sharing: Literal["nothing to share with", "works", "cannot be read", "cannot be written"]


@router.get("/readyz", tags=["site"], summary="Ready to answer lessons, and the state of what is shared")
def readyz(response: Response) -> Readiness:
    """Answers once all that pages need is loaded; that a store is out of order does not make it unready."""
    load()
    response.headers.update(_HEADERS)
    current = shelf.current()
    stored, shared = _state(store.current()), _state(current) if current is not None else "nothing to share with"
    degraded = stored != "works" or shared in ("cannot be read", "cannot be written")
    return Readiness(
        status="degraded" if degraded else "ready", version=__version__, store=stored, sharing=shared
    )  # fmt: skip


def load() -> None:
    """Have at hand what every page needs, so that the first reader does not wait for it."""
    templates_load()
    for name in DIGIT_NETWORKS:
        digit_network(name)
    class_examples()
    ambiguous_examples()
    held_out()
    for preset in PRESETS.values():
        compute(preset)


def _state(it: shelf.Watched) -> Literal["works", "cannot be read", "cannot be written"]:
    if it.reading.broken:
        return "cannot be read"
    return "cannot be written" if it.writing.broken else "works"
