"""The names of the phases, as the pages print them in large letters."""

PHASE_WORDS = {
    "start": "Start", "forward": "Forward →", "loss": "Loss", "backward": "← Backward", "gradients": "Gradients",
    "update": "Update",
}  # fmt: skip
