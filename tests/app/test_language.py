"""Every message is in every catalogue, and no catalogue holds another."""

import copy as copying
import pickle
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app.language import ENGLISH, LANGUAGES, _, catalogue, ngettext, speaking
from engine.words import N_, words

ROOT = Path(__file__).parents[2]
OTHERS = [tag for tag in LANGUAGES if tag != ENGLISH]
PLACE = re.compile(r"%\(\w+\)s|\{\w*(?:[:!][^}]*)?\}")


def _messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Where a message stands, and the message (one and many), by the mapping that ``pybabel`` uses as well."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    options = {mapping["pattern"]: mapping.get("options", {}) for mapping in mappings}
    for folder in ("app", "engine", "templates"):
        below = [
            (pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods if pattern.startswith(folder)
        ]
        said = {pattern.removeprefix(f"{folder}/"): option for pattern, option in options.items()}
        for file, line, message, *_rest in extract_from_dir(ROOT / folder, below, said):
            yield f"{folder}/{file}:{line}", message


MESSAGES: dict[Any, str] = {
    (message if isinstance(message, str) else tuple(message)): place for place, message in _messages()
}


def _one(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


@pytest.mark.parametrize("tag", OTHERS)
def test_no_message_is_missing_or_fuzzy(tag: str) -> None:
    there = {_one(entry.id) for entry in catalogue(tag) if entry.id and entry.string and not entry.fuzzy}
    assert {_one(message): place for message, place in MESSAGES.items() if _one(message) not in there} == {}


@pytest.mark.parametrize("tag", OTHERS)
def test_no_message_is_stale(tag: str) -> None:
    said = {_one(message) for message in MESSAGES}
    assert [_one(entry.id) for entry in catalogue(tag) if entry.id and _one(entry.id) not in said] == []


@pytest.mark.parametrize("tag", OTHERS)
def test_a_translation_has_the_places_of_its_message(tag: str) -> None:
    wrong = {}
    for entry in catalogue(tag):
        if not entry.id or not entry.string:
            continue
        ids = (entry.id,) if isinstance(entry.id, str) else entry.id
        strings = (entry.string,) if isinstance(entry.string, str) else entry.string
        places = set().union(*(PLACE.findall(one) for one in ids))
        for string in strings:
            if set(PLACE.findall(string)) != places:
                wrong[ids[0]] = string
    assert wrong == {}


def test_messages_are_found_in_templates_and_in_both_packages() -> None:
    assert {place.split("/")[0] for place in MESSAGES.values()} == {"app", "engine", "templates"}


def test_the_commands_of_readme_find_every_message_and_begin_a_language(tmp_path: Path) -> None:
    extract, init = re.findall(r"^\.venv/bin/(pybabel .*)$", (ROOT / "README.md").read_text(), re.MULTILINE)
    pybabel = str(Path(sys.executable).with_name("pybabel"))
    for command in (extract, init):
        words = command.replace("messages.pot", str(tmp_path / "messages.pot")).replace("app/locale", str(tmp_path))
        subprocess.run([pybabel, *words.split()[1:]], cwd=ROOT, check=True, capture_output=True)
    with (tmp_path / "fr" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        begun = {_one(entry.id) for entry in read_po(file, locale="fr") if entry.id}
    assert begun == {_one(message) for message in MESSAGES}


def test_english_needs_no_catalogue_and_its_numbers_have_two_forms() -> None:
    assert _("no such message {n}", n=3) == "no such message 3"
    assert [ngettext("{n} loaf", "{n} loaves", n, n=n) for n in (0, 1, 2)] == ["0 loaves", "1 loaf", "2 loaves"]


def test_braces_in_a_value_are_no_places() -> None:
    assert _("given: {it}", it="{oops}") == "given: {oops}"


def test_words_are_english_by_themselves_and_said_with_their_values() -> None:
    inner = N_("a loaf")
    said = N_("{n} of {what}", n=2, what=inner)
    assert said == "2 of a loaf"
    assert said.template == "{n} of {what}"
    assert _(said) == "2 of a loaf"
    assert isinstance(words(ValueError(said)), type(said))
    assert words(ValueError(said)).upper() == "2 OF A LOAF"


def test_a_copy_of_words_is_words() -> None:
    said = N_("{n} loaves", n=2)
    for copy in (copying.copy(said), copying.deepcopy(said), pickle.loads(pickle.dumps(said))):
        assert (copy, copy.template, copy.values) == ("2 loaves", "{n} loaves", {"n": 2})


def test_the_language_ends_with_its_context() -> None:
    with speaking("zh"):
        assert _("Skip to the lesson") == "跳到课程内容"
    assert _("Skip to the lesson") == "Skip to the lesson"
