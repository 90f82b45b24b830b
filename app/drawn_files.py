"""What the pages draw, as pictures that stand alone: the network of a lesson, of a run, and of a drawn digit."""

from base64 import b64encode

import numpy as np

from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.epochs import after_words
from app.language import _
from app.lesson import Lesson
from app.lesson_data import names_of
from app.links import Links
from app.map_faces import ground
from app.map_pictures import maps_png
from app.moment import Moment
from app.numbers import text
from app.panels.digit_area import answer, title
from app.panels.digit_cards import TILE_COLUMNS
from app.panels.digit_picture import digit_picture
from app.panels.drawn import drawn
from app.panels.figures import preset_of
from app.panels.headline import title as lesson_title
from app.panels.present import present
from app.panels.sentences import sentence
from app.panels.train_moment import PictureLinks, TrainMoment
from app.panels.train_picture import train_picture
from app.picture_file import drawings as drawings_of
from app.picture_file import joined, self_contained
from app.pictures import tiles_png
from app.render import render
from engine.edits import conditions
from engine.history import measured
from engine.lesson import State


def lesson_svg(now: Moment) -> str:
    """The network of a lesson at a moment, whatever else is open on its page."""
    lesson, here = now.lesson, present(now)
    said = sentence(now, here)
    panel = render("panels/picture.html", view={"picture": drawn(now, here, Links(lesson)), "sentence": said}, root="")
    return self_contained(panel, _(lesson_title(lesson, preset_of(lesson))), said, lesson.view.theme)


def train_words(lesson: Lesson, state: State) -> str:
    """After how many updates it is, and the loss there, in a sentence."""
    loss = measured(lesson.recipe, lesson.edits, state).loss
    return _("{after}; the loss is {loss}.", after=after_words(state.updates), loss=text(loss))


def train_svg(lesson: Lesson, state: State) -> str:
    """The network of a run after some updates, with what every neuron answers, and the data on the outputs."""
    recipe, over = lesson.recipe, ground(lesson.recipe)
    under = conditions(recipe.learning_rate, recipe.frozen, lesson.edits, state.updates)
    now = TrainMoment(
        recipe, state.layers, state.updates, left_out=under.left_out, names=names_of(lesson.data),
        notation=lesson.view.notation,
    )  # fmt: skip
    maps = _data(maps_png(state.layers, over)) if over.kind == "map" else ""
    picture = train_picture(now, PictureLinks(lambda _focus: "#", lambda _number: None, maps))
    panel = render("panels/train_picture.html", view={"picture": picture}, root="")
    return joined(
        drawings_of(panel)[:1], _(lesson_title(lesson, preset_of(lesson))), train_words(lesson, state),
        lesson.view.theme, "train.css",
    )  # fmt: skip


def digit_svg(seen: Seen) -> str:
    """The network that looks at a drawn digit, at a moment."""
    weights = seen.layers[0].W / seen.begun.full_weight
    tiles = _data(tiles_png(np.clip(weights, -1.0, 1.0), TILE_COLUMNS))
    picture = digit_picture(seen, DrawingLinks(seen), tiles)
    panel = render("panels/digit_picture.html", view={"picture": picture, "sentence": answer(seen)}, root="")
    return joined(drawings_of(panel)[:1], title(seen), answer(seen), seen.drawing.view.theme, "digit.css")


def _data(png: bytes) -> str:
    return f"data:image/png;base64,{b64encode(png).decode()}"
