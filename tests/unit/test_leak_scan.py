"""Masked values in bytes that are written."""

from __future__ import annotations

import re

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.core.withheld import Withheld, mask_of, spellings, telling_texts, withheld_in
from mkdocs_minutes.safety.leak_scan import LeakError, LeakScan
from mkdocs_minutes.search.shards import cut, script


def of(text: str, path: str = "a.md") -> list[Withheld]:
    raw = RawNote(path, text.encode())
    parsed = parse(raw, Settings())
    return list(withheld_in(raw, "a.md", parsed.facts.sensitive, Settings()))


@pytest.mark.parametrize(
    ("note", "texts"),
    [
        ("call 719-555-0100", ("719-555-0100",)),
        ("call 719&#8209;555&#8209;0100", ("719&#8209;555&#8209;0100", "719-555-0100")),
        ("PIN: 24680", ("PIN: 24680",)),
        ("**PIN:** 24680", ("PIN:** 24680", "PIN: 24680")),
        ("24680 is the PIN", ()),
        ("[Ann Bell](mailto:ann@example.org)", ("ann@example.org",)),
    ],
)
def test_what_gives_a_value_away(note: str, texts: tuple[str, ...]) -> None:
    assert [value.texts for value in of(note)] == ([texts] if texts else [])


@pytest.mark.parametrize(
    ("path", "note"),
    [
        ("2020-01-02.html", "<h1>Weekly</h1><p title='x'>{}<p>{}"),
        ("2020-01-02.xhtml", "<ac:task><ac:task-body>call {}</ac:task-body></ac:task><p>{}</p>"),
        ("2020-01-02.csv", "Task,Who\n{},Ann\nmend,{}\n"),
        ("a.org", "* Weekly\n[[https://a.example][x]] /{}/\n- {}\n"),
        ("a.rst", "Weekly\n======\n\n`x <https://a.example>`_ {}\n\n* {}\n"),
        ("a.mediawiki", "= Weekly =\n{} [https://a.example x]\n* {}\n"),
        (
            "a.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>{}</v>\n\n00:03.000 --> 00:04.000\n{}\n",
        ),
    ],
)
def test_what_gives_a_value_away_is_read_from_the_text_that_was_masked(
    path: str, note: str
) -> None:
    given = {"719-555-0100", "ann@example.org"}
    assert {text for value in of(note.format(*given), path) for text in value.texts} == given


def test_a_value_counts_where_nothing_carries_it_on() -> None:
    scan = LeakScan(of("mail ann@example.org, call 719-555-0100"))
    for shown in (
        "to=ann%40example.org",
        "%20ann%40example.org",
        "x 7195550100.",
        "(719 555 0100)",
    ):
        assert scan.in_bytes("f", shown.encode()), shown
    others = ("joann@example.org", "ann@example.organic", "17195550100", "719555010")
    left = ("ssh://ann@example.org/x", "%2F%2Fann%40example.org", "Message-Id: &lt;ann@example.org")
    words = ("ann-example-org", "Ann: example.org")  # of which the first may come as an address
    for other in (*others, *left, *words):  # what is masked in one note is left so in another
        assert not scan.in_bytes("f", other.encode()), other


@pytest.mark.parametrize("text", ["f4kQz9wX2==", "+1 719 555 0100", "719-555-0100", "(f4kQz9wX2"])
@pytest.mark.parametrize("before", ["", " ", "x", "7", "-", "("])
@pytest.mark.parametrize("behind", ["", " ", "x", "7", "-", "="])
def test_what_the_scan_would_find_is_masked_elsewhere(text: str, before: str, behind: str) -> None:
    value = Withheld("secret", (text,), "a.md", 1)
    shown = f"{before}{text}{behind}"
    found = LeakScan([value]).in_bytes("f", shown.encode())
    assert bool(re.search(mask_of(value).pattern, shown)) == bool(found)


def test_a_value_of_any_length_is_found() -> None:
    long = "eyJ" + "aB3dE5gH7j" * 30
    scan = LeakScan([Withheld("secret", telling_texts(long, long), "a.md", 1)])
    assert scan.in_bytes("x", f"see {long} there".encode())
    assert not scan.in_bytes("x", f"see x{long}".encode())


def test_a_value_is_found_in_the_terms_of_the_search() -> None:
    scan = LeakScan(of("password: f4kQz9wX2"))
    [shard] = cut([("f4kqz9", "x"), ("f4kqz9wx2", "y")], 999)
    file = script("t/0", shard.text)
    assert b"f4kqz9wx2" not in file.data
    assert scan.in_file("search/t/0.js", file.data, ".js")


def test_a_value_in_two_pieces_is_not_handed_on() -> None:
    scan = LeakScan(of("call 719-555-0100"))
    text = b" " * 3_000_000 + b"719-555-0100" + b" " * 3_000_000
    for cuts in (999_999, 3_000_004, 3_000_011):
        pieces = [text[:cuts], text[cuts:]]
        handed_on = []
        with pytest.raises(LeakError):
            handed_on += [*scan.checked("f", iter(pieces), "")]
        assert b"0100" not in b"".join(handed_on)
    harmless = [b"a" * 1_500_000, b"", b"b" * 1_500_000]
    assert b"".join(scan.checked("f", harmless, "")) == b"".join(harmless)
    assert b"".join(LeakScan([]).checked("f", harmless, "")) == b"".join(harmless)


def test_no_spelling_is_so_short_that_it_stands_anywhere() -> None:
    for value in of("PIN: 24680, mail ann@b.example, key f4kQz9wX2, call 719-555-0100"):
        for text in value.texts:
            assert all(sum(map(str.isalnum, one)) >= 8 for one in spellings(text))
