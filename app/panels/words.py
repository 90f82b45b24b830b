"""The names of the phases, as the pages print them in large letters."""

from engine.words import N_

PHASE_WORDS = {
    "start": N_("Start"), "forward": N_("Forward →"), "loss": N_("Loss"), "backward": N_("← Backward"),
    "gradients": N_("Gradients"), "update": N_("Update"),
}  # fmt: skip
