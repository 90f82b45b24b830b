"""What a moment's address covers: which numbers are asked for, which of them are answered, and what that hides.

The one place where a panel learns of it: a hidden number is not ``known``, its ``number`` is nan, and where it is
``asked`` a question mark stands. ``app.covering`` says how numbers hang together.
"""

from abc import abstractmethod
from functools import cached_property

from app.asking import settled
from app.covering import PASS, Covering, Number, number_of
from app.lesson import Lesson


class CoveredNumbers:
    """A moment's side of covering; its numbers are the moment's own."""

    lesson: Lesson

    @abstractmethod
    def truth(self, quantity: str, layer: int = 0, to: int = 0, source: int = 0) -> float:
        """The value of a quantity, covered or not."""

    @abstractmethod
    def computed(self, quantity: str, layer: int = 0, to: int = 0, source: int = 0) -> bool:
        """Whether the cursor has passed the operation that computes the quantity."""

    @cached_property
    def covering(self) -> Covering | None:
        """How the numbers hang together, where some are covered; else None."""
        return Covering.of(self.lesson.recipe) if self.lesson.view.cover else None

    @cached_property
    def covered(self) -> dict[Number, bool]:
        """What the address covers, in the order of computation, answered or not; True where only the sign is asked."""
        cover, covering = self.lesson.view.cover, self.covering
        if covering is None:
            return {}
        if cover == (PASS,):
            current = self.lesson.operation or self.lesson.next_operation
            (which,) = current.group("pass")
            return dict.fromkeys(covering.quiz(int(str(which))), False)
        parts = [key.partition(":") for key in cover]
        return {number_of(key): bool(sign) for key, _, sign in parts}

    @cached_property
    def open(self) -> frozenset[Number]:
        """The covered numbers that are still to be answered."""
        answers = self.lesson.view.answers
        said = [(number_of(key), text) for key, text in answers] if self.covered else []
        return frozenset(
            number
            for number, sign in self.covered.items()
            if not any(one == number and self.settles(number, text, sign=sign) for one, text in said)
        )

    def settles(self, number: Number, said: str, *, sign: bool) -> bool:
        """Whether an answer ends the question about a number: it is right, or asks to be shown it."""
        quantity, place = number
        return settled(said, self.truth(quantity, *place), sign=sign, scale=self.scale(number))

    def scale(self, number: Number) -> float | None:
        """What the tolerance of an answer is relative to: of a new value its change, else the number itself (None)."""
        quantity, place = number
        if quantity not in ("w_new", "b_new", "L_new"):
            return None
        return self.truth(quantity, *place) - self.truth(quantity[0], *place)

    @cached_property
    def _hidden(self) -> dict[Number, bool]:
        return {}

    def hides(self, quantity: str, *place: int) -> bool:
        """Whether a number is covered and not answered, or is computed from one that is."""
        while place and not place[-1]:
            place = place[:-1]
        covering = self.covering
        if covering is None or not self.open:
            return False
        computed = covering.has((quantity, place)) or quantity == "C_term"
        return computed and self._hides((quantity, place))

    def _hides(self, number: Number) -> bool:
        assert self.covering is not None
        number = self.covering.canonical(number)
        if number not in self._hidden:
            self._hidden[number] = (
                number in self.open
                or any(one in self.open for one in self.covering.given_away_by(number))
                or any(map(self._hides, self.covering.operands(number)))
            )
        return self._hidden[number]

    def asked(self, quantity: str, *place: int) -> bool:
        """Whether a question mark stands in the number's place: the cursor has passed it, and it is to be answered."""
        if self.covering is None or not self.computed(quantity, *place):
            return False
        return self.covering.canonical((quantity, place)) in self.open

    def shown(self, quantity: str, *place: int) -> bool:
        """Whether something stands in the number's place: the number itself, or a question mark."""
        return self.known(quantity, *place) or self.asked(quantity, *place)

    def known(self, quantity: str, layer: int = 0, to: int = 0, source: int = 0) -> bool:
        """Whether the number is drawn: the cursor has passed its operation, and it is not hidden by what is covered."""
        place = (layer, to, source)
        return self.computed(quantity, *place) and not (self.covering and self.hides(quantity, *place))
