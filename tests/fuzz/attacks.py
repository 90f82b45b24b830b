"""Addresses broken in every way that we could think of, as hypothesis strategies."""

from urllib.parse import quote, quote_plus

from hypothesis import strategies as st

from tests.fuzz.asking import Asked
from tests.fuzz.corpus import TABLE_TEXT, TOKEN, Corpus, Pairs
from tests.fuzz.judge import MARK
from tests.fuzz.places import ROOTS

NASTY = (
    "", " ", "0", "-0", "-1", "1", "1e309", "-1e309", "1e-400", "nan", "NaN", "inf", "-Infinity", "0x10", "1_000",
    "１２", "²", "٣", "9" * 30, "9" * 5000, "-" + "9" * 400, "1e99999999", "0." + "0" * 400 + "1", "1/0", "+", "−1",
    "1,2", "1;2", "1:2", ",", ";", ":", "-", "~", ".", "..", "../../etc/passwd", "..\\..\\x", "%2e%2e%2f", "%00", "\0",
    "a\0b", "\r\nX-Evil: 1", "\n", "\t", "\x1b[31m", "\x7f", "\u2028", "\ufeff", "é", "ﬀ", "İ", "ß", "日本語",
    "\U0001f600", "\ud800", "a\u0301" * 50, "\u202e" + "abc", "{}", "{0}", "{name}", "{x.__class__}", "%s", "%(n)s",
    "%", f"<{MARK}>", f'"><{MARK} a="', f'" {MARK}="1', f"' {MARK}='1", f"<script>{MARK}</script>",
    f"javascript:{MARK}", f"]]><{MARK}/>", f"--><{MARK}>", f"</title><{MARK}>", f"</textarea><{MARK}>",
    f"</style><{MARK}>", "{{7*7}}", "${7*7}", "';--", "//evil.example", "\\\\evil.example", "https://evil.example/",
    "/\\evil.example", "true", "null", "[]", "None", "a" * 5990, "a" * 6001, "1," * 3000, ";" * 6000,
    "1-" * 2999 + "1", "32-" * 8 + "32", "2-1-1", "33-1", "0-1", "~" + "a" * 24,
    "own:.eNpL1EkCAAIxASc:1:2:classes:standard", ".eNpL1EkCAAIxASc", ".AAAA", "~" + "A" * 200, "z-1-1", "w-1-1-1",
    "w-99-1-1", "dC_dz-2-1", "b-1-0", "0:w-1-1-1:1e6", "99999:w-1-1-1:1", "spiral:1000:2:2147483647", "moons:1001:0:0",
    "leaky_relu:nan", "adam:1:1", "momentum:-1", "normal:inf", "constant:1e7", "10000", "10001", "2147483647",
    "2147483648", "fit", "zh", "en", "/lesson", "/embed/train?updates=5", "/zh/lesson", "/ideas/loss?a=b", "/digit",
    "/lesson?of=/lesson", "http://testserver/lesson", "http://[", "lr%3D1", "lr=1&lr=2", "vs=lr%3D1", "1e6", "-1e6",
    "1000001", "0.9:-1", "0.9:0", "1.0000000000000000000001",
)  # fmt: skip
"""Values that have broken programs before, or stand at the edge of something here."""

METHODS = ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "QUERY", "get", "FOO", "PROPFIND")

HEADERS = (
    ("accept", "*/*;q=\x01"), ("accept-encoding", "gzip"), ("accept-encoding", "gzip;q=0, br"), ("if-none-match", "*"),
    ("if-none-match", 'W/"' + "a" * 9000), ("if-modified-since", "never"), ("range", "bytes=0-0,-1,9-"),
    ("range", "bytes=9999999-"), ("origin", "null"), ("hx-request", "true"), ("access-control-request-method", "GET"),
    ("content-length", "-1"), ("content-length", "99999999999999999999"), ("content-type", "multipart/form-data"),
    ("content-type", "multipart/form-data; boundary="),
    ("content-type", "application/x-www-form-urlencoded; charset=utf-7"), ("content-type", "application/json"),
    ("content-type", "\xff"), ("x-forwarded-proto", "https, http"), ("x-forwarded-prefix", "/evil"),
    ("accept-language", "zh;q=x,*"), ("transfer-encoding", "gzip"), ("user-agent", f"<{MARK}>"),
    ("referer", f"http://evil.example/<{MARK}>"), ("expect", "100-continue"), ("cookie", "a=b; a"),
)  # fmt: skip

