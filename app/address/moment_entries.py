"""The rows of the table that say what was done in a lesson, where its cursor is, and how it is looked at."""

from dataclasses import replace

from app.address import covered, grammar, moments
from app.address.edits import read_edits, write_edits
from app.address.entry import Entry, choice, in_view, subset
from app.lesson import DRAWN, WATCH, Lesson
from app.limits import MAX_ANSWERS, MAX_COVERED, MAX_UPDATES
from engine.edits import AnyEdit
from engine.operations import STEP_SIZES
from engine.words import N_

DROPPED = (
    "activations", "weights", "biases", "inputs", "targets", "data", "frozen", "edits", "cursor", "focus", "example",
)  # fmt: skip
"""What a change of settings may have to let go of, in the words of the address."""

PANELS = ("figures", "gradient", "settings", "table")
"""The panels that can be folded away."""


def _put_edits(lesson: Lesson, edits: tuple[AnyEdit, ...]) -> Lesson:
    return replace(lesson, edits=edits)


MOMENT_ENTRIES: tuple[Entry[Lesson], ...] = (
    Entry(
        "set", N_("none"),
        N_(
            "`name:value` or `name:value@count`, separated by commas; the count from 0 to {most}, 0 unless"
            " said; `w5:0.4` and `b1:-2@3` set a parameter, `lr:0.1@50` sets η, `w3:frozen@60` and `w3:free@80` hold"
            " a parameter or group as in `frozen` and let it go, `n17:out@90` and `n17:in@95` leave training example"
            " 17 out and take it in again",
            most=MAX_UPDATES,
        ),
        N_("what was done by hand, after so many updates"),
        lambda lesson: lesson.edits, _put_edits,
        lambda text, lesson: read_edits(text, lesson.recipe.sizes, len(lesson.recipe.inputs)),
        lambda lesson: write_edits(lesson.edits, lesson.recipe.sizes),
    ),
    Entry(
        "dx", "`0`", N_("`0` or `1`"),
        N_("whether the backward pass goes on to the inputs, ∂C/∂x"),
        lambda lesson: lesson.view.with_dC_dx, in_view("with_dC_dx"),
        lambda text, _: grammar.choice(text, ("0", "1")) == "1", lambda lesson: str(int(lesson.view.with_dC_dx)),
    ),
    Entry(
        "updates", "`0`",
        N_(
            "a whole number from 0 to {most}; less for a network and a batch so large that they need too long",
            most=MAX_UPDATES,
        ),
        N_("how many updates are finished"),
        lambda lesson: lesson.time // len(lesson.program), moments.with_updates,
        moments.updates, lambda lesson: str(lesson.time // len(lesson.program)),
    ),
    Entry(
        "run", N_("as many as `updates`"), N_(
            "a whole number from 0 to {most}, as for `updates`",
            most=MAX_UPDATES,
        ),
        N_("for how many updates the run has been trained, when the cursor stands before its end"),
        moments.run_of, moments.with_run, moments.updates, lambda lesson: str(moments.run_of(lesson)),
    ),
    Entry(
        "at", N_("nothing done yet"),
        N_("`input`, `loss`, `gradient`, or the operation of one neuron: `z-1-2` (layer 1, neuron 2), `a-1-2`,"
        " `dC_dy-3-1`, `dC_dz-2-1`, `dC_da-2-1`, `dC_dx-0-1`, `dC_dw-1-2`, `dL_dw-1-2` (several examples),"
        " `update-1-2`"),
        N_("the last operation done in the training step that follows those updates"),
        moments.operation_of, moments.with_operation, moments.operation, moments.operation_of,
    ),
    Entry(
        "example", "`1`", N_("a whole number from 1 to the number of examples"),
        N_("which example of the batch is drawn"),
        lambda lesson: lesson.view.example, in_view("example"),
        lambda text, lesson: grammar.whole(text, 1, lesson.recipe.batch), lambda lesson: str(lesson.view.example),
    ),
    choice("step", "view.step", STEP_SIZES, "`neuron`", N_("how much one step takes")),
    Entry(
        "focus", N_("nothing"),
        N_("a neuron `z-2-1` (layer 2, neuron 1), an edge `w-2-1-2` (from neuron 2), a bias `b-2-1`, an input `x-0-1`,"
        " or the loss `C`"),
        N_("whose own equations are shown"),
        lambda lesson: lesson.view.focus, in_view("focus"),
        lambda text, lesson: moments.focus(text, lesson.recipe.sizes), lambda lesson: lesson.view.focus,
    ),
    Entry(
        "unfold", "`0`", N_("`0`, `1` (into σ'(z) · ∂C/∂a) or `2` (and ∂C/∂a into its sum)"),
        N_("how far ∂C/∂z is split"),
        lambda lesson: lesson.view.unfold, in_view("unfold"),
        lambda text, _: int(grammar.choice(text, ("0", "1", "2"))), lambda lesson: str(lesson.view.unfold),
    ),
    subset("open", "panels", PANELS, N_("the panels that are open")),
    choice(
        "guide",
        "view.guide",
        ("", "ask", "rises", "falls", "all", WATCH),
        N_("none"),
        N_("the page of the first minute"),
    ),
    choice("view", "view.drawn", DRAWN, "`forward`", N_("the network forward, in reverse, or both")),
    Entry(
        "zoom", "`1`", N_("`1`, `2` or `3`"),
        N_("how many times larger than its frame the picture is drawn"),
        lambda lesson: lesson.view.zoom, in_view("zoom"),
        lambda text, _: int(grammar.choice(text, ("1", "2", "3"))), lambda lesson: str(lesson.view.zoom),
    ),
    choice("screen", "view.screen", ("page", "projector"), "`page`", N_("the size of everything")),
    choice("theme", "view.theme", ("auto", "light", "dark"), "`auto`", N_("the colours")),
    choice(
        "notation", "view.notation", ("notes", "common"), "`notes`",
        N_("the letters: the notes’ (ŷ the target, ∂C/∂z) or the common ones (ŷ the output, δ for ∂C/∂z)"),
    ),
    Entry(
        "was", N_("nothing"),
        N_("`id:value@n`, separated by commas; empty where nobody had set it; n counts updates, or is the example"),
        N_("what the values set by hand were before, for undoing"),
        lambda lesson: lesson.view.was, in_view("was"), moments.was, moments.write_was,
    ),
    Entry(
        "cover", N_("nothing"),
        N_(
            "`pass`: what the pass of the cursor computes, at most 8 numbers; or ids of numbers that a training step"
            " computes, at most {most}, separated by commas: `z-2-1`, `a-2-1`, `da_dz-2-1`, `forward-2-1-2`,"
            " `C`, `dC_dy-3-1`, `dC_da-2-1`, `dC_dz-2-1`, `backward-2-1-2`, `dC_dx-0-1`, `dC_dw-2-1-2`, `dC_db-2-1`,"
            " `L`, `dL_dw-2-1-2`, `dL_db-2-1`, `w_new-2-1-2`, `b_new-2-1`, `L_new`; with `:sign` after it where only"
            " its sign is asked for",
            most=MAX_COVERED,
        ),
        N_("which numbers are covered, with all that follows from them, until they are answered"),
        lambda lesson: lesson.view.cover, in_view("cover"),
        covered.cover, lambda lesson: ",".join(lesson.view.cover),
    ),
    Entry(
        "answers", N_("none"),
        N_(
            "`id:answer`, at most {most}, separated by commas, wrong ones as well: a number with its digits as"
            " they were typed, `pos`, `neg` or `0` for a sign, `show` to be shown it",
            most=MAX_ANSWERS,
        ),
        N_("what was answered about covered numbers, in that order; score and replies follow from it"),
        lambda lesson: lesson.view.answers, in_view("answers"),
        covered.answers, covered.write_answers,
    ),
    subset("dropped", "dropped", DROPPED, N_("what the last change of settings could not keep; said once")),
)  # fmt: skip
"""From the edits on, in the order of a canonical address; their defaults are those of every lesson."""
