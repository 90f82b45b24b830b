"""The functions of ``engine.calculus`` as they are written: in plain letters and in LaTeX, of any argument."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """A function as it is written; ``{}`` stands for its argument.

    Attributes:
        plain: in Unicode.
        slope: its derivative, in Unicode.
        tex: in LaTeX, with ``@`` for the argument.
        tex_slope: its derivative, in LaTeX.
    """

    plain: str
    slope: str
    tex: str
    tex_slope: str

    def of(self, argument: str) -> str:
        """The function of that argument."""
        return self.plain.format(argument)

    def slope_of(self, argument: str) -> str:
        """Its derivative there."""
        return self.slope.format(argument)

    def tex_of(self, argument: str) -> str:
        """The function in LaTeX."""
        return self.tex.replace("@", argument)

    def tex_slope_of(self, argument: str) -> str:
        """Its derivative in LaTeX."""
        return self.tex_slope.replace("@", argument)


@dataclass(frozen=True, slots=True)
class Written2:
    """A function of x and y as it is written, and both its partial derivatives; in Unicode and in LaTeX."""

    plain: str
    dx: str
    dy: str
    tex: str
    tex_dx: str
    tex_dy: str


WRITTEN: dict[str, Written] = {
    "same": Written("{}", "1", "@", "1"),
    "line": Written("2{} + 1", "2", "2@ + 1", "2"),
    "fall": Written("1 − {}", "−1", "1 - @", "-1"),
    "square": Written("{}²", "2{}", "@^2", "2@"),
    "sin": Written("sin {}", "cos {}", r"\sin @", r"\cos @"),
    "cos": Written("cos {}", "−sin {}", r"\cos @", r"-\sin @"),
    "exp": Written("exp {}", "exp {}", "e^{@}", "e^{@}"),
    "sigmoid": Written("σ({})", "σ({0}) (1 − σ({0}))", r"\sigma(@)", r"\sigma(@)\,(1 - \sigma(@))"),
    "tanh": Written("tanh {}", "1 − tanh² {}", r"\tanh @", r"1 - \tanh^2 @"),
    "softplus": Written("ln(1 + exp {})", "σ({})", r"\ln(1 + e^{@})", r"\sigma(@)"),
    "relu": Written("max({}, 0)", "1 above 0, else 0", r"\max(@, 0)", r"[@ > 0]"),
}

WRITTEN2: dict[str, Written2] = {
    "product": Written2("x · y", "y", "x", r"x \cdot y", "y", "x"),
    "sum": Written2("x + y", "1", "1", "x + y", "1", "1"),
    "squares": Written2("x² + y²", "2x", "2y", "x^2 + y^2", "2x", "2y"),
    "error": Written2("½ (x − y)²", "x − y", "y − x", r"\tfrac{1}{2}(x - y)^2", "x - y", "y - x"),
    "wave": Written2("x · sin y", "sin y", "x · cos y", r"x \cdot \sin y", r"\sin y", r"x \cdot \cos y"),
}
