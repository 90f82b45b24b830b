"""«Beliefs to shake»: one question and one reply each, with numbers of the notes' network as the evidence."""

from dataclasses import dataclass
from functools import cache

from app.ideas.belief_items import MAKERS
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.items import Answers, Item, ItemsView, answer_rows, items_view
from app.ideas.of_lesson import OPENING
from app.ideas.slips import notes_picture
from app.language import language, speaking
from app.links import backward_done
from app.moment import moment
from app.panels.picture import Picture
from engine.words import N_

NAMES = ("learning", "inverse", "large", "negative", "of-x", "one-thing", "zero")


@cache
def beliefs(tag: str) -> tuple[Item, ...]:
    """Every belief, in the order of the page, said in the language of this tag."""
    now = moment(backward_done(OPENING).viewed(step="pass"))
    with speaking(tag):
        return tuple(make(now) for make in MAKERS)


@dataclass(frozen=True, slots=True)
class BeliefsView:
    """The page.

    Attributes:
        picture: the notes' network after its forward pass.
        sentence: the picture in words.
        page: the questions.
    """

    picture: Picture
    sentence: str
    page: ItemsView


def _view(state: Answers, links: IdeaLinks[Answers]) -> BeliefsView:
    drawn, said = notes_picture(links.root)
    return BeliefsView(drawn, said, items_view(beliefs(language()), state, links))


IDEA: Idea[Answers] = Idea(
    name="beliefs",
    title=N_("Beliefs to shake"),
    lead=N_("Seven things that many believe about backpropagation. Answer first; then the notes’ network answers."),
    notes=N_(
        "The notes call training «optimising a loss function»: the update θ ← θ − η ∇L does it, and"
        " backpropagation is how ∇L is computed."
    ),
    table=answer_rows(NAMES),
    first=Answers(),
    view=_view,
)