PATHS = (
    "/", "//", "///", "/.", "/..", "/%2e%2e", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd",
    "/%252e%252e%252f", "/..%5c..%5cx", "/%00", "/a%00b", "/%ff", "/%0d%0aX-Evil:1", "/%", "/%zz", "/.git/config",
    "/.env", f"/%3C{MARK}%3E", f"/%22%20{MARK}=%221", "/static", "/static/", "/static/..", "/static/../app/main.py",
    "/static/%2e%2e/app/main.py", "/static/%2e%2e%2fapp%2fmain.py", "/static/..%5capp%5cmain.py",
    "/static/%252e%252e/app/main.py", "/static//etc/passwd", "/static/vendor", "/static/vendor/", "/static/style.css/",
    "/static/style.css%00.png", "/static/" + "a" * 300, "/static/" + "a/" * 2000, "/panels/../lesson",
    "/panels/%2e%2e%2ferror", "/panels/lesson.html", "/panels/", "/panels/lesson/", "/ideas/", "/ideas/..%2floss",
    "/ideas/loss%00", "/ideas/__init__", "/cite/..%2f..%2fREADME.md", "/cite/", "/course/", "/course/..%2f..",
    "/course/notes/%2e%2e", "/zh", "/zh/", "/zh/zh", "/zh/en", "/en", "/fr/lesson", "/embed", "/embed/", "/embed//",
    "/embed/zh", "/embed/own", "/embed/controls=", "/embed/controls=,", "/embed/controls=%2e%2e",
    "/embed/controls=all/lesson", "/embed//evil.example", "/zh//evil.example", "//evil.example",
    "//evil.example/%2e%2e", "/\\evil.example", "/%5cevil.example", "/%2f%2fevil.example", "/lesson/", "/lesson.",
    "/lesson.json.json", "/LESSON", "/lesson;a=b", "/lesson%3Fat=loss", "/lesson%20", "/%E6%97%A5", "/favicon.ico/x",
    "/" + "a" * 8000, "/" + "%41" * 3000, "/api/", "/api/forward/",
)  # fmt: skip
"""Paths that are nothing, or try to get out of where they are."""

BROKEN = ("%", "%z", "%f", "%ff", "%00", "%c3%28", "&&", "=", "==", ";", "+", "?", "#", "%u0041", "&=&", "%25")
"""Pieces that are no part of a query as it should be written."""

WORDS = st.text(st.characters(codec="utf-8"), max_size=30) | st.text(st.characters(), max_size=4)


_DICE = {most: st.sampled_from(range(most + 1)) for most in (3, 5, 6, 11, 12, 14)}
"""Every number from 0 on as often as the others, which ``integers`` does not promise."""


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe=",;:@/?")


@st.composite
def _value(draw: st.DrawFn, name: str, value: str, known: Corpus) -> str:
    """A value made worse, or another one that is right for that name or for some other."""
    match draw(_DICE[11]):
        case 0 | 1:
            return draw(st.sampled_from(NASTY))
        case 2:
            return value[: draw(st.integers(0, len(value)))]
        case 3:
            return value * draw(st.sampled_from((2, 3, 50)))
        case 4:
            place = draw(st.integers(0, len(value)))
            return value[:place] + draw(st.sampled_from(NASTY)) + value[place + draw(st.integers(0, 2)) :]
        case 5:
            return draw(WORDS)
        case 6:
            return str(draw(st.integers() | st.floats()))
        case 7:
            return value.swapcase()
        case 8:
            place = draw(st.integers(0, len(value)))
            return value[:place] + draw(st.sampled_from("0123456789-+.,;:~e% ")) + value[place + 1 :]
        case 9:
            return draw(st.sampled_from(known.values[draw(st.sampled_from(sorted(known.values)))] or [""]))
        case _:
            return draw(st.sampled_from(known.values.get(name) or ["1"]))


