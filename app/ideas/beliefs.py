"""What is often said, true or not: a question and a reply each, with numbers of the notes' network as the evidence."""

from dataclasses import dataclass, replace
from functools import cache

from app.ideas import belief_items as wrong
from app.ideas import belief_true as right
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.items import Answers, Item, ItemsView, answer_rows, items_view
from app.ideas.of_lesson import OPENING
from app.ideas.slips import notes_picture
from app.language import _, language, speaking
from app.links import backward_done
from app.moment import moment
from app.panels.picture import Picture
from engine.words import N_

NAMES = ("learning", "add-up", "inverse", "large", "share", "negative", "of-x", "gain", "one-thing", "zero")
TRUE_ONES = ("add-up", "share", "gain")

_MAKERS = (
    wrong.learning, right.add_up, wrong.inverse, wrong.large, right.share, wrong.negative, wrong.of_x, right.gain,
    wrong.one_thing, wrong.zero,
)  # fmt: skip


@cache
def beliefs(tag: str) -> tuple[Item, ...]:
    """Every belief, in the order of the page, said in the language of this tag."""
    now = moment(backward_done(OPENING).viewed(step="pass"))
    with speaking(tag):
        return tuple(_judged(make(now)) for make in _MAKERS)


def _judged(item: Item) -> Item:
    """The same item with a verdict on what its title says."""
    true = item.name in TRUE_ONES
    return replace(item, verdict=_("So what is said is true.") if true else _("So what is said is not true."))


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
    title=N_("Often said: true or not?"),
    lead=N_(
        "Ten sentences that one hears about backpropagation; some of them are true. Answer first; then the notes’"
        " network answers."
    ),
    notes=N_(
        "The notes call training «optimising a loss function»: the update θ ← θ − η ∇L does it, and"
        " backpropagation is how ∇L is computed."
    ),
    table=answer_rows(NAMES),
    first=Answers(),
    view=_view,
)
