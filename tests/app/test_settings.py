from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings
from app.store import default_path


def test_the_environment_sets_what_the_command_line_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKPROP_PORT", "8123")
    monkeypatch.setenv("BACKPROP_ROOT_PATH", "/from/environment")
    settings = Settings(root_path="/given")
    assert (settings.host, settings.port, settings.root_path) == ("127.0.0.1", 8123, "/given")


@pytest.mark.parametrize(
    ("given", "used"), [("", ""), ("/", ""), ("bp", "/bp"), ("/bp/", "/bp"), ("//a//b.c-d_e", "/a/b.c-d_e")]
)
def test_a_prefix_begins_with_a_slash_and_does_not_end_with_one(given: str, used: str) -> None:
    assert Settings(root_path=given).root_path == used


@pytest.mark.parametrize("given", ["/a b", "/a?b", "/ä", '/"', "/a\n"])
def test_a_prefix_that_is_no_path_is_refused(given: str) -> None:
    with pytest.raises(ValidationError, match="a path prefix holds"):
        Settings(root_path=given)


def test_the_store_is_in_the_users_data_folder_unless_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    monkeypatch.setenv("BACKPROP_STORE", "~/here")
    assert Settings().store == Path("/home/someone/here")
    assert Settings(store=Path("/there")).store == Path("/there")
    monkeypatch.delenv("BACKPROP_STORE")
    assert Settings().store == default_path()


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_is_a_port(port: int) -> None:
    with pytest.raises(ValidationError):
        Settings(port=port)


@pytest.mark.parametrize(
    ("given", "used"),
    [("*", "*"), (" 'none' ", "'none'"), ("https://a.org   https://*.b.org", "https://a.org https://*.b.org")],
)
def test_who_may_frame_is_a_list_of_sources(given: str, used: str) -> None:
    assert Settings(frame_ancestors=given).frame_ancestors == used


@pytest.mark.parametrize("given", ["", " ", "*; script-src *", "https://a.org, https://b.org", "*\n", "https://ä.org"])
def test_what_would_change_the_rest_of_the_policy_is_refused(given: str) -> None:
    with pytest.raises(ValidationError, match="sources are separated by spaces"):
        Settings(frame_ancestors=given)
