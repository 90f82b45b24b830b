"""Each quantity's equation, in symbols tied to the picture and with the numbers that are known under them."""

from app.formula import Formula, Writer, partial, sum_of
from app.moment import Moment
from app.panels.functions import activation_latex, loss_latex, slope_latex
from engine.losses import is_fused


class Equations:
    """The equations of one moment."""

    def __init__(self, moment: Moment) -> None:
        """Equations about ``moment``."""
        self.moment = moment
        self.write = Writer(moment)
        self.tex = moment.symbols.tex

    # the letters, in LaTeX

    def z(self, layer: int, neuron: int) -> str:
        """z₃."""
        return self.tex(self.moment.symbols.neuron(layer, neuron))

    def a(self, layer: int, neuron: int) -> str:
        """a₃, x₁ or y₁."""
        return self.tex(self.moment.symbols.activation(layer, neuron))

    def w(self, layer: int, to: int, source: int) -> str:
        """w₅."""
        return self.tex(self.moment.symbols.weight(layer, to, source))

    def b(self, layer: int, to: int) -> str:
        """b₃."""
        return self.tex(self.moment.symbols.bias(layer, to))

    def delta_of(self, layer: int, neuron: int) -> str:
        """∂C/∂z₃, or δ₃."""
        return self.moment.symbols.tex_delta(layer, neuron)

    def _input(self, layer: int, neuron: int) -> str:
        return self.write.term(self.a(layer, neuron), "a" if layer else "x", layer, neuron)

    # forward

    def weighted_sum(self, layer: int, neuron: int) -> Formula:
        """Z = Σ w a + b."""
        write = self.write
        products = sum_of(
            self.moment.sizes[layer - 1],
            lambda source: (
                write.term(self.w(layer, neuron, source), "w", layer, neuron, source)
                + r"\,"
                + self._input(layer - 1, source)
            ),
        )
        bias = write.term(self.b(layer, neuron), "b", layer, neuron)
        head = rf"\class{{ref-z-{layer}-{neuron}}}{{{self.z(layer, neuron)}}}"
        return write.line(f"{head} = {products} + {bias}" + write.result("z", layer, neuron))

    def read_off(self, layer: int, neuron: int, source: int) -> Formula:
        """∂z/∂w is the input."""
        write = self.write
        slope = partial(self.z(layer, neuron), self.w(layer, neuron, source))
        return write.line(f"{slope} = {self._input(layer - 1, source)}")

    def activation(self, layer: int, neuron: int) -> Formula:
        """A = σ(z)."""
        write, z, a = self.write, self.z(layer, neuron), self.a(layer, neuron)
        spec = self.moment.lesson.recipe.spec.layers[layer - 1].activation
        inner = write.term(z, "z", layer, neuron)
        body = activation_latex(spec, inner, lambda n: self.z(layer, n), self.moment.sizes[layer])
        self._round(layer, neuron)
        return write.line(rf"\class{{ref-a-{layer}-{neuron}}}{{{a}}} = {body}" + write.result("a", layer, neuron))

    def slope(self, layer: int, neuron: int) -> Formula | None:
        """σ'(z), the constant gain; None for a softmax, which has none."""
        spec = self.moment.lesson.recipe.spec.layers[layer - 1].activation
        if not spec.elementwise:
            return None
        write = self.write
        body = slope_latex(spec, self.z(layer, neuron), self.a(layer, neuron))
        tied = rf"\class{{ref-da_dz-{layer}-{neuron}}}{{\sigma'({self.z(layer, neuron)})}}"
        self._round(layer, neuron)
        return write.line(f"{tied} = {body}" + (write.result("da_dz", layer, neuron)))

    def _round(self, layer: int, neuron: int) -> None:
        """Of a z that is not 0 a function with powers of e has no value that digits can say: σ(40) is not quite 1."""
        moment, spec = self.moment, self.moment.lesson.recipe.spec.layers[layer - 1].activation
        if spec.elementwise:
            exact = spec.name in ("relu", "leaky_relu", "linear") or moment.number("z", layer, neuron) == 0
        else:
            exact = len({moment.number("z", layer, n) for n in range(1, moment.sizes[layer] + 1)}) == 1
        if not exact:
            self.write.rounded()

    def loss(self) -> Formula:
        """C from the outputs and the targets."""
        moment, write = self.moment, self.write
        symbols, count = moment.symbols, moment.sizes[-1]

        def pair(n: int) -> tuple[str, str]:
            y = write.term(self.tex(symbols.output(n)), "y", moment.last, n)
            return y, write.term(self.tex(symbols.target(n)), "target", moment.last, n)

        name = "C" if moment.lesson.recipe.batch == 1 else f"C^{{{moment.example_number}}}"
        body = loss_latex(moment.lesson.recipe.loss, count, pair)
        return write.line(rf"\class{{ref-C}}{{{name}}} = {body}" + write.result("C"))

    def total(self) -> Formula:
        """L, the sum or mean of the losses of the examples."""
        moment, write = self.moment, self.write
        batch = moment.batch
        each = moment.step.gradients.loss_per_example
        parts = sum_of(batch, lambda n: write.bare(f"C{n}", float(each[n - 1]), brackets=n > 1), 5)
        mean = moment.lesson.recipe.reduction == "mean"
        scale = rf"\frac{{1}}{{{batch}}}" if mean else ""
        numbers = rf"{scale}\left({parts}\right)" if mean else parts
        middle = f" = {numbers}" if batch > 1 and write.known("L") else ""
        upper = "N" if batch > 1 else "1"
        return write.line(rf"L(\theta) = {scale}\sum_{{n=1}}^{{{upper}}} C^n{middle}" + write.result("L"))

    # backward

    def loss_slope(self, neuron: int) -> Formula:
        """∂C/∂y from the definition of C."""
        moment, write, last = self.moment, self.write, self.moment.last
        y = write.term(self.tex(moment.symbols.output(neuron)), "y", last, neuron)
        target = write.term(self.tex(moment.symbols.target(neuron)), "target", last, neuron)
        body = {
            "half_squared_error": f"{y} - {target}",
            "squared_error": rf"2\left({y} - {target}\right)",
            "mse": rf"\frac{{2}}{{{moment.sizes[-1]}}}\left({y} - {target}\right)",
            "cross_entropy": rf"-\frac{{{target}}}{{{y}}}",
            "binary_cross_entropy": rf"-\frac{{{target}}}{{{y}}} + \frac{{1 - {target}}}{{1 - {y}}}",
        }[moment.lesson.recipe.loss]
        head = rf"\class{{ref-dC_dy-{last}-{neuron}}}{{{partial('C', self.a(last, neuron))}}}"
        return write.line(f"{head} = {body}" + write.result("dC_dy", last, neuron))

    def sent_back(self, layer: int, neuron: int) -> str:
        """Σ w ∂C/∂z over the neurons of the next layer, as a piece of a line."""
        write = self.write
        return sum_of(
            self.moment.sizes[layer + 1],
            lambda to: (
                write.term(self.w(layer + 1, to, neuron), "w", layer + 1, to, neuron)
                + r"\,"
                + write.term(self.delta_of(layer + 1, to), "dC_dz", layer + 1, to)
            ),
        )

    def summed_back(self, layer: int, neuron: int) -> Formula:
        """∂C/∂a (or ∂C/∂x) as the sum of what the next layer sends back."""
        quantity = "dC_da" if layer else "dC_dx"
        head = rf"\class{{ref-{quantity}-{layer}-{neuron}}}{{{partial('C', self.a(layer, neuron))}}}"
        return self.write.line(f"{head} = {self.sent_back(layer, neuron)}" + self.write.result(quantity, layer, neuron))

    def delta(self, layer: int, neuron: int, unfold: int) -> Formula:
        """∂C/∂z, by the rule that holds at this neuron."""
        head = rf"\class{{ref-dC_dz-{layer}-{neuron}}}{{{self.delta_of(layer, neuron)}}}"
        body = self.delta_body(layer, neuron, unfold)
        return self.write.line(f"{head} = {body}" + self.write.result("dC_dz", layer, neuron))

    def delta_body(self, layer: int, neuron: int, unfold: int) -> str:
        """The right side of ∂C/∂z = …: fused, the Jacobian product of a softmax, or σ'(z) times ∂C/∂a or its sum."""
        moment, write = self.moment, self.write
        spec = moment.lesson.recipe.spec.layers[layer - 1].activation
        loss = moment.lesson.recipe.loss
        if not spec.elementwise and loss != "cross_entropy":
            return self._jacobian(neuron)
        if layer == moment.last and is_fused(spec.name, loss) and not (unfold and spec.elementwise):
            return self._fused(spec.name, neuron)
        gain = write.term(rf"\sigma'({self.z(layer, neuron)})", "da_dz", layer, neuron)
        if unfold == 2 and layer < moment.last:
            return rf"{gain}\left[{self.sent_back(layer, neuron)}\right]"
        quantity = "dC_dy" if layer == moment.last else "dC_da"
        return gain + r"\cdot " + write.term(partial("C", self.a(layer, neuron)), quantity, layer, neuron)

    def _fused(self, activation: str, neuron: int) -> str:
        moment, write, last = self.moment, self.write, self.moment.last
        y = write.term(self.a(last, neuron), "y", last, neuron)
        target = write.term(self.tex(moment.symbols.target(neuron)), "target", last, neuron)
        if activation == "sigmoid" and moment.lesson.recipe.loss == "cross_entropy":
            return rf"-{target}\left(1 - {y}\right)"
        total = sum(moment.number("target", last, k) for k in range(1, moment.sizes[-1] + 1))
        if activation == "softmax" and total != 1:
            letter = self.tex(moment.symbols.target(1)).partition("_")[0]
            return rf"{y}\,\underset{{{write.bare('total', total)}}}{{\sum_k {letter}_k}} - {target}"
        return f"{y} - {target}"

    def _jacobian(self, neuron: int) -> str:
        """Softmax: every output depends on every z."""
        moment, write, last = self.moment, self.write, self.moment.last

        def y(k: int) -> str:
            return write.term(self.a(last, k), "y", last, k)

        def slope(k: int) -> str:
            return write.term(partial("C", self.a(last, k)), "dC_dy", last, k)

        mixed = sum_of(moment.sizes[-1], lambda k: rf"{y(k)}\,{slope(k)}", 4)
        return rf"{y(neuron)}\left({slope(neuron)} - \left[{mixed}\right]\right)"

    # gradients and update

    def weight_gradient(self, layer: int, to: int, source: int, unfold: int) -> Formula:
        """∂C/∂w = a · ∂C/∂z', with ∂C/∂z' split as far as asked for."""
        write = self.write
        head = rf"\class{{ref-dC_dw-{layer}-{to}-{source}}}{{{partial('C', self.w(layer, to, source))}}}"
        body = self._input(layer - 1, source) + r"\cdot " + self._delta_term(layer, to, unfold)
        return write.line(f"{head} = {body}" + write.result("dC_dw", layer, to, source))

    def bias_gradient(self, layer: int, to: int, unfold: int) -> Formula:
        """∂C/∂b = 1 · ∂C/∂z'."""
        write = self.write
        head = rf"\class{{ref-dC_db-{layer}-{to}}}{{{partial('C', self.b(layer, to))}}}"
        body = r"1 \cdot " + self._delta_term(layer, to, unfold)
        return write.line(f"{head} = {body}" + write.result("dC_db", layer, to))

    def _delta_term(self, layer: int, to: int, unfold: int) -> str:
        if unfold and self.moment.known("dC_dz", layer, to):
            return rf"\left({self.delta_body(layer, to, unfold)}\right)"
        return self.write.term(self.delta_of(layer, to), "dC_dz", layer, to)

    def batch_gradient(self, kind: str, layer: int, to: int, source: int = 0) -> Formula:
        """∂L/∂w as the sum or mean of every example's ∂C/∂w."""
        moment, write = self.moment, self.write
        name = self.w(layer, to, source) if kind == "w" else self.b(layer, to)
        place = (layer, to, source) if kind == "w" else (layer, to)
        batch, mean = moment.batch, moment.lesson.recipe.reduction == "mean"
        each = moment.every_example(f"dC_d{kind}", *place)
        parts = sum_of(batch, lambda n: write.bare(f"n{n}", each[n - 1], brackets=n > 1), 5)
        scale = rf"\frac{{1}}{{{batch}}}" if mean else ""
        head = rf"\class{{ref-dL_d{kind}-{'-'.join(map(str, place))}}}{{{partial('L', name)}}}"
        symbol = rf"{scale}\sum_n {partial('C^n', name)}"
        numbers = rf"{scale}\left({parts}\right)" if mean else parts
        return write.line(f"{head} = {symbol} = {numbers}" + write.result(f"dL_d{kind}", *place))
