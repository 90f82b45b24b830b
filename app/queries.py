"""Queries as they were written: one parameter taken out, and the rest left byte for byte."""

from urllib.parse import parse_qsl


def taken(query: str, name: str) -> tuple[str | None, str]:
    """What a query says last under a name, None where it does not, and the query without it."""
    if name not in query:
        return None, query
    kept: list[str] = []
    said = None
    for part in query.split("&"):
        for one, value in parse_qsl(part, keep_blank_values=True) or [("", "")]:
            if one == name:
                said = value
            else:
                kept.append(part)
    return said, "&".join(kept)
