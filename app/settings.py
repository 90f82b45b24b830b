"""What an operator may set, by environment variables that begin with ``BACKPROP_``."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.limits import MAX_WORKERS
from app.store import default_path


def _clean_prefix(path: str) -> str:
    """``path`` with one leading slash and no trailing one; "" when nothing is left."""
    if not re.fullmatch(r"[\w./-]*", path, re.ASCII):
        raise ValueError("a path prefix holds letters, digits, '-', '_', '.' and slashes only")
    return "".join(f"/{part}" for part in path.split("/") if part)


def _clean_ancestors(sources: str) -> str:
    """``sources`` with single spaces."""
    if not re.fullmatch(r"[!-+\--:<-~]+( +[!-+\--:<-~]+)*", sources.strip(" ")):
        raise ValueError("sources are separated by spaces, such as https://moodle.example.org https://*.example.edu")
    return " ".join(sources.split())


def _clean_hosts(names: str) -> str:
    """``names``, which are host names without ports."""
    one = r"(\*|(\*\.)?[\w-]+(\.[\w-]+)*|\[[0-9a-fA-F:.]+\])"
    if not re.fullmatch(rf"{one}(\s*,\s*{one})*", names.strip(), re.ASCII):
        raise ValueError("names are separated by commas and without ports, such as nn.example.org, *.example.org")
    return names.strip()


def _clean_redis(url: str) -> str:
    """``url``, which names a Redis server or is ""."""
    if url and not re.match(r"(rediss?|unix)://.", url):
        raise ValueError("a Redis server is named such as redis://127.0.0.1:6379/0")
    return url


def _in_home(folder: Path | None) -> Path | None:
    """``folder`` with what ``~`` stands for."""
    return folder and folder.expanduser()


class Settings(BaseSettings):
    """One process's settings; the command line overrides the environment."""

    model_config = SettingsConfigDict(env_prefix="BACKPROP_", frozen=True)

    host: str = Field(default="127.0.0.1", description="the address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="the port to listen on; 0 takes any free one")
    root_path: Annotated[str, AfterValidator(_clean_prefix)] = Field(
        default="", description="the path under which the application is reached, such as /backprop"
    )
    store: Annotated[Path, AfterValidator(Path.expanduser)] = Field(
        default_factory=default_path,
        description="the file that keeps data and weights too large for an address; made when it is needed",
    )
    frame_ancestors: Annotated[str, AfterValidator(_clean_ancestors)] = Field(
        default="* file:",  # the star alone leaves out pages that are opened from a disk
        description="the sites that may frame what is below /embed, as in the policy's directive of that name",
    )
    courses: Annotated[Path | None, BeforeValidator(lambda said: said or None), AfterValidator(_in_home)] = Field(
        default=None, description="a folder of courses of your own, a TOML file each; those that come with it stay"
    )
    allowed_hosts: Annotated[str, AfterValidator(_clean_hosts)] = Field(
        default="*",
        description="the names that the site is asked under, separated by commas, such as nn.example.org or"
        " *.example.org; * is any",
    )
    workers: int = Field(
        default=1, ge=1, le=MAX_WORKERS, description="processes that answer; one that dies is replaced"
    )
    redis: Annotated[str, AfterValidator(_clean_redis)] = Field(
        default="",
        description="the Redis server that workers and machines share states and uploads through,"
        " such as redis://127.0.0.1:6379/0; empty: none",
    )
    log: Literal["off", "text", "json"] = Field(
        default="off", description="one line a request, on the standard error; troubles are always said there"
    )
    metrics: bool = Field(default=False, description="whether figures for Prometheus are at /metrics")
    forwarded_allow_ips: str = Field(
        default="127.0.0.1,::1",
        description="the proxies whose word is taken that the reader came by https; separated by commas, * is anyone",
    )
