"""Rules that hold for any note whatever: quoted in each test."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_minutes.core.explain import RULES, explain
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import PROBLEM_CODES, ParsedNote, RawNote, Span
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.core.text import decode, line_starts, lines_to_lf

# Pieces that the conventions of minutes are made of, so that random notes reach every rule.
MARKS = "# ,## ,### ,- ,* ,  - ,    * ,• ,▶ ,1. ,a) ,> ,** ,```,~~~,---,===,|,| a | b |\n|---|---|"
SIGNS = (
    '~~,[ ] ,[x] ,[,](,),(,<!--,-->,{: .x},\n,\n\n,\r\n,\r,\t, , - ,: , and , to , will , by ,",\\'
)
LETTERS = "é,Ж,会,\u2028,\ufeff,\x0c,🎉,İ,ß,word,**,__,v1.2.3,OSG 3.4, released,title: ,date: ,- a"
WORDS = (
    "Present: ;Regrets: ;Attendees;Chair: ;Ann Bell;Carl Diaz, ;Dora;@ann;AB: ;[AB] ;ACTION: ;"
    "AI (Ann): ;TODO ;Action items;Decision: ;⇒ ;#agreed ;Resolution #1: ;2024-03-06;May 6, 2024;"
    "3/4/2024;20240306;LAKE-12;lake/store#4;#4;https://lake.example.org/a/b/issues/5;192.0.2.1;"
    "719-555-0142;PIN: 1234;ann@lake.example.org;?pwd=x;Ann will send "
)
PIECES = st.sampled_from(
    [*MARKS.split(","), *SIGNS.split(","), *LETTERS.split(","), *WORDS.split(";")]
)
NOTES = st.lists(PIECES, max_size=60).map("".join)
# Tags in any order, which browsers make a page of: what is never opened or closed, and no numbers.
TAGS = st.lists(
    st.sampled_from(
        "<table> </table> <tr> </tr> <td> <td colspan=²> <th rowspan=3> </td> <ol start=²> </ol> "
        "<ul> <li> </li> <p> <b> </b> <br> <pre> </pre> <h2> </h2> <a href=#x> </a> <svg> </svg> "
        "<title> </title> <blockquote> </blockquote> <input> <img> x".replace("> ", ">|").split("|")
    ),
    max_size=40,
).map("".join)
PATHS = st.sampled_from(["a.md", "b.txt", "2024/05/06-x.md", "x/20240506.md", "weird name", ".md"])
OF_ANY_MARKUP = PATHS | st.sampled_from(
    "html org rst adoc textile dokuwiki wiki twiki tid xml vtt srt log csv json".split()
).map("a.{}".format)


def read(text: str, path: str = "a.md") -> ParsedNote:
    return parse(RawNote(path, text.encode("utf-8", "surrogatepass")), Settings())


@given(st.binary(max_size=400), PATHS)
def test_parsing_never_raises_on_any_bytes(data: bytes, path: str) -> None:
    parsed = parse(RawNote(path, data), Settings())
    assert {problem.code for problem in parsed.problems} <= PROBLEM_CODES.keys()
    assert all(problem.path == path and problem.hint for problem in parsed.problems)


@given(NOTES, OF_ANY_MARKUP)
def test_parsing_never_raises_on_anything_like_a_note(text: str, path: str) -> None:
    assert read(text, path).note.path == path


@given(TAGS)
def test_tags_in_any_order_are_read(text: str) -> None:
    assert read(text, "a.html").note.path == "a.html"


@given(NOTES)
def test_lines_are_one_to_one_with_those_of_the_source(text: str) -> None:
    note = read(text).note
    decoded = decode(text.encode()).text
    if note.text:
        assert len(note.lines) == len(line_starts(decoded))
        assert note.text.count("\n") == decoded.count("\n")
    assert [line.number for line in note.lines] == list(range(1, len(note.lines) + 1))
    for line, start in zip(note.lines, note.line_starts, strict=True):
        assert line.span.start == start
        assert "\n" not in note.quote(line.span)


@given(st.text(alphabet="ab\r\n", max_size=30))
def test_source_lines_are_counted_as_version_control_counts_them(text: str) -> None:
    expected = text.count("\n") if "\n" in text else text.count("\r")
    assert lines_to_lf(text).count("\n") == expected


@given(NOTES)
def test_spans_slice_to_their_surface(text: str) -> None:  # noqa: C901
    parsed = read(text)
    note, facts = parsed.note, parsed.facts

    def inside(span: Span) -> str:
        assert 0 <= span.start <= span.end <= len(note.text)
        return note.quote(span)

    for line in note.lines:
        assert line.span.start <= line.content.start <= line.content.end <= line.span.end
    for section in note.sections:
        assert "\n" not in inside(section.span)
    for person in facts.attendees:
        assert " ".join(inside(person.span).split()) == person.name
    for action in facts.actions:
        inside(action.span)
        assert note.lines[action.line - 1].span.start <= action.span.start
        for owner in action.owners:
            assert " ".join(inside(owner.span).split()) == owner.name
    for outcome in facts.outcomes:
        assert inside(outcome.span)
    for ticket in facts.tickets:
        assert note.line_of(ticket.span.start) == ticket.line
        assert inside(ticket.span)
    for link in facts.links:
        assert inside(link.span) == link.url
    for name in facts.names:
        assert inside(name.span)
    for thing in facts.sensitive:
        assert inside(thing.span).startswith("[") or thing.span.start == thing.span.end
    for table in note.tables:
        for row in (table.header, *table.rows):
            for cell in row:
                inside(cell.span)


@given(NOTES)
def test_the_outline_is_a_tree(text: str) -> None:
    note = read(text).note
    for index, line in enumerate(note.lines):
        if line.parent is not None:
            assert line.parent < index
        if line.section is not None:
            section = note.sections[line.section]
            assert section.first <= index < section.last
    for one, two in pairwise(note.sections):
        assert one.last == two.first
    anchors = [section.anchor for section in note.sections]
    assert len(set(anchors)) == len(anchors)
    assert all(anchors)
    for index, section in enumerate(note.sections):
        if section.parent is not None:
            assert section.parent < index
            assert note.sections[section.parent].level < section.level


@given(NOTES)
def test_every_reading_has_a_rule_that_can_be_looked_up(text: str) -> None:
    parsed = read(text)
    readings = explain(parsed)
    assert {reading.rule for reading in readings} <= RULES.keys()
    assert all(0 <= reading.line <= len(parsed.note.lines) for reading in readings)


@given(NOTES)
@settings(max_examples=settings().max_examples // 2)
def test_equal_input_gives_equal_output(text: str) -> None:
    assert read(text) == read(text)


@given(NOTES)
def test_what_was_removed_is_not_kept(text: str) -> None:
    parsed = read(f"Call 719-555-0177, PIN: 90217, write to zoe@lake.example.org\n{text}")
    kept = repr(parsed).replace(parsed.note.digest, "")  # in which any digits may stand
    for secret in ("719-555-0177", "90217", "zoe@lake.example.org"):
        assert secret not in kept
