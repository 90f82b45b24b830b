"""Build hook: copies htmx out of the build dependency django-htmx into static/vendor/, which git ignores.

So nothing third-party is committed, nothing is fetched at run time, and Django is never installed with the product.
"""

from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NOTICE = """\
htmx.min.js is htmx 2 (https://htmx.org), copied unchanged out of the Python package {package} {version}.
htmx is published under the Zero-Clause BSD licence:

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.
"""


class VendorHtmx(BuildHookInterface[Any]):
    """Fills static/vendor/ before a wheel, an editable wheel or a source archive is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """After it, static/vendor/ holds htmx.min.js and its licence note."""
        del version, build_data
        source = distribution("django-htmx")
        folder = Path(self.root) / "static" / "vendor"
        folder.mkdir(parents=True, exist_ok=True)
        script = Path(str(source.locate_file("django_htmx/static/django_htmx/htmx-2.min.js"))).read_bytes()
        (folder / "htmx.min.js").write_bytes(script)
        (folder / "LICENSE-htmx.txt").write_text(NOTICE.format(package="django-htmx", version=source.version))
