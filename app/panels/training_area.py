"""The whole working area of the training page, assembled from its panels."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from app.comparison import changed, comparison_query
from app.epochs import after_words
from app.language import _
from app.lesson import Lesson
from app.lesson_data import names_of
from app.lesson_url import parse
from app.links import Go, Links
from app.numbers import data, text
from app.panels.curves import Curves, curves
from app.panels.doctor import Doctor, doctor
from app.panels.drawn_strips import Strips
from app.panels.figures import preset_of
from app.panels.headline import edit_words, looks, title
from app.panels.histograms import Histograms, histograms
from app.panels.letters import Letters, letters
from app.panels.player import Player, player
from app.panels.settings import Settings, settings
from app.panels.train_moment import PictureLinks, TrainMoment
from app.panels.train_neuron import NeuronPanel, train_neuron
from app.panels.train_picture import TrainPicture, train_picture
from app.panels.training_changes import Changes, changes
from app.panels.training_strips import parameter_strips
from app.panels.training_words import data_words, example_words, learning_words
from app.prepared_runs import PREPARED_RUNS
from app.training_run import Run
from app.what_if import here_in, seen_later, what_ifs


@dataclass(frozen=True, slots=True)
class TrainingArea:
    """Everything between the head of the page and its foot.

    Attributes:
        title: what the lesson is called.
        heading: what the page says it is.
        screen: ``page`` or ``projector``.
        rate: η of the next update, as printed and at full precision.
        learning: the optimiser and the batch, in words.
        data: the examples, in words.
        picture: the network with its maps and the data.
        player: the controls of time.
        curves: loss, accuracy and gradients over the run.
        histograms: of each layer, or None: folded.
        neuron: the panel of the neuron in focus, or None.
        strips: of the parameter in focus, or None.
        focus: what is in focus, in words; "" where nothing is.
        unfocus: out of it.
        doctor: what is wrong.
        changes: what can be changed by hand from here on, and what was.
        stepper: the page that steps through the update that follows; None at the end.
        stepper_words: what that is.
        example: the example that it would show, in words.
        what_ifs: what could be otherwise from here on: label and the page that shows both side by side.
        settings: the form, when it is open.
        change: the address that forms go to.
        toggles: opens or folds each panel.
        open: the panels that are open.
        looks: other ways to look at this moment: label and address.
        letters: what the letters mean.
        runs: prepared runs: name, description, address and whether it is this one.
        downloads: label and address.
        dropped: what a change of settings could not keep.
    """

    title: str
    heading: str
    screen: str
    rate: tuple[str, str]
    learning: str
    data: str
    picture: TrainPicture
    player: Player
    curves: Curves
    histograms: Histograms | None
    neuron: NeuronPanel | None
    strips: Strips | None
    focus: str
    unfocus: Go
    doctor: Doctor
    changes: Changes
    stepper: str
    stepper_words: str
    example: str
    what_ifs: tuple[tuple[str, str], ...]
    settings: Settings | None
    change: str
    toggles: dict[str, Go]
    open: tuple[str, ...]
    looks: tuple[tuple[str, str], ...]
    letters: Letters
    runs: tuple[tuple[str, str, str, bool], ...]
    downloads: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]


def training_area(run: Run, links: Links) -> TrainingArea:
    """The working area of a run at its cursor."""
    lesson, recipe = run.lesson, run.recipe
    preset = preset_of(lesson)
    symbols = run.next_moment.symbols
    last = len(recipe.sizes) - 1
    layer_names = tuple(symbols.layer(layer) for layer in range(1, last + 1))

    def at(updates: int) -> Go:
        return links.to(run.at(updates))

    def show(number: int) -> Go | None:
        showing = run.showing(number)
        return None if showing is None else links.to(showing)

    def tried(changes: dict[str, str]) -> Go:
        said = comparison_query(lesson, changed(lesson, changes))
        return Go(f"{links.root}/compare?{said}", f"{links.root}/panels/compare?{said}")

    examined = doctor(run.case, lesson, symbols, at, tried)
    picture = train_picture(
        TrainMoment(
            recipe, run.state.layers, run.updates, lesson.view.focus, run.example_number, run.conditions.left_out,
            examined.flagged, names_of(lesson.data), lesson.view.notation, lesson.view.screen,
        ),
        PictureLinks(links.focus, show, links.here(bare(lesson), "/train/maps.png")),
    )  # fmt: skip
    return TrainingArea(
        title=title(lesson, preset),
        heading=after_words(run.updates),
        screen=lesson.view.screen,
        rate=(text(run.conditions.learning_rate), data(run.conditions.learning_rate)),
        learning=learning_words(run),
        data=data_words(lesson),
        picture=picture,
        player=player(run.updates, run.end, run.most, run.per_epoch, at, links.here(bare(lesson), "/frames")),
        curves=run_curves(run, links),
        histograms=_histograms(run, layer_names) if "figures" in lesson.view.panels else None,
        neuron=train_neuron(run, symbols, links),
        strips=parameter_strips(run, links),
        focus=_focus(run),
        unfocus=links.viewed(focus=""),
        doctor=examined,
        changes=changes(run, symbols, links),
        stepper=links.here(run.step_lesson(run.updates), "/lesson") if run.updates <= run.most else "",
        stepper_words=_("Step through update {n:,}", n=run.updates + 1),
        example=example_words(run),
        what_ifs=tuple(
            (one.words, comparison(links.root, lesson, one.lesson)) for one in what_ifs(here_in(run), symbols)
        ),
        settings=settings(run.moment_here) if "settings" in lesson.view.panels else None,
        change=links.root + "/train/change",
        toggles={panel: links.toggled(panel) for panel in ("settings", "figures")},
        open=lesson.view.panels,
        looks=tuple((words, links.viewed(**view).href) for words, view in looks(lesson)),
        letters=letters(lesson.view.notation),
        runs=_runs(lesson, links),
        downloads=_downloads(run, links),
        dropped=lesson.view.dropped,
    )


def comparison(root: str, one: Lesson, other: Lesson) -> str:
    """The page that shows two lessons side by side, some updates after what differs."""
    return f"{root}/compare?{comparison_query(seen_later(one), seen_later(other))}"


def run_curves(run: Run, links: Links) -> Curves:
    """The curves of a run."""
    symbols = run.next_moment.symbols
    names = tuple(symbols.layer(layer) for layer in range(1, len(run.recipe.sizes)))
    edits = run.lesson.edits
    noted = [
        (edit.updates, _("{change} after update {n}", change=edit_words(symbols, edit), n=edit.updates))
        for edit in edits
    ]
    return curves(run.history, run.updates, noted, lambda updates: links.to(run.at(updates)), names)


def bare(lesson: Lesson) -> Lesson:
    """The same moment of the same lesson without how it is looked at: what pictures and numbers depend on."""
    return replace(lesson, view=replace(Lesson("", lesson.recipe).view, example=lesson.view.example))


def _focus(run: Run) -> str:
    kind, *numbers = run.lesson.view.focus.split("-")
    place, symbols = [int(number) for number in numbers], run.next_moment.symbols
    match kind:
        case "w":
            return symbols.weight(*place)
        case "b":
            return symbols.bias(*place)
        case "z" | "x":
            return symbols.neuron(*place)
    return ""


def _histograms(run: Run, names: tuple[str, ...]) -> Histograms:
    return histograms(
        names, run.recipe.spec.activations, [record.a for record in run.trace.layers],
        [record.dC_dz for record in run.gradients.layers], run.next_moment.symbols.deltas,
    )  # fmt: skip


def _runs(lesson: Lesson, links: Links) -> tuple[tuple[str, str, str, bool], ...]:
    found = []
    for one in PREPARED_RUNS:
        prepared = parse(parse_qsl(one.address, keep_blank_values=True))
        same = (prepared.recipe, prepared.data) == (lesson.recipe, lesson.data)
        view = replace(prepared.view, theme=lesson.view.theme, notation=lesson.view.notation, screen=lesson.view.screen)
        found.append((_(one.name), _(one.description), links.here(replace(prepared, view=view)), same))
    return tuple(found)


def _downloads(run: Run, links: Links) -> tuple[tuple[str, str], ...]:
    lesson = bare(run.at(run.updates))
    return (
        (_("curves as CSV"), links.here(lesson, "/train/curves.csv")),
        (_("network as JSON"), links.here(lesson, "/train/network.json")),
        (_("network as .npz"), links.here(lesson, "/train/network.npz")),
    )
