"""Synthetic meeting notes for measuring: each of some 7 kB, the same for the same number.

Words follow Zipf's law over an invented vocabulary, as those of real notes do; dates, people,
versions, tickets, actions and headings come where minutes have them. A version is named some four
times, in notes that lie close together, and a ticket between two and three times, as in the
archives of three real communities. A thousand notes make some five thousand pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random

from mkdocs_minutes.search.documents import SearchDocument
from mkdocs_minutes.search.tokens import WORD

VOCABULARY = 60_000
WORDS_A_NOTE = 816
SECTIONS = ("Announcements", "Operations", "Releases", "Tickets", "Security", "Documentation")
NOTES_A_RELEASE = 5
TICKETS_A_NOTE = 2.4
PROJECTS = ("Anvil", "Beacon", "Cobalt", "Drifter", "Ember", "Falcon", "Granite", "Harbor")
SERIES = ("Operations weekly", "Stakeholders meeting", "Developers call", "Security council")
GIVEN = ("Ada", "Bela", "Chen", "Dora", "Emil", "Fay", "Goran", "Hana", "Ivo", "June")
FAMILY = ("Abel", "Bruun", "Costa", "Dietz", "Endo", "Falk", "Gruber", "Holm", "Ito", "Jansen")
FUNCTION_WORDS = WORD.findall(
    "the of and to a in is that for it as was with be by on not he this are or his from at which "
    "but have an they you were there one all we can has more when who will if no so"
)
_ONSETS = ("b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr")
_RHYMES = ("a", "e", "i", "o", "u", "an", "en", "er", "in", "or", "us", "al", "ent", "ing")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines, with the names that the lines speak of."""

    heading: str
    lines: tuple[str, ...]
    people: tuple[str, ...]
    projects: tuple[str, ...]
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SyntheticNote:
    """A note as its parts: `markdown` and `documents` show it in two ways."""

    number: int
    title: str
    series: str
    date: str
    attendees: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def folder(self) -> str:
        """The note's place in a site."""
        return f"notes/{self.series.lower().replace(' ', '-')}/{self.date}-{self.number}"

    def markdown(self) -> str:
        """The note as its writer would have left it."""
        parts = [f"# {self.title}\n\n**Attendees:** {', '.join(self.attendees)}\n"]
        for section in self.sections:
            bullets = "\n".join(f"- {line}" for line in section.lines)
            parts.append(f"## {section.heading}\n\n{bullets}\n")
        return "\n".join(parts)

    def documents(self) -> tuple[SearchDocument, ...]:
        """The note as documents of the index."""
        lead = f"n{self.number}"
        url = f"{self.folder}/index.html"
        first = SearchDocument(
            lead,
            url,
            "section",
            self.title,
            body=f"Attendees: {', '.join(self.attendees)}",
            note=lead,
            date=self.date,
            series=self.series,
            people=self.attendees,
        )
        rest = (
            SearchDocument(
                f"{lead}.{index}",
                f"{url}#{section.heading.lower()}",
                "section",
                self.title,
                section.heading,
                "\n".join(section.lines),
                lead,
                self.date,
                self.series,
                section.people,
                section.projects,
                section.versions,
                holding={
                    "action": tuple(
                        place for place, line in enumerate(section.lines) if line.startswith("AI (")
                    )
                },
            )
            for index, section in enumerate(self.sections, 1)
        )
        return (first, *rest)


@lru_cache(maxsize=1)
def vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Invented words, the frequent ones short, and their cumulated Zipf weights."""
    random = Random(7)
    words = dict.fromkeys(FUNCTION_WORDS)
    while len(words) < VOCABULARY:
        syllables = 1 + (len(words) > 150) + (len(words) > 8_000) + random.randrange(2)
        word = "".join(random.choice(_ONSETS) + random.choice(_RHYMES) for _ in range(syllables))
        words[word] = None
    return tuple(words), tuple(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))


def note(number: int) -> SyntheticNote:
    """The note of that number; a higher number is a later date."""
    random = Random(number)
    words, weights = vocabulary()
    text = random.choices(words, cum_weights=weights, k=WORDS_A_NOTE)
    share = WORDS_A_NOTE // len(SECTIONS)
    day = (date(2004, 1, 5) + timedelta(days=number // 2)).isoformat()
    series = SERIES[number % len(SERIES)]
    people = [f"{given} {family}" for given in GIVEN for family in FAMILY]
    attendees = tuple(random.sample(people, 8))
    sections = tuple(
        _section(random, number, heading, text[index * share : (index + 1) * share], attendees)
        for index, heading in enumerate(random.sample(SECTIONS, len(SECTIONS)))
    )
    return SyntheticNote(number, f"{series} {day}", series, day, attendees, sections)


def notes(count: int) -> Iterator[SyntheticNote]:
    """So many notes, the latest first."""
    return (note(number) for number in range(count - 1, -1, -1))


def _section(
    random: Random, number: int, heading: str, words: list[str], attendees: tuple[str, ...]
) -> Section:
    lines = []
    while words:
        length = random.randrange(8, 24)
        lines.append(" ".join(words[:length]).capitalize() + ".")
        words = words[length:]
    project = random.choice(PROJECTS)
    release = number // NOTES_A_RELEASE + random.randrange(3)
    version = f"{release // 120}.{release // 10 % 12}.{release % 10}"
    ticket = number * TICKETS_A_NOTE + random.randrange(40)
    owner = random.choice(attendees)
    lines[len(lines) // 2 :] = [
        f"{project} v{version} in testing, ticket OPS-{ticket:.0f}",
        f"AI ({owner}): {' '.join(reversed(lines[0].split()))}",
        *lines[len(lines) // 2 :],
    ]
    return Section(heading, tuple(lines), (owner,), (project,), (f"{project} {version}",))
