"""The table of what is masked: each example is masked, each counter-example is left alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from itertools import count
from time import process_time
from typing import Any

import pytest

from mkdocs_minutes.core import masking
from mkdocs_minutes.core.masking import forms
from mkdocs_minutes.core.masking.table import table
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import ParsedNote, RawNote
from mkdocs_minutes.core.redact import mask_words, masked, redact
from mkdocs_minutes.core.registry import read_registry
from mkdocs_minutes.core.settings import SENSITIVE_KINDS, USUALLY_KEPT, Mask, Settings

_MADE_UP = re.compile(r"\{(?P<of>[hdU]?)(?P<long>\d{1,3})\}")
_ALPHABETS = {
    "": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "h": "0123456789abcdef",
    "d": "0123456789",
    "U": "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
}


def made_up(example: str) -> str:
    """The example with characters for its placeholders, the same ones each time."""
    numbers = count()

    def characters(match: re.Match[str]) -> str:
        alphabet = _ALPHABETS[match["of"]]
        text = ""
        while len(text) < int(match["long"]):
            digest = sha256(f"{example} {next(numbers)}".encode()).digest()
            text += "".join(alphabet[byte % len(alphabet)] for byte in digest)
        return text[: int(match["long"])]

    return _MADE_UP.sub(characters, example)


def entries() -> Iterator[dict[str, Any]]:
    """Each entry of the tables, those found by code among them."""
    for name in ("masks.toml", "labels.toml", "cues.toml", "homes.toml", "spoken.toml"):
        read = tomllib.loads((files(masking) / name).read_text(encoding="utf-8"))
        for family, found in read.items():
            if isinstance(found, list) and family != "headings":
                yield from found


def _settings(kind: str) -> Settings:
    """The settings under which a kind is masked."""
    return Settings(redact=SENSITIVE_KINDS) if kind in USUALLY_KEPT else Settings()


def cases(which: str) -> Iterator[tuple[str, str, str]]:
    for entry in entries():
        for case in entry.get(which, ()):
            yield entry["kind"], entry["name"], case


@pytest.mark.parametrize(("kind", "name", "example"), list(cases("examples")))
def test_each_example_is_masked(kind: str, name: str, example: str) -> None:
    written = made_up(example)
    wanted = "".join(re.findall("«(.*?)»", written, re.DOTALL))
    text = re.sub("[«»]", "", written)
    found = masked(text, _settings(kind))
    assert kind in {thing.kind for thing in found}
    hidden = "".join(text[thing.start : thing.end] for thing in found)
    for value in wanted.split("\n"):
        assert value.strip() in hidden
    shown = "".join(c for n, c in enumerate(text) if not any(t.start <= n < t.end for t in found))
    assert re.sub(r"\W", "", wanted) not in re.sub(r"\W", "", shown)


@pytest.mark.parametrize(("kind", "name", "counter"), list(cases("counters")))
def test_each_counter_example_is_left_alone(kind: str, name: str, counter: str) -> None:
    assert [counter[t.start : t.end] for t in masked(counter, _settings(kind))] == []


def test_each_kind_has_a_mark_and_examples() -> None:
    kinds = {kind for kind, _, _ in cases("examples")}
    assert kinds == set(table().kinds) == set(SENSITIVE_KINDS)


def read(text: str, path: str = "a/2024-03-06.md", **settings: object) -> ParsedNote:
    return parse(RawNote(path, text.encode()), Settings(**settings))  # type: ignore[arg-type]


def test_each_form_of_a_step_is_asked_for_there_and_is_one() -> None:
    folder = files(masking)
    steps = forms.table("forms")
    for step in steps.keys() - {"words", "value"}:
        source = folder.joinpath(f"{step}.py").read_text(encoding="utf-8")
        assert set(re.findall(r"_FORMS\.(\w+)", source)) == steps[step].keys()


def test_the_target_of_a_link_goes_and_its_words_stay() -> None:
    text = (
        "Present: [Ann Bell](mailto:ann.bell@example.org), "
        "[Carl Diaz](<mailto:carl@example.org>)\n"
        '<a class="x" href="mailto:dora@example.org">Dora Eng</a> [Emil Fox][1] '
        "![logo](tel:+41225550100)\n"
        "[[mailto:greta@example.org][Greta Holm]]\n[1]: mailto:emil@example.org\n"
    )
    assert redact(text, Settings()).text == (
        'Present: Ann Bell, Carl Diaz\n<a class="x">Dora Eng</a> Emil Fox logo\nGreta Holm\n'
        "[mail address removed]\n"
    )


@pytest.mark.parametrize(
    "target",
    [
        " https://zoom.us/j/98765432101?pwd=abcDEF123",
        "\nhttps://zoom.us/j/98765432101?pwd=abcDEF123",
        " <https://zoom.us/j/98765432101?pwd=abcDEF123>",
    ],
)
def test_a_reference_goes_whose_target_is_masked_beside_it_or_below(target: str) -> None:
    text = f"Join [the room][Zoom] at ten.\n\nOr later.\n[zoom]:{target}\n"
    assert redact(text, Settings()).text == (
        "Join the room at ten.\n\nOr later.\n[meeting link removed]\n"
    )


def test_attendees_and_owners_written_as_mail_links_are_read() -> None:
    parsed = read(
        "# Harbour 2024-03-06\n\nAttendees: [Ann Bell](mailto:ann@example.org)\n\n## Actions\n\n"
        "- [ ] [Ann Bell](mailto:ann@example.org) \\- Order the rope\n"
    )
    assert [a.name for a in parsed.facts.attendees] == ["Ann Bell"]
    assert [[o.name for o in a.owners] for a in parsed.facts.actions] == [["Ann Bell"]]
    assert [s.line for s in parsed.facts.sensitive] == [3, 7]


def test_people_whose_links_stand_side_by_side_are_several() -> None:
    listed = "[Ann Bell](mailto:ann@example.org) [Carl Diaz](mailto:carl@example.org)"
    text = f"# Weekly 2024-05-27\n\nAttendees: {listed}\n"
    parsed = parse(RawNote("a.md", text.encode()), Settings())
    assert [person.name for person in parsed.facts.attendees] == ["Ann Bell", "Carl Diaz"]


def test_names_of_files_and_folders_are_masked() -> None:
    parsed = read("# Call\n\nText\n", "dial 650-555-0123/2024-03-06 PIN 24680.md")
    assert not re.search("24680|0123", parsed.note.path + parsed.note.title + str(parsed.problems))
    assert parsed.note.path.endswith(".md")
    assert str(parsed.note.date) == "2024-03-06"
    assert "name-masked" in [problem.code for problem in parsed.problems]


def test_front_matter_is_masked_value_by_value() -> None:
    parsed = read(
        "---\ntitle: +1 650 555 0123\nseries: 'PIN: 24680'\naliases: [call-650-555-0123]\n"
        "attendees: ['Ann Bell <ann@example.org>']\n---\nText 2024-03-06\n"
    )
    assert parsed.note.title == "[phone removed]"
    assert parsed.note.series == "PIN: [PIN removed]"
    assert [a.name for a in parsed.facts.attendees] == ["Ann Bell"]
    assert not re.search("24680|0123|example", repr(parsed))


def test_what_no_note_may_hold_is_a_fault_and_masked() -> None:
    parsed = read("# Call 2024-03-06\n\ntoken: feedfacefeedface9\n", forbid=("secret",))
    assert [(p.line, p.code) for p in parsed.problems] == [(3, "sensitive-forbidden")]
    assert "feedface" not in parsed.note.text


def test_a_community_has_kinds_of_its_own() -> None:
    parsed = read(
        "# Call 2024-03-06\n\nBadge B-123456\n", masks=(Mask("badge-number", r"B-\d{6}"),)
    )
    assert parsed.note.text.endswith("Badge [badge number removed]\n")
    assert [s.what for s in parsed.facts.sensitive] == ["badge-number"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Fob: 135790", "Fob: [PIN removed]"),
        ("the fob of the shed is 135790", "the fob of the shed is [PIN removed]"),
        ("| Fob |\n|---|\n| 135790 |", "| Fob |\n|---|\n| [PIN removed] |"),
        ("fobs 2021-03-04", "fobs 2021-03-04"),
        ("a fobbed 135790", "a fobbed 135790"),
    ],
)
def test_a_community_has_labels_of_its_own(text: str, shown: str) -> None:
    assert redact(text, Settings(masks=(Mask("pin", labels=("Fob",)),))).text == shown


def test_a_pattern_of_a_community_is_tried_on_one_line_at_a_time() -> None:
    masks = (Mask("badge-number", r"B[^x]*9"),)
    text = "B1\n9 and B2 9\n" + "a" * 100_000
    assert redact(text, Settings(masks=masks)).text.startswith("B1\n9 and [badge number removed]\n")


def test_entries_of_the_registry_are_masked() -> None:
    text = (
        b"- name: Lake 650-555-0123\n  aliases: ['PIN: 24680', Pond]\n"
        b"  homepage: https://ann:FakePass9@example.org/\n- name: Harbour\n"
    )
    registry, problems = read_registry(
        [RawNote("projects.yml", text)], lambda words: mask_words(words, Settings())
    )
    assert [project.name for project in registry.projects] == ["Lake [phone removed]", "Harbour"]
    assert registry.projects[0].aliases == ("PIN: [PIN removed]", "Pond")
    assert registry.projects[0].homepage == ""
    assert [(problem.code, problem.line) for problem in problems] == [("name-masked", 1)]
    assert not re.search("0123|24680|FakePass9", repr((registry, problems)))


def test_the_same_value_is_masked_again_where_nothing_tells_what_it_is() -> None:
    text = "Passcode: f4kQz9wX1\n\nLater: f4kQz9wX1, and 24680\n"
    assert redact(text, Settings()).text == (
        "Passcode: [PIN removed]\n\nLater: [PIN removed], and 24680\n"
    )


def test_a_masked_thing_can_be_found_again_in_the_file() -> None:
    text = "# Call 2024-03-06\n\nPIN: 24680, [Ann](mailto:ann@example.org)\n"
    parsed = read(text)
    assert [text[s.source.slice] for s in parsed.facts.sensitive] == [
        "24680",
        "mailto:ann@example.org",
    ]
    assert next(text[s.told : s.source.end] for s in parsed.facts.sensitive) == "PIN: 24680"


MEGABYTE = 1_000_000
WORST = (
    "<",
    "&",
    "%40",
    "*",
    "_",
    "`",
    "\\",
    "[",
    "](",
    "@",
    "a@",
    "a@b.",
    "(at)",
    " at ",
    " dot ",
    "a at b dot ",
    "1 ",
    "1",
    "1.2.",
    "+1 ",
    "(650) ",
    "4111 ",
    "GB33",
    ":",
    "::",
    "a:",
    "ab:",
    "00:",
    "PIN ",
    "PIN\n",
    "PIN: ",
    "pin|",
    "| PIN |\n|---|\n",
    "password for the ",
    "code (",
    "call ",
    "token=",
    "key: ",
    "://",
    "a://",
    "https://a.b/?pwd=",
    "zoom.us/",
    "?token=",
    "a.b/c",
    "-----BEGIN PRIVATE KEY-----\n",
    "-----BEGIN PRIVATE KEY-----",
    "AKIA",
    "eyJ",
    "sk-",
    "SK",
    "mysql -",
    "curl -u ",
    "<a href=",
    "<!--",
    "\u00ad",
    "\uff10",
    "&amp;",
    "$2a$",
    "machine ",
    "M",
    "24680 is the ",
    "\n@",
    ".",
)


@pytest.mark.parametrize("unit", WORST)
def test_masking_takes_time_in_proportion_to_the_length(unit: str) -> None:
    """Twice the text takes twice the time; a rule that goes back over it would take four."""

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        started = process_time()
        masked(text, Settings())
        return process_time() - started

    seconds(1_000)
    short = seconds(MEGABYTE // 128)
    assert short < 1
    if short > 0.015:
        assert seconds(MEGABYTE // 32) < 4 * 2.2 * short


def test_a_bare_code_counts_only_beside_what_lets_people_in() -> None:
    dialled = redact(
        "Call 719-555-0100; participants: 2468, exit code 1357, code 24680", Settings()
    )
    assert dialled.text.endswith("participants: 2468, exit code 1357, code [PIN removed]")
    apart = redact("On another line 719-555-0100\nand 24680 of it is code", Settings())
    assert apart.text.endswith("\nand 24680 of it is code")


def test_half_a_character_as_json_writes_it_ends_nothing() -> None:
    text = "# Call, 2024-03-05\n\nShe sent \\ud83d and a smile. PIN: 246801\n"
    parsed = parse(RawNote("a.md", text.encode()), Settings())
    assert "246801" not in parsed.note.text
    assert "\\ud83d and a smile" in parsed.note.text


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Password reset\nseries: 'Ops weekly'\ndate: '2024-03-01'\n---\n",
        "project: file:///etc/passwd\ndate: '2000-05-16'\n",
        "the passwd\ndate: '2000-05-16'\n",
        'Passwort: "16.05.2000"\n',
    ],
)
def test_no_day_is_a_password_and_no_field_a_heading(text: str) -> None:
    assert redact(text, Settings()).text == text
