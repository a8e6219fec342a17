"""What of a file is prose. Each format is one file of this package and one entry in the table below.

A format tells which spans of a text are not prose: they are protected, and the rest is repaired. It is chosen by
the name of the file, then by what the text begins with. What is no prose at all is skipped.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath

from . import content
from .format import Format, Skipped, Span

__all__ = ["PLAIN", "Format", "Skipped", "Span", "format_of", "is_known", "nameless", "too_long"]

PLAIN = Format("plain text")

PARSED = 4_000_000
"""Code points of a text that is scanned line by line, at most: it is read whole."""

_PROSE: dict[str, tuple[Format, str]] = {
    # Notes, articles, e-mail: what they hold of code and markup is protected in any text.
    "plain": (PLAIN, ".txt .text"),
    # CommonMark with tables, front matter, footnotes, formulas; JSX in it, templates around it.
    "markdown": (
        Format("Markdown", "markdown", 2_000_000, about_code=True),
        ".md .markdown .mdown .mkdn .mkd .mdx .mdc .qmd .rmd",
    ),
    # reStructuredText as docutils and Sphinx have it.
    "rst": (Format("reStructuredText", "rst", PARSED, about_code=True), ".rst .rest"),
    # Pages and parts of pages, templates of pages.
    "html": (Format("HTML", "html", PARSED), ".html .htm .xhtml"),
    # LaTeX and what includes itself in it.
    "latex": (Format("LaTeX", "latex", PARSED), ".tex .ltx .latex"),
    "asciidoc": (Format("AsciiDoc", "asciidoc", PARSED, about_code=True), ".adoc .asciidoc .asciidoctor"),
    "org": (Format("Org", "org", PARSED, about_code=True), ".org"),
    # Pages for `man`, of either macro package; the suffix is the section.
    "man": (Format("man page", "man", PARSED, about_code=True), ".1 .2 .3 .4 .5 .6 .7 .8 .9 .man .mdoc .roff"),
    # What git asks for: a message, and below it comments that git wrote.
    "commit": (Format("commit message", "commit", PARSED, about_code=True), ""),
}
"""Each format of prose, and the suffixes of its files."""

_LANGUAGES: dict[str, str] = {
    # The name that Pygments has for a language, and the suffixes of its files.
    "python": ".py .pyi .pyw .pyx .pxd",
    "javascript": ".js .mjs .cjs .jsx",
    "typescript": ".ts .mts .cts .tsx",
    "c": ".c .h",
    "cpp": ".cc .cpp .cxx .hh .hpp .hxx",
    "csharp": ".cs",
    "rust": ".rs",
    "go": ".go",
    "java": ".java",
    "kotlin": ".kt .kts",
    "scala": ".scala",
    "swift": ".swift",
    "ruby": ".rb .gemspec",
    "perl": ".pl .pm",
    "php": ".php",
    "lua": ".lua",
    "r": ".r",
    "julia": ".jl",
    "haskell": ".hs",
    "ocaml": ".ml .mli",
    "elixir": ".ex .exs",
    "erlang": ".erl .hrl",
    "clojure": ".clj .cljs",
    "dart": ".dart",
    "zig": ".zig",
    "nim": ".nim",
    "emacs-lisp": ".el",
    "fortran": ".f90 .f95 .f03",
    "bash": ".sh .bash .zsh .ksh",
    "powershell": ".ps1 .psm1",
    "sql": ".sql",
    "css": ".css",
    "scss": ".scss",
    "vue": ".vue",
    "cmake": ".cmake",
}
"""Languages of source code, of which only comments and docstrings are prose."""

SOURCE = 1_000_000
"""Code points of a source file at most, since all of it is lexed."""

_DATA = (
    # settings and records
    ".json .jsonl .ndjson .json5 .jsonc .geojson .ipynb .yaml .yml .toml .ini .cfg .conf .properties .env .xml .xsd"
    # tables, logs, translations, bibliographies
    " .csv .tsv .psv .log .po .pot .bib .ris .xlf .arff .ics .vcf .svg .rss .atom .plist"
    # lock files, patches, checksums, keys
    " .lock .sum .diff .patch .rej .orig .md5 .sha1 .sha256 .pem .crt .key .asc .sig"
    # what is built
    " .map .snap .cast .wasm .tfstate .rtf .ps .eps .sty .cls .bst .dtx .ins"
)
"""Suffixes of what is data: a repair of it changes what a program reads."""

_NAMES: dict[str, str] = {
    # What git asks for.
    r"COMMIT_EDITMSG|MERGE_MSG|SQUASH_MSG|TAG_EDITMSG": "commit",
    # Licences are kept word for word.
    r"(?:UN)?LICEN[CS]E.*|COPYING.*|COPYRIGHT.*|.*[-.]LICEN[CS]E(?:\.\w+)?": "licence",
    # Lists for programs, in plain text.
    r"(?:.*[-_.])?requirements(?:[-_.].*)?\.txt|constraints.*\.txt|robots\.txt|requires\.txt"
    r"|top_level\.txt|SOURCES\.txt|bindep\.txt"
    r"|(?:words|wordlist|(?:spelling|ignore|allow)[-_.]?(?:words|wordlist|list)|dictionary|vocab)\.txt": "data",
    r"CMakeLists\.txt|(?:GNU)?Makefile.*|Dockerfile.*|Rakefile|Gemfile|Jenkinsfile|Vagrantfile"
    r"|meson(?:\.build|[._]options(?:\.txt)?)": "code",
    r".*\.lock|.*-lock\.\w+|go\.sum|yarn\.lock|Pipfile|MANIFEST(?:\.in)?|PKG-INFO|METADATA|RECORD|WHEEL": "data",
    # Compressed for machines.
    r".*[.-]min\.\w+|.*\.bundle\.\w+": "minified",
    # What a project tells about itself.
    r"README.*|CHANGE(?:S|LOG).*|NEWS.*|HISTORY.*|AUTHORS.*|CONTRIBUTORS.*|CONTRIBUTING.*|INSTALL.*|TODO.*|HACKING.*"
    r"|THANKS.*|NOTICE.*|FAQ.*|RELEASE.*NOTES.*|UPGRADING.*|SECURITY.*|CODE_OF_CONDUCT.*|MAINTAINERS.*|BUGS": "about",
}
"""What files are called whatever their suffix is, by patterns (any case); the first that fits."""

_REASONS = {
    "licence": "a licence is kept word for word",
    "data": "data",
    "table": "a table",
    "diff": "a patch",
    "script": "source code",
    "code": "source code",
    "minified": "minified",
}
"""Why a text of this kind is skipped."""

SUFFIXES = {suffix: kind for kind, (_, suffixes) in _PROSE.items() for suffix in suffixes.split()}
CODE = {suffix: language for language, suffixes in _LANGUAGES.items() for suffix in suffixes.split()}
DATA = frozenset(_DATA.split())


def is_known(path: str, *, code: bool = False) -> bool:
    """Whether a file of this name should be opened when its folder is walked: prose, or source code if asked for.

    >>> is_known("docs/index.md"), is_known("README"), is_known("setup.py"), is_known("package-lock.json")
    (True, True, False, False)
    """
    suffix, kind = PurePath(path).suffix.lower(), _named(path)
    if kind and kind not in ("about", "commit"):
        return False
    return suffix in SUFFIXES or kind == "commit" or (kind == "about" and not suffix) or (code and suffix in CODE)


def format_of(path: str, text: str, *, code: bool = False, named: bool = False) -> Format:
    r"""The format of a file, by its name and then by how its text begins.

    `code` asks for comments in source code as well; `named` says that somebody named this very file, so that it is
    plain text where nothing else is known of it and it is not like code or data. Raises `Skipped` for what is never
    repaired.

    >>> format_of("a.md", "").name, format_of("index.txt", ".. note:: A text\n").name
    ('Markdown', 'reStructuredText')

    What is not known to be prose must look like it:

    >>> format_of("part.17", "x1 = f(y[3]);\n")
    Traceback (most recent call last):
        ...
    textfix.formats.format.Skipped: part.17: of unknown kind, and not like prose
    """
    if content.is_binary(text):
        raise Skipped(path, "binary")
    kind, language = _kind(path, text, named)
    if kind == "code" and not (code and language):
        raise Skipped(path, "source code; --code repairs its comments" if language else "source code")
    if kind in _REASONS and kind != "code":
        raise Skipped(path, _REASONS[kind])
    chosen = _source_code(language) if kind == "code" else _PROSE[kind][0]
    _check(path, text, chosen)
    return chosen


def nameless(path: str, text: str) -> Format:
    r"""The format of a text that came without a name: plain text, unless it surely is none for people.

    Raises `Skipped` where it is not.

    >>> nameless("<stdin>", "The house is on the hill.\n").name
    'plain text'
    """
    if content.is_data(text) or content.is_table(text):
        raise Skipped(path, "like code, data or a table, not like prose")
    return PLAIN


def _check(path: str, text: str, chosen: Format) -> None:
    """Raise `Skipped` where nobody wrote this, or where there is too much of it."""
    if content.is_generated(text):
        raise Skipped(path, "generated")
    if chosen.home in ("html", "source") and content.is_minified(text):
        raise Skipped(path, "minified")
    if chosen.limit and len(text) > chosen.limit:
        raise too_long(path, chosen)


def too_long(path: str, chosen: Format) -> Skipped:
    """What to raise for a text that is longer than its format may be."""
    return Skipped(path, f"{chosen.name} of more than {chosen.limit:,} characters")


@cache
def _source_code(language: str) -> Format:
    return Format(f"{language} source code", "source", SOURCE, language, about_code=True)


def _kind(path: str, text: str, named: bool) -> tuple[str, str]:
    """The kind of a file, a key of `_PROSE` or `_REASONS`, and the language of source code if it is known."""
    suffix, by_name = _suffix(path), _named(path)
    if by_name and by_name != "about":
        return by_name, ""
    if suffix in CODE:
        return "code", CODE[suffix]
    if suffix in DATA:
        return "data", ""
    by_suffix = SUFFIXES.get(suffix)
    # A library is called so.1 as well: a man page must look like one.
    if by_suffix not in (None, "plain") and not suffix[1:].isdigit():
        return by_suffix, ""
    return _by_content(path, text, trusted=by_suffix == "plain" or bool(by_name), named=named), ""


def _suffix(path: str) -> str:
    """The suffix of a file; where a page has its source beside it, `index.rst.txt`, the one that tells its format."""
    before, last = ("", "", *PurePath(path.lower()).suffixes)[-2:]
    is_source = last == ".txt" and before in SUFFIXES and not before[1:].isdigit()
    return before if is_source else last


def _by_content(path: str, text: str, *, trusted: bool, named: bool) -> str:
    """The kind of a text that is plain by its name, and then `trusted`, or unknown.

    Then it must look like prose, or at least not like data if somebody `named` this very file.
    """
    kind = content.kind_of(text)
    if kind:
        return kind
    if content.is_table(text):
        return "table"
    if trusted or ((named or content.is_prose(text)) and not content.is_data(text)):
        return "rst" if _RST.search(text, 0, 50_000) else "plain"
    raise Skipped(path, "of unknown kind, and not like prose")


_RST = re.compile(r"^ {0,8}\.\. (?:(?:\|[^|\n]{1,100}\| +)?[\w:-]+::|_[^:\n]{1,100}:)(?:\s|$)", re.MULTILINE)
"""What only reStructuredText has: a directive, or a target. Much of it is called .txt."""


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _NAMES.items())


def _named(path: str) -> str | None:
    name = PurePath(path).name
    return next((kind for pattern, kind in _patterns() if pattern.fullmatch(name)), None)
