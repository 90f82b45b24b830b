"""The functions of a NumPy program: as a student writes them, but exact where a function saturates."""

from engine.activations import Activation

_SIGMOID = """def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))"""
_SIGMOID_SLOPE = """def sigmoid_slope(z):
    return sigmoid(z) * sigmoid(-z)"""
_PHI = """def Phi(z):
    return 0.5 * np.vectorize(math.erfc)(-z / math.sqrt(2))"""
_SOFTMAX = """def softmax(z):
    power = np.exp(z - z.max(axis=-1, keepdims=True))
    return power / power.sum(axis=-1, keepdims=True)"""
_LN_SOFTMAX = """def ln_softmax(z):
    below = z - z.max(axis=-1, keepdims=True)
    return below - np.log(np.exp(below).sum(axis=-1, keepdims=True))"""
_OTHERS = """def without_each(z):
    # (N, k, i): z of every output i, but for output k itself
    return np.where(np.eye(z.shape[1], dtype=bool), -np.inf, z[:, None, :])"""

_VALUES: dict[str, tuple[str, ...]] = {
    "sigmoid": (_SIGMOID,),
    "relu": ("def relu(z):\n    return np.maximum(z, 0)",),
    "leaky_relu": ("def leaky_relu(z, slope):\n    return np.maximum(z, slope * z)",),
    "softplus": ("def softplus(z):\n    return np.logaddexp(0, z)",),
    "gelu": (_PHI, "def gelu(z):\n    return z * Phi(z)"),
    "softmax": (_SOFTMAX,),
}
_SLOPES: dict[str, tuple[str, ...]] = {
    "sigmoid": (_SIGMOID, _SIGMOID_SLOPE),
    "tanh": ("def tanh_slope(z):\n    return (1 / np.cosh(z)) ** 2",),
    "relu": ("def relu_slope(z):\n    return np.where(z > 0, 1.0, 0.0)",),
    "leaky_relu": ("def leaky_relu_slope(z, slope):\n    return np.where(z > 0, 1.0, np.where(z < 0, slope, 0.0))",),
    "softplus": (_SIGMOID,),
    "gelu": (_PHI, "def gelu_slope(z):\n    return Phi(z) + z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)"),
}


def value_of(activation: Activation, z: str) -> tuple[str, tuple[str, ...]]:
    """σ(z) as an expression, and the functions that it calls."""
    match activation.name:
        case "tanh":
            return f"np.tanh({z})", ()
        case "linear":
            return f"{z}.copy()", ()
        case "leaky_relu":
            return f"leaky_relu({z}, {activation.negative_slope!r})", _VALUES["leaky_relu"]
        case name:
            return f"{name}({z})", _VALUES[name]


def slope_of(activation: Activation, z: str) -> tuple[str, tuple[str, ...]]:
    """σ'(z) of an elementwise function likewise; "" for 1."""
    match activation.name:
        case "linear":
            return "", ()
        case "softplus":
            return f"sigmoid({z})", _SLOPES["softplus"]
        case "leaky_relu":
            return f"leaky_relu_slope({z}, {activation.negative_slope!r})", _SLOPES["leaky_relu"]
        case name:
            return f"{name}_slope({z})", _SLOPES[name]


def loss_of(loss: str, activation: Activation, z: str) -> tuple[list[str], tuple[str, ...]]:
    """The lines that compute C of every example, and the functions that they call.

    Logarithms are taken of the logits: of an output that is rounded to 0 or 1 they would say nothing.
    """
    match loss, activation.name:
        case "half_squared_error", _:
            return ["C = 0.5 * ((y - target) ** 2).sum(axis=1)"], ()
        case "squared_error", _:
            return ["C = ((y - target) ** 2).sum(axis=1)"], ()
        case "mse", _:
            return ["C = ((y - target) ** 2).mean(axis=1)"], ()
        case "cross_entropy", "sigmoid":
            return [f"ln_y = -np.logaddexp(0, -{z})", "C = -(target * ln_y).sum(axis=1)"], ()
        case "cross_entropy", _:
            return [f"ln_y = ln_softmax({z})", "C = -(target * ln_y).sum(axis=1)"], (_LN_SOFTMAX,)
        case _, "sigmoid":
            logs, called = [f"ln_y = -np.logaddexp(0, -{z})", f"ln_rest = -np.logaddexp(0, {z})"], ()
            return [*logs, _BOTH], called
        case _:
            rest = f"ln_rest = np.logaddexp.reduce(without_each({z}), axis=2)"
            rest += f" - np.logaddexp.reduce({z}, axis=1, keepdims=True)"
            return [f"ln_y = ln_softmax({z})", rest, _BOTH], (_LN_SOFTMAX, _OTHERS)


_BOTH = "C = -(target * ln_y + (1 - target) * ln_rest).sum(axis=1)"


def output_slope(loss: str, activation: Activation, z: str, width: int) -> tuple[list[str], tuple[str, ...]]:
    """The lines that compute ∂C/∂z of the output layer into ``dC_d{z}``, and the functions that they call."""
    match loss, activation.name:
        case "cross_entropy", "sigmoid":
            return [f"dC_d{z} = -target * sigmoid(-{z})"], (_SIGMOID,)
        case "binary_cross_entropy", "sigmoid":
            return [f"dC_d{z} = (1 - target) * sigmoid({z}) - target * sigmoid(-{z})"], (_SIGMOID,)
        case "cross_entropy", "softmax":
            return [f"dC_d{z} = y * target.sum(axis=1, keepdims=True) - target"], ()
        case "binary_cross_entropy", "softmax":
            return [
                f"share = softmax(without_each({z}))",
                "weight = (1 - target) * y",
                f"dC_d{z} = y * target.sum(axis=1, keepdims=True) - target + weight",
                f"dC_d{z} -= (weight[:, :, None] * share).sum(axis=1)",
            ], (_SOFTMAX, _OTHERS)
    factor = {"half_squared_error": "", "squared_error": "2 * ", "mse": f"2 / {width} * "}[loss]
    dy = f"dC_dy = {factor}(y - target)" if factor else "dC_dy = y - target"
    if not activation.elementwise:
        return [dy, f"dC_d{z} = y * (dC_dy - (y * dC_dy).sum(axis=1, keepdims=True))"], ()
    slope, called = slope_of(activation, z)
    return [dy, f"dC_d{z} = {slope} * dC_dy" if slope else f"dC_d{z} = dC_dy.copy()"], called
