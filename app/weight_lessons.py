"""The lesson that begins with weights of one's own."""

from urllib.parse import parse_qsl, quote

from app.address import grammar, network
from app.errors import BadInput
from app.language import _
from app.lesson_url import parse
from app.limits import MAX_WEIGHTS_TEXT
from app.own_weights import keep
from app.weight_files import Weights
from engine.activations import Activation, DomainError
from engine.losses import LOSSES, allowed_losses, check_pair
from engine.words import words

_READABLE = ",;:~"


def lesson_query(weights: Weights, loss: str) -> str:
    """The query of the lesson that begins with these weights.

    What the file says beside them (examples, loss, learning rate, reduction) is the lesson's, too; without examples it
    has those of every new network.

    Args:
        weights: with activations.
        loss: a name of a loss, or "": the file's, or else the one that suits.

    Raises:
        BadInput: the loss does not go with the last activation, or the examples with the network.
        Unavailable: the weights are not short, and the store cannot keep them.
    """
    activations = weights.activations or ()
    said = {
        "layers": network.write_sizes(weights.sizes),
        "act": network.write_activations(activations),
        **weights.beside,
        "loss": checked_loss(activations[-1], loss or weights.beside.get("loss", "")),
    }
    w = grammar.write_layers([tuple(W.ravel().tolist()) for W, _b in weights.layers])
    b = grammar.write_layers([tuple(b.tolist()) for _W, b in weights.layers])
    room = MAX_WEIGHTS_TEXT - len(_query(said))
    if room < 0:
        allowed = _("{n} characters of inputs and targets", n=MAX_WEIGHTS_TEXT)
        raise BadInput("inputs", None, allowed, _("so many examples do not fit an address; leave some out"))
    parse(parse_qsl(_query(said)))
    said |= {"w": w, "b": b} if len(w) + len(b) <= room else {"w": keep(w, b)}
    return _query(said)


def _query(said: dict[str, str]) -> str:
    return "&".join(f"{name}={quote(text, safe=_READABLE)}" for name, text in said.items())


def checked_loss(output: Activation, loss: str) -> str:
    """The loss itself, or where none is named the one that suits: cross-entropy after softmax, else half a square.

    Raises:
        BadInput: it does not go with the activation of the outputs.
    """
    if not loss:
        return "cross_entropy" if output.name == "softmax" else "half_squared_error"
    try:
        check_pair(output.name, loss)
    except DomainError as error:
        allowed = allowed_losses(output.name) if loss in LOSSES else LOSSES
        raise BadInput("loss", loss, ", ".join(allowed), _(words(error))) from error
    return loss
