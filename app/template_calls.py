"""What templates call, called at once: macros, the macros of other templates, and translations.

Jinja asks of every callee whether it wants the context, and of every import whether there are globals of its own. A
page calls some three hundred times and imports some forty; here what is known needs no question.
"""

from collections.abc import MutableMapping
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from app.language import gettext


class DirectContext(Context):
    """The variables of a template, which calls a macro without looking at it first."""

    def call(self, callee: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What the callee gives; a macro never wants the context."""
        if type(callee) is not Macro:
            return super().call(callee, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return callee(*args, **kwargs)


class DirectEnvironment(Environment):
    """An environment whose templates all know its globals, and no others.

    Jinja gives each template a chain of two mappings, which it walks at every import and every include.
    """

    context_class = DirectContext

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of the environment, which are complete before the first template is loaded."""
        return {**self.globals, **d} if d else self.globals


def translated(message: str, /, **values: Any) -> Markup:
    """A message of a template, which may hold markup, in the language spoken; its values are escaped."""
    said = gettext(message)
    return Markup(said) % values if "%" in said else Markup(said)
