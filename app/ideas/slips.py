"""The notes, line by line: which lines slip is told by two numbers of the notes' network, one of them the true one."""

from dataclasses import dataclass, replace
from functools import cache

from app.ideas import slip_items as wrong
from app.ideas import slip_true as right
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.items import Answers, Item, ItemsView, answer_rows, items_view
from app.ideas.of_lesson import NOTHING_LIT, OPENING, forward_pass, plainly
from app.ideas.slip_notes import Notes
from app.language import _, language, speaking
from app.links import Links, backward_done
from app.moment import moment
from app.numbers import text
from app.panels.equations import Equations
from app.panels.picture import Picture, picture
from engine.words import N_

NAMES = ("sum", "rule", "output", "end", "passes", "labels", "bracket", "names", "loss", "n")
TRUE_ONES = ("rule", "end")

_MAKERS = (
    wrong.sum_, right.rule, wrong.output, right.end, wrong.passes, wrong.labels, wrong.bracket, wrong.names,
    wrong.loss, wrong.letter_n,
)  # fmt: skip


@cache
def slips(tag: str) -> tuple[Item, ...]:
    """Every slip, in the order of the notes, said in the language of this tag."""
    now = moment(backward_done(OPENING).viewed(step="pass"))
    it = Notes(now, Equations(now))
    with speaking(tag):
        return tuple(_judged(make(it)) for make in _MAKERS)


def _judged(item: Item) -> Item:
    """The same item with a verdict on its line."""
    holds = item.name in TRUE_ONES
    return replace(item, verdict=_("So the line holds as it stands.") if holds else _("So the line slips."))


@dataclass(frozen=True, slots=True)
class SlipsView:
    """The page.

    Attributes:
        picture: the notes' network after its forward pass.
        sentence: the picture in words.
        page: the questions.
    """

    picture: Picture
    sentence: str
    page: ItemsView


def notes_picture(root: str) -> tuple[Picture, str]:
    """The notes' network after its forward pass, and what it is in words; a click leads to the lesson."""
    now = forward_pass(plainly(OPENING))
    drawn = picture(now, NOTHING_LIT, Links(now.lesson, root))
    drawn = replace(drawn, legend=_("Click anything for its equations, in the lesson."), zooms=(), views=())
    return drawn, _("The notes’ network after its forward pass, C = {C}", C=text(now.number("C")))


def _view(state: Answers, links: IdeaLinks[Answers]) -> SlipsView:
    drawn, said = notes_picture(links.root)
    return SlipsView(drawn, said, items_view(slips(language()), state, links))


IDEA: Idea[Answers] = Idea(
    name="slips",
    title=N_("The notes, line by line"),
    lead=N_(
        "Notes are written fast. Some of these ten lines hold as they stand, and some say something else than they"
        " mean. Each has a question about the notes’ network, with two numbers to choose from."
    ),
    notes=N_(
        "The lines are quoted as they stand, and the results at the end of the notes are right: whoever"
        " follows the derivation and not these lines gets them."
    ),
    table=answer_rows(NAMES),
    first=Answers(),
    view=_view,
)
