"""The names of months and weekdays in each language's lexicon, out of CLDR by way of Babel.

Run as a module it writes them at the end of each file; a test checks that they stand there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale

import mkdocs_minutes.core

LEXICON = Path(mkdocs_minutes.core.__file__).parent / "lexicon"
HEAD = "\n# From CLDR, written by tests/makers/calendar.py.\n[calendar]\n"

# Regional ways of naming that a language's file has beside the common one.
REGIONS = {
    "de": ["de_AT"],
    "en": ["en_GB"],
    "es": ["es_MX"],
    "fr": ["fr_CA"],
    "pt": ["pt_PT"],
}


def calendar(language: str) -> str:
    """The part of a language's lexicon that names the months and the weekdays, Monday first."""
    locales = [Locale.parse(code) for code in (language, *REGIONS.get(language, ()))]
    return (
        f"{HEAD}"
        f"months = [\n{_rows(locales, 'months', range(1, 13))}]\n"
        f"weekdays = [\n{_rows(locales, 'days', range(7))}]\n"
    )


def _rows(locales: list[Locale], part: str, numbers: Iterable[int]) -> str:
    """A line for each month or day, with every way in which the locales write it."""
    rows = (list(dict.fromkeys(_names(locales, part, number))) for number in numbers)
    return "".join(f"  {json.dumps(row, ensure_ascii=False)},\n" for row in rows)


def _names(locales: list[Locale], part: str, number: int) -> Iterator[str]:
    for locale in locales:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                yield getattr(locale, part)[context][width][number].rstrip(".").lower()


def written(language: str) -> str:
    """A language's file with the part that comes from CLDR made anew."""
    text = (LEXICON / f"{language}.toml").read_text(encoding="utf-8")
    return text.partition(HEAD)[0] + calendar(language)


def main() -> None:
    """Write the calendar into each language's file."""
    for path in sorted(LEXICON.glob("*.toml")):
        path.write_text(written(path.stem), encoding="utf-8")


if __name__ == "__main__":
    main()
