"""Two lines of the notes that say what they mean, among those that slip: the opposite is no way to answer."""

from app.ideas.items import Item, two
from app.ideas.measured import by_bias
from app.ideas.slip_lines import line
from app.ideas.slip_notes import Notes, moment_at
from app.language import _


def rule(it: Notes) -> Item:
    """The rule of the backward pass before the output."""
    now = it.now
    comes, right = now.number("dC_da", 2, 2), now.number("dC_dz", 2, 2)
    return Item(
        "rule",
        _("Backward pass: the rule"),
        line("rule"),
        _("Take z₄ for the notes’ z: its a₄ feeds z₅ by w₁₀ and z₆ by w₁₂."),
        two(
            "rule", _("What is ∂C/∂z₄?"), (right, comes), 0,
            _("What comes back, w₁₀ ∂C/∂z₅ + w₁₂ ∂C/∂z₆, times the gain σ′(z₄): as the line says."),
            _("That is the bracket alone, ∂C/∂a₄. In front of it stands the gain σ′(z₄)."),
        ),
        ((_("as it is"), it.write.delta(2, 2, 1)),),
        (it.measured("C", "z₄", by_bias(now.lesson.recipe, now.step, 2, 2)),),
        "",
        moment_at("dC_dz-2-2", "z-2-2"),
    )  # fmt: skip


def end(it: Notes) -> Item:
    """The rule at the output."""
    now = it.now
    comes, right = now.number("dC_dy", 3, 1), now.number("dC_dz", 3, 1)
    return Item(
        "end",
        _("Backward pass: at the output"),
        line("end"),
        _("Take z₅ for the notes’ z′: behind it there is only y₁, and then C."),
        two(
            "end", _("What is ∂C/∂z₅?"), (comes, right), 1,
            _("∂C/∂y₁ times the gain σ′(z₅), for z₅ moves y₁ by σ′(z₅): as the line says."),
            _("That is ∂C/∂y₁. On the way to z₅ the gain σ′(z₅) comes in."),
        ),
        ((_("as it is"), it.write.delta(3, 1, 1)),),
        (it.measured("C", "z₅", by_bias(now.lesson.recipe, now.step, 3, 1)),),
        "",
        moment_at("dC_dz-3-1", "z-3-1"),
    )  # fmt: skip
