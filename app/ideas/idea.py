"""What an idea's page is: a state with an address of its own, what is drawn of it, and how its controls lead on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from urllib.parse import parse_qsl

from app.address.entry import Entry
from app.address.reading import part, put_all, texts
from app.language import _
from app.links import Go

State = TypeVar("State")


@dataclass(frozen=True)
class Idea(Generic[State]):
    """One idea; its template is ``ideas/<name>.html`` and reads ``view``, ``links`` and ``it``, the idea itself.

    Attributes:
        name: in the address, ``/ideas/<name>``.
        title: its heading.
        lead: what there is to see, in a sentence or two.
        notes: what the lecture notes say there, in our words.
        table: the parameters of its address, in order; each row has read, write, of and put of this state.
        first: the state without any parameter.
        view: the view model of a state: plain values only.
        canonical: the state with whatever follows from it made so; most ideas need none.
        opening: the query that links from elsewhere open it with; most open on the first state.
    """

    name: str
    title: str
    lead: str
    notes: str
    table: tuple[Entry[State], ...]
    first: State
    view: Callable[[State, "IdeaLinks[State]"], object]
    canonical: Callable[[State], State] = lambda state: state
    opening: str = ""

    @property
    def way(self) -> str:
        """What comes after ``/ideas/`` in a link from elsewhere."""
        return f"{self.name}?{self.opening}" if self.opening else self.name

    def spoken(self) -> "Idea[State]":
        """The same idea with its words in the language spoken."""
        return replace(self, title=_(self.title), lead=_(self.lead), notes=_(self.notes))

    def parse(self, pairs: Iterable[tuple[str, str]]) -> State:
        """The state that a query says.

        Raises:
            BadInput: a parameter is unknown, repeated or not allowed.
        """
        return self.canonical(put_all(self.first, texts(pairs, self.table), self.table))

    def query(self, state: State) -> str:
        """The canonical query of a state: what differs from the first one, in the table's order."""
        parts, said = [], self.first
        for entry in self.table:
            if entry.of(state) != entry.of(said):
                parts.append(part(entry, state))
                said = entry.put(said, entry.of(state))
        return "&".join(parts)


class IdeaLinks(Generic[State]):
    """The links out of one idea's page, under one path prefix."""

    def __init__(self, idea: Idea[State], root: str = "") -> None:
        """Links of ``idea`` under ``root``, "" or such as ``/backprop``."""
        self.idea = idea
        self.root = root

    @property
    def path(self) -> str:
        """The page without a query: where its forms go."""
        return f"{self.root}/ideas/{self.idea.name}"

    def to(self, state: State) -> Go:
        """To another state."""
        said = self.idea.query(state)
        asked = f"?{said}" if said else ""
        return Go(f"{self.path}{asked}", f"{self.root}/panels/ideas/{self.idea.name}{asked}")

    def hidden(self, state: State, *without: str) -> tuple[tuple[str, str], ...]:
        """The parameters of a state as a form's hidden fields, but for those that the form has fields for."""
        said = parse_qsl(self.idea.query(state), keep_blank_values=True)
        return tuple((name, text) for name, text in said if name not in without)
