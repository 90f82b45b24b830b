"""Imports point one way: engine ← app's plain modules ← rendering ← routes ← main.

Read off the syntax trees, so that an import inside a function counts as well.
"""

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from engine import digit_data

ROOT = Path(__file__).parent.parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for folder in ("engine", "app")
    for path in sorted((ROOT / folder).rglob("*.py"))
}

# The chain, lowest first. A module of app that no entry names or contains is one of its plain modules.
CHAIN = (
    {"engine"},
    {"app"},  # the plain modules: values, addresses, numbers; neither Jinja nor HTTP
    {"app.panels"},  # the view model: one frozen dataclass a panel
    {"app.ideas", "app.cite"},  # the pages of the ideas, and what can be cited of a moment, made of panels
    {"app.course", "app.course_address", "app.course_view", "app.courses"},  # moments of lessons, and of ideas
    {
        "app.animation",
        "app.answers",
        "app.caching",
        "app.course_prefix",
        "app.deps",
        "app.drawn_files",
        "app.embedding",
        "app.escaping",
        "app.template_calls",
        "app.guard",
        "app.hosts",
        "app.language_prefix",
        "app.logs",
        "app.metrics",
        "app.middleware",
        "app.one_file",
        "app.problems",
        "app.render",
        "app.security",
    },
    {"app.routes"},
    {"app.main"},
    {"app.connection", "app.serving"},
    {"app.cli", "app.__main__", "app.notebook", "app.writing"},
)
PLAIN_UP_TO = 4
HTTP_AND_TEMPLATES = {"fastapi", "httpx", "jinja2", "markupsafe", "starlette", "uvicorn"}

# Pure functions of their arguments have no clock, environment, hidden randomness or output.
IMPURE_MODULES = {"datetime", "io", "logging", "os", "pathlib", "random", "socket", "subprocess", "sys", "time"}
IMPURE_CALLS = {"eval", "exec", "input", "open", "print"}
# The one module of the engine that reads files: those beside it, by name.
OWN_DATA = "engine.digit_data"
READING = {"importlib", "zipfile"}


def rank(module: str) -> int:
    """The module's place in the chain: that of the longest entry which names or contains it."""
    _, place = max(
        (len(name), place)
        for place, names in enumerate(CHAIN)
        for name in names
        if module == name or module.startswith(f"{name}.")
    )
    return place


def imports(path: Path) -> Iterator[str]:
    """Every module that the file imports; of ``from a import b`` it is a.b where that is a module of ours, else a."""
    for node in ast.walk(ast.parse(path.read_text(), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else str(node.module)


def ours(module: str) -> set[str]:
    return {name for name in imports(MODULES[module]) if name in MODULES}


def foreign(module: str) -> set[str]:
    return {name.split(".")[0] for name in imports(MODULES[module])} - {"app", "engine"}


RANKS = {
    "engine.forward": 0, "engine.lesson": 0, "app.limits": 1, "app.address.grammar": 1, "app.layout": 1,
    "app.lesson_url": 1, "app.checkpoints": 1, "app.moment": 1, "app.links": 1, "app.panels.picture": 2,
    "app.ideas.idea": 3, "app.cite.equation": 3,
    "app.render": 5, "app.routes.api": 6, "app.routes.lessons": 6, "app.main": 7,
}  # fmt: skip


def test_the_modules_are_found() -> None:
    assert set(RANKS) <= set(MODULES)
    assert {name: rank(name) for name in RANKS} == RANKS


def test_the_chain_names_nothing_that_is_not_there() -> None:
    assert set().union(*CHAIN) <= set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_no_import_points_up_the_chain(module: str) -> None:
    upwards = {name for name in ours(module) if rank(name) > rank(module)}
    assert not upwards


def test_no_import_runs_in_a_circle() -> None:
    # A package's __init__ is only a name here: importing one of its modules is no import of what it imports.
    list(TopologicalSorter({module: ours(module) - {module} for module in MODULES}).static_order())


@pytest.mark.parametrize("module", [module for module in MODULES if rank(module) <= PLAIN_UP_TO])
def test_plain_modules_know_neither_http_nor_templates(module: str) -> None:
    assert not foreign(module) & HTTP_AND_TEMPLATES


@pytest.mark.parametrize("module", [module for module in MODULES if rank(module) == 0])
def test_the_engine_needs_numpy_alone_and_reaches_nothing_outside(module: str) -> None:
    assert not foreign(module) - sys.stdlib_module_names - {"numpy"}
    assert not foreign(module) & IMPURE_MODULES
    calls = (node.func for node in ast.walk(ast.parse(MODULES[module].read_text())) if isinstance(node, ast.Call))
    assert not {call.id for call in calls if isinstance(call, ast.Name)} & IMPURE_CALLS


@pytest.mark.parametrize("module", [module for module in MODULES if rank(module) == 0])
def test_the_engine_draws_no_number_from_a_global_state(module: str) -> None:
    attributes = {
        ast.unparse(node)
        for node in ast.walk(ast.parse(MODULES[module].read_text()))
        if isinstance(node, ast.Attribute)
    }
    assert {name for name in attributes if name.startswith("np.random.")} <= {"np.random.PCG64"}


def test_the_engine_reads_no_file_but_its_own_data() -> None:
    assert {module for module in MODULES if rank(module) == 0 and foreign(module) & READING} == {OWN_DATA}
    assert set(imports(MODULES[OWN_DATA])) == {"importlib.resources"}
    with pytest.raises(FileNotFoundError):
        digit_data.read("no such file")
