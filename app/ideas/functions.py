"""The functions of ``engine.calculus`` as they are written: in plain letters and in LaTeX, of any argument."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """A function as it is written.

    Attributes:
        plain: in Unicode, with ``{}`` for the argument.
        tex_slope: its derivative, in LaTeX, with ``@`` for the argument.
    """

    plain: str
    tex_slope: str

    def of(self, argument: str) -> str:
        """The function of that argument."""
        return self.plain.format(argument)

    def tex_slope_of(self, argument: str) -> str:
        """Its derivative in LaTeX."""
        return self.tex_slope.replace("@", argument)


@dataclass(frozen=True, slots=True)
class Written2:
    """A function of x and y as it is written, in Unicode, and both its partial derivatives, in LaTeX."""

    plain: str
    tex_dx: str
    tex_dy: str


WRITTEN: dict[str, Written] = {
    "same": Written("{}", "1"),
    "line": Written("2{} + 1", "2"),
    "fall": Written("1 − {}", "-1"),
    "square": Written("{}²", "2@"),
    "sin": Written("sin {}", r"\cos @"),
    "cos": Written("cos {}", r"-\sin @"),
    "exp": Written("exp {}", "e^{@}"),
    "sigmoid": Written("σ({})", r"\sigma(@)\,(1 - \sigma(@))"),
    "tanh": Written("tanh {}", r"1 - \tanh^2 @"),
    "softplus": Written("ln(1 + exp {})", r"\sigma(@)"),
    "relu": Written("max({}, 0)", r"[@ > 0]"),
}

WRITTEN2: dict[str, Written2] = {
    "product": Written2("x · y", "y", "x"),
    "sum": Written2("x + y", "1", "1"),
    "squares": Written2("x² + y²", "2x", "2y"),
    "error": Written2("½ (x − y)²", "x - y", "y - x"),
    "wave": Written2("x · sin y", r"\sin y", r"x \cdot \cos y"),
}
