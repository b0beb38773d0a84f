"""A note's front matter, YAML or TOML: what it sets, and what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import repeat
from typing import Any, get_args

import yaml
from frontmatter.default_handlers import YAMLHandler

from .dates import DateOrder, written_dates
from .lexicon import late, pattern
from .permalinks import NOT_FILED, Filing
from .records import FrontMatter, NoteKind, Problem
from .slugs import DEEPEST, is_safe_address

_MAX_CHARACTERS = 100_000
_LONGEST_TEXT = 500
# libyaml and its binding read nested collections by recursion; no front matter nests this deep.
_TOO_DEEP = re.compile(r"(?:[\[{]\s{0,20}){40}|(?:- ){40}")
_OPENING = re.compile(r"\ufeff?(?:-{3,}|(?P<toml>\+{3}))[ \t]*\n")
_CLOSING = re.compile(r"^(?:-{3,}|\.{3})[ \t]*$", re.MULTILINE)
_TOML_CLOSING = re.compile(r"^\+{3}[ \t]*$", re.MULTILINE)
# One of our keys as it is documented, right below the opening rule. Not `Date: …` below a rule with
# which a note happens to begin.
_DAY_KEY = late(pattern("meeting.dated"), re.IGNORECASE | re.VERBOSE)
_PEOPLE_KEY = late(pattern("attendance.present"), re.IGNORECASE | re.VERBOSE)
_CREATED = ("created", "date created", "created_at", "creation date")
_LEADS = late(pattern("attendance.role"), re.IGNORECASE | re.VERBOSE)
_OUR_KEY = re.compile(r"(?:title|date|series|kind|project|id|aliases|attendees):")


@dataclass(frozen=True, slots=True)
class FrontMatterReading:
    """What the front matter sets, the index of the first line below it, and its problems.

    `span` is what stands between the marks, `(0, 0)` without any. `filing` says where a blog has
    the note.
    """

    front_matter: FrontMatter
    body: int
    span: tuple[int, int]
    problems: tuple[Problem, ...]
    filing: Filing = NOT_FILED


def read_front_matter(text: str, path: str, order: DateOrder | None = None) -> FrontMatterReading:
    r"""The front matter at the top of a text: YAML between `---`, or TOML between `+++`.

    None gives an empty `FrontMatter`. What cannot be read, and YAML that is not a mapping, give a
    problem and an empty `FrontMatter`, the lines still counting as front matter. A key of a wrong
    type gives a problem and is left out. A rule at the top without keys below it is none, and one
    that begins with one of our keys but has no end is a problem.

    >>> read_front_matter("---\ntitle: Weekly\n---\nHello\n", "a.md").front_matter.title
    'Weekly'
    >>> read_front_matter("+++\ntitle = \"Weekly\"\n+++\nHello\n", "a.md").front_matter.title
    'Weekly'
    """
    opening = _OPENING.match(text)
    toml = opening is not None and opening["toml"] is not None
    closing = (_TOML_CLOSING if toml else _CLOSING).search(text, opening.end()) if opening else None
    if opening is None or closing is None or closing.start() - opening.end() > _MAX_CHARACTERS:
        problems = _unclosed(text, opening.end(), path) if opening and closing is None else ()
        return FrontMatterReading(FrontMatter(), 0, (0, 0), problems)
    source = text[opening.end() : closing.start()]
    if source.strip() and not (_has_toml_keys if toml else _has_keys)(source):
        return FrontMatterReading(FrontMatter(), 0, (0, 0), ())
    span = (opening.end(), closing.start())
    last_line = text.count("\n", 0, closing.start()) + 1
    loaded = _toml(source, path) if toml else _yaml(source, path, last_line)
    if isinstance(loaded, Problem):
        return FrontMatterReading(FrontMatter(last_line=last_line), last_line, span, (loaded,))
    reader = _Reader(loaded, path, source)
    front_matter = reader.front_matter(last_line, order)
    problems = tuple(sorted(reader.problems))
    return FrontMatterReading(front_matter, last_line, span, problems, _filing(reader.mapping))


def _filing(mapping: Mapping[str, Any]) -> Filing:
    """What a blog makes an address of: Jekyll splits `categories` that are one text at blanks.

    Jekyll states an address as `permalink`, Hugo as `url`.

    >>> _filing({"categories": "club minutes", "slug": "first"}).categories
    ('club', 'minutes')
    >>> _filing({"url": "/third/", "draft": True})
    Filing(slug='', categories=(), permalink='/third/', is_draft=True)
    """
    slug, stated = mapping.get("slug"), mapping.get("categories")
    address = mapping.get("permalink") or mapping.get("url")
    listed = stated.split() if isinstance(stated, str) else stated
    steps = (mapping.get("category"), *(listed if isinstance(listed, list) else ()))
    categories = (step for step in steps if isinstance(step, str))
    return Filing(
        slug if isinstance(slug, str) else "",
        tuple(dict.fromkeys(categories)),
        address[:_LONGEST_TEXT] if isinstance(address, str) else "",
        is_draft=mapping.get("draft") is True or mapping.get("published") is False,
    )


def _yaml(source: str, path: str, last_line: int) -> dict[Any, Any] | Problem:
    """The mapping that YAML states, or why there is none."""
    if _TOO_DEEP.search(source):
        return _problem(path, 1, "the front matter is nested too deeply", _HINT_MAPPING)
    try:
        loaded: object = YAMLHandler().load(source)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = min(last_line, mark.line + 2) if mark is not None else 1
        reason = getattr(error, "problem", None) or "it cannot be read"
        return _problem(path, line, f"the front matter is not valid YAML: {reason}", _HINT_QUOTES)
    except (ValueError, RecursionError, OverflowError) as error:
        told = str(error).partition(";")[0]  # behind it stands what a programmer could do
        reason = f"the front matter holds an impossible value: {told}"
        return _problem(path, 1, reason, "correct the date or number, or put it between quotes")
    if loaded is None:
        return {}
    if isinstance(loaded, dict):
        return loaded
    return _problem(path, 1, "the front matter is not a mapping of keys to values", _HINT_MAPPING)


def _toml(source: str, path: str) -> dict[Any, Any] | Problem:
    """The table that TOML states, or why there is none."""
    if _TOO_DEEP.search(source):
        return _problem(path, 1, "the front matter is nested too deeply", _HINT_TOML)
    try:
        return tomllib.loads(source)
    except (ValueError, RecursionError, OverflowError) as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) + 1 if at else 1
        return _problem(path, line, "the front matter is not valid TOML", _HINT_TOML)


_HINT_MAPPING = "write one `key: value` a line between the two `---` lines"
_HINT_TOML = 'write one `key = "value"` a line between the two `+++` lines'
_HINT_QUOTES = "put values that hold a colon, a hash or a bracket between quotes"


# What tells front matter from a note that begins with a rule.
_FIRST_KEY = re.compile(r"""["']?[A-Za-z_][\w .-]{0,40}["']?[ \t]*:(?:[ \t\n]|$)|[#\[{]|-[ ]""")
_FIRST_TOML_KEY = re.compile(r"""["']?[A-Za-z_][\w .-]{0,40}["']?[ \t]*=|[#\[]""")
# Keys of programs are in small letters: `Present: Ann` below a heading is a line of the note.
_SMALL_KEY = re.compile(r"""^["']?[a-z_][a-z0-9_-]{0,40}["']?[ \t]*:""", re.MULTILINE)


def _has_keys(source: str) -> bool:
    """Whether what stands below a rule is keys, rather than a blank line or heading of the note."""
    if source[:1] in "\n#" and not _SMALL_KEY.search(source):
        return False
    return _FIRST_KEY.match(source.lstrip()) is not None


def _has_toml_keys(source: str) -> bool:
    return _FIRST_TOML_KEY.match(source.lstrip()) is not None


def _unclosed(text: str, start: int, path: str) -> tuple[Problem, ...]:
    if not _OUR_KEY.match(text, start):
        return ()
    message = "the front matter has no end"
    return (_problem(path, 1, message, "close it with a line `---` below its last key"),)


def _problem(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(path, line, "front-matter-invalid", message, hint)


_LONGEST_TAG = 60

# `[[Carl Diaz|Carl]]`, `[[people/Carl Diaz]]`; a wiki's `[[User:Carl|Carl Diaz]]` is another thing.
_NOTE_LINK = re.compile(
    r"\[\[(?:[^\[\]|:#/]{1,80}/){0,5}([^\[\]|:#/]{1,80})(?:[#|][^\[\]]{0,80})?\]\]"
)


class _Reader:
    """Takes the known keys out of a mapping, noting those of a wrong type."""

    def __init__(self, mapping: dict[Any, Any], path: str, source: str) -> None:
        self.mapping = {str(key).lower(): value for key, value in mapping.items()}
        self.path = path
        self.source = source
        self.problems: list[Problem] = []

    def front_matter(self, last_line: int, order: DateOrder | None) -> FrontMatter:
        kind = self._text("kind")
        known = get_args(NoteKind)
        if kind and kind not in known:
            self._wrong("kind", "one of " + ", ".join(known))
        return FrontMatter(
            title=self._text("title"),
            date=self._date(self._called("date", _DAY_KEY), order),
            series=self._text("series"),
            kind=kind if kind in known else None,  # type: ignore[arg-type]
            project=self._text("project"),
            id=self._text("id"),
            aliases=(*self._addresses("aliases"), *self._redirects()),
            names=tuple(filter(_is_name, self._texts("aliases") or ())),
            tags=self._tags(),
            attendees=self._people(
                "attendees", "participants", "present", self._called("attendees", _PEOPLE_KEY)
            ),
            last_line=last_line,
            written=next(filter(None, map(self._day, _CREATED, repeat(order))), None),
        )

    def _called(self, key: str, word: re.Pattern[str]) -> str:
        """A key of ours, or the one that says the same in another language: `datum`."""
        others = (other for other in self.mapping if word.fullmatch(str(other)))
        return key if key in self.mapping else next(others, key)

    def _text(self, key: str) -> str:
        value = self.mapping.get(key)
        if value is None:
            return ""
        if isinstance(value, str | int | float | date) and not isinstance(value, bool):
            written = " ".join(_written(value).split())
            if len(written) <= _LONGEST_TEXT and (written or isinstance(value, str)):
                return written
            self._wrong(key, f"text of at most {_LONGEST_TEXT} characters")
        else:
            self._wrong(key, "text")
        return ""

    def _date(self, key: str, order: DateOrder | None) -> date | None:
        day = self._day(key, order)
        if day is None and self.mapping.get(key) not in (None, ""):
            self._wrong(key, "a date such as 2024-11-13")
        return day

    def _day(self, key: str, order: DateOrder | None) -> date | None:
        value = self.mapping.get(key)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str | int):
            for written in written_dates(_written(value)[:_LONGEST_TEXT], order):
                found = written.on()
                if found:
                    return found
        return None

    def _texts(self, key: str) -> tuple[str, ...] | None:
        if key not in self.mapping:
            return None
        value = self.mapping[key]
        if value is None:
            return ()
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        if not isinstance(value, list):
            self._wrong(key, "a list")
            return None
        texts = []
        wrong = False
        for item in value:
            name = item.get("name") if isinstance(item, dict) else item
            if isinstance(name, str) and name.strip():
                texts.append(" ".join(name.split()))
            elif name is not None and not wrong:
                wrong = True
                self._wrong(key, "a list of names")
        return tuple(texts)

    def _tags(self) -> tuple[str, ...]:
        """What a note is filed under; other tools write tags in many ways, and none is a fault."""
        value = self.mapping.get("tags", self.mapping.get("tag"))
        given = re.split(r"[,\s]+", value) if isinstance(value, str) else value
        if not isinstance(given, list):
            return ()
        tags = (tag.strip().lstrip("#") for tag in given if isinstance(tag, str))
        return tuple(dict.fromkeys(tag for tag in tags if 0 < len(tag) <= _LONGEST_TAG))

    def _people(self, key: str, *others: str) -> tuple[str, ...] | None:
        """Names; of a link to the note of a person, the note's name rather than the text for it.

        Other programs' keys count where they hold a list. Whoever led the meeting or took its
        notes was there with those who are listed.
        """
        listed = (one for one in others if isinstance(self.mapping.get(one), list))
        given = self._texts(key if key in self.mapping else next(listed, key))
        plain = {str(other).replace("_", " ").replace("-", " "): other for other in self.mapping}
        leaders = (plain[other] for other in plain if given and _LEADS.fullmatch(other))
        led = (name for other in leaders for name in self._texts(other) or ())
        return given and tuple(dict.fromkeys(_NOTE_LINK.sub(r"\1", n) for n in (*given, *led)))

    def _addresses(self, key: str) -> tuple[str, ...]:
        """Former addresses; those that no page can be published at are left out, with a problem."""
        given = self._texts(key) or ()
        safe = tuple(at for at in given if is_safe_address(at.removesuffix("index.html")))
        # Other names of what the note is about, as vaults have them, are no addresses.
        unsafe = [ascii(at) for at in sorted(set(given).difference(safe)) if not _is_name(at)]
        if unsafe:
            message = f"`{key}` holds what can be no address: {', '.join(unsafe[:3])}"
            hint = (
                "write it as `weekly/2019-09-09`: letters, digits, `-`, `_`, `.` and `~` "
                f"between at most {DEEPEST} slashes"
            )
            self.problems.append(_problem(self.path, self._line(key), message, hint))
        return safe

    def _redirects(self) -> tuple[str, ...]:
        """Addresses that Jekyll's plugin `jekyll-redirect-from` led on, from the site's root."""
        given = (f"/{at.removeprefix('/')}" for at in self._texts("redirect_from") or ())
        return tuple(at for at in given if is_safe_address(at.removesuffix("index.html")))

    def _wrong(self, key: str, wanted: str) -> None:
        message, hint = f"`{key}` is not {wanted}", f"write `{key}:` as {wanted}"
        self.problems.append(_problem(self.path, self._line(key), message, hint))

    def _line(self, key: str) -> int:
        """The line of the note on which a key stands, the first where it cannot be found."""
        for number, content in enumerate(self.source.split("\n"), 2):
            if content.lower().lstrip("\"'").startswith(key):
                return number
        return 1


def _is_name(alias: str) -> bool:
    """Whether an alias is another name of what a note is about, rather than a former address.

    >>> _is_name("Ann B. Bell"), _is_name("weekly/2019-09-09"), _is_name("a b/c")
    (True, False, False)
    """
    return "/" not in alias and (" " in alias or alias[:1].isupper())


def _written(value: object) -> str:
    """A plain value as text; a number too long to be printed gives none."""
    try:
        return str(value)
    except ValueError:
        return ""