@st.composite
def _query(draw: st.DrawFn, pairs: Pairs, known: Corpus) -> str:
    said = list(pairs)
    for _ in range(draw(_DICE[3])):
        match draw(_DICE[6]):
            case 0 if said:
                del said[draw(st.integers(0, len(said) - 1))]
            case 1 if said:
                said.append(said[draw(st.integers(0, len(said) - 1))])
            case 2:
                name = draw(st.sampled_from(sorted(known.values)) | st.sampled_from(NASTY) | WORDS)
                said.append((name, draw(_value(name, "", known))))
            case _ if said:
                place = draw(st.integers(0, len(said) - 1))
                name, value = said[place]
                said[place] = (name, draw(_value(name, value, known)))
            case _:
                name = draw(st.sampled_from(sorted(known.values)))
                said.append((name, draw(st.sampled_from(known.values[name] or ["1"]))))
    query = "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in said)
    match draw(_DICE[12]):
        case 0:
            return query[: draw(st.integers(0, len(query)))]
        case 1:
            place = draw(st.integers(0, len(query)))
            broken = draw(st.sampled_from(BROKEN))
            return query[:place] + quote(broken, safe="%&=;+?") + query[place:]
        case 2:
            return query + "&" + quote_plus(draw(WORDS), errors="replace") * draw(st.integers(1, 40))
        case 3 if query:
            return "&".join([query] * draw(st.integers(2, 300)))[:40_000]
    return query


FIELDS = (
    "text",
    "table",
    "file",
    "picture",
    "hidden",
    "output",
    "loss",
    "inputs",
    "target",
    "a" * 300,
    "",
    "\0",
    f"<{MARK}>",
)
"""Names of what forms send, some of them right."""


RIGHT = {
    "/own/data": ("text", TABLE_TEXT.encode()), "/own/header": ("table", TOKEN.encode()),
    "/own/weights": ("text", b'{"W1": [[1, 2]]}'),
}  # fmt: skip
"""What a form's address is meant to be sent."""


@st.composite
def _form(draw: st.DrawFn, path: str) -> tuple[tuple[tuple[str, str], ...], bytes]:
    """The headers and the body of a form: sent in either way, or in neither."""
    contents = st.binary(max_size=200) | st.sampled_from(NASTY).map(lambda text: text.encode("utf-8", "replace"))
    told = [
        b"1,2,a\n3,4,b\n",
        b'{"W1": [[1, 2]]}',
        b"PK\x03\x04",
        b"\x89PNG\r\n\x1a\n",
        b"\x93NUMPY\x01\x00",
        b"sigmoid",
        b"." + b"A" * 40,
    ]
    fields = draw(st.lists(st.tuples(st.sampled_from(FIELDS), contents | st.sampled_from(told)), max_size=5))
    if path in RIGHT and draw(_DICE[3]):
        fields.append(RIGHT[path])
    if draw(_DICE[3]) == 0:
        body = "&".join(f"{_encoded(name)}={quote_plus(value)}" for name, value in fields).encode()
        return (("content-type", "application/x-www-form-urlencoded"),), body
    parts = b""
    for name, value in fields:
        more = draw(st.sampled_from(('; filename="a.csv"', '; filename="../../a"', "; filename*=utf-8''%ff", "", "")))
        head = f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
        parts += head.encode() + value + b"\r\n"
    body = parts + draw(st.sampled_from((b"--b--\r\n", b"--b--\r\n", b"--b--\r\n", b"", b"--b", b"--c--\r\n")))
    kind = draw(st.sampled_from(("multipart/form-data; boundary=b",) * 5 + ("multipart/form-data", "text/plain")))
    return (("content-type", kind),), body[: draw(st.sampled_from((None, None, None, len(body) // 2)))]


@st.composite
def attacks(draw: st.DrawFn, known: Corpus) -> Asked:
    """A request for some address of the site, mostly a little wrong, sometimes thoroughly."""
    path = draw(st.sampled_from(known.own) | st.sampled_from(sorted(known.queries)))
    pairs = draw(st.sampled_from(known.queries[path]))
    match draw(_DICE[14]):
        case 0:
            path = draw(st.sampled_from(PATHS))
        case 1 if draw(_DICE[3]) == 0:
            path = path + draw(st.sampled_from(PATHS))
        case 2 if draw(_DICE[3]) == 0:
            path = path[: draw(st.integers(1, len(path)))] + _encoded(draw(st.sampled_from(NASTY)))
        case 3:
            path = draw(st.sampled_from(sorted(known.queries)))
    if draw(_DICE[3]) == 0:
        path = draw(st.sampled_from(ROOTS)) + path
    query = draw(_query(pairs, known))
    method = draw(st.sampled_from(("GET",) * 20 + ("HEAD", "POST", *METHODS)))
    headers = tuple(draw(st.lists(st.sampled_from(HEADERS), max_size=2))) if draw(_DICE[5]) == 0 else ()
    body = draw(st.binary(max_size=80)) if method not in ("GET", "HEAD") else b""
    if path in known.posts and draw(_DICE[3]):
        method, (headers, body) = "POST", draw(_form(path))
    return Asked(method, path + (f"?{query}" if query else ""), headers, body)
