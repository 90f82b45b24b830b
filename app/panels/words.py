"""The names of the phases, as the pages print them in large letters, and of what a change could not keep."""

from engine.words import N_

PHASE_WORDS = {
    "start": N_("Start"), "forward": N_("Forward →"), "loss": N_("Loss"), "backward": N_("← Backward"),
    "gradients": N_("Gradients"), "update": N_("Update"),
}  # fmt: skip

DROPPED_WORDS = {
    "activations": N_("activations"), "weights": N_("weights"), "biases": N_("biases"), "inputs": N_("inputs"),
    "targets": N_("targets"), "data": N_("data"), "frozen": N_("frozen"), "edits": N_("edits"),
    "cursor": N_("cursor"), "focus": N_("focus"), "example": N_("example"),
}  # fmt: skip
"""What a change of settings could not keep, by its name in an address."""
