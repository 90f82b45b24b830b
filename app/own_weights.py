"""Weights of one's own as an address says them: within it where they are short, else by name, ``w=~<name>``."""

from urllib.parse import quote

from app import tokens
from app.address import grammar, network
from app.errors import BadInput
from app.limits import MAX_WEIGHTS_FILE, MAX_WEIGHTS_TEXT
from app.weight_files import Weights
from engine.activations import Activation, DomainError
from engine.losses import LOSSES, allowed_losses, check_pair

_READABLE = ",;:~"


def is_name(text: str) -> bool:
    """Whether the text of the parameter ``w`` is a name instead of weights."""
    return text.startswith("~")


def keep(w: str, b: str) -> str:
    """The name, ``~…``, under which the store now keeps the texts of the parameters ``w`` and ``b``.

    Raises:
        Unavailable: it cannot keep them.
    """
    return tokens.kept(f"{w}\n{b}")


def resolve(name: str) -> tuple[str, str]:
    """The texts of ``w`` and ``b`` that a name stands for.

    Raises:
        BadInput: this server does not have them (any longer).
        Unavailable: the store cannot be read.
    """
    w, line, b = tokens.text_of(name, "weights", MAX_WEIGHTS_FILE).partition("\n")
    if not line or "\n" in b:
        raise BadInput(
            "weights", name, "weights that were uploaded to this server", "there are no weights of that name"
        )
    return w, b


def lesson_query(weights: Weights, loss: str) -> str:
    """The query of the lesson that begins with these weights, on the inputs and targets of every new network.

    Args:
        weights: with activations.
        loss: a name of a loss, or "": the one that suits.

    Raises:
        BadInput: the loss does not go with the last activation.
        Unavailable: the weights are not short, and the store cannot keep them.
    """
    activations = weights.activations or ()
    w = grammar.write_layers([tuple(W.ravel().tolist()) for W, _ in weights.layers])
    b = grammar.write_layers([tuple(b.tolist()) for _, b in weights.layers])
    said = {
        "layers": network.write_sizes(weights.sizes),
        "act": network.write_activations(activations),
        "loss": checked_loss(activations[-1], loss),
    }
    said |= {"w": w, "b": b} if len(w) + len(b) <= MAX_WEIGHTS_TEXT else {"w": keep(w, b)}
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
        raise BadInput("loss", loss, ", ".join(allowed), str(error)) from error
    return loss
