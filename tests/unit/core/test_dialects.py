"""The front door for dialects: the table, its documentation, and the laws that each keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_minutes.core.dialects import DESCRIBED, DIALECTS, Dialect, translate
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote, Span
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.source.files import note_filter

DOCS = Path(__file__).parents[3] / "content" / "recognition.md"
BEGIN, END = "<!-- dialects -->\n", "<!-- end of dialects -->"


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_dialect_reads_its_example(dialect: Dialect) -> None:
    source, shown = dialect.example
    translated = translate(source, f"note{(*dialect.endings, dialect.suffix)[0]}")
    assert translated.text == shown
    assert dialect.name in translated.dialects


def test_the_documentation_has_all_dialects(*, update_golden: bool) -> None:
    rows = "".join(f"| {tools} | {reads} |\n" for tools, reads in DESCRIBED)
    table = f"{BEGIN}\n| written with | what is read |\n|---|---|\n{rows}\n"
    text = DOCS.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    whole = f"{before}{table}{END}{after}"
    if update_golden:
        DOCS.write_text(whole, encoding="utf-8")
    assert whole == DOCS.read_text(encoding="utf-8")


ID = "0123456789abcdef0123456789abcdef"


def test_pages_in_storage_format_and_databases_are_notes_whatever_their_ending() -> None:
    wanted = note_filter()
    named = (
        "a.storage",
        "2024-05-28.xml",
        "2024-05-28/page.xml",
        f"a/Tasks {ID}.csv",
        "a.xhtml",
        "confluence-40077-runde.xml",
        "irc/2024-05-28.log",
    )
    assert all(map(wanted, named))
    others = (
        "pom.xml",
        "build-2024-05-28.log",
        "rainfall.csv",
        f"a/Tasks {ID}_all.csv",
        "2024-05-28.csv",
    )
    assert not any(map(wanted, others))
    page = b"<page><h2>Attendees</h2><ul><li>Ann Bell</li><li>Bo Crane</li></ul></page>"
    for path in ("2024-05-28.xml", "2024-05-28.storage"):
        note = parse(RawNote(path, page), Settings())
        assert [one.name for one in note.facts.attendees] == ["Ann Bell", "Bo Crane"]
    wide = parse(RawNote(f"Tasks {ID}.csv", b"Task,Owner\n" + b"x" * 200_000), Settings())
    assert wide.note.text.startswith("Task,Owner")


PLAIN = (
    "# Weekly\n\nPresent: Ann Bell\n\n- TODO: call Bo\n- [ ] #12 is open (see a::b)\n",
    "- [x] paint `[[the boat]]`\n\n```\n- DONE x\n[[a]] ==b== %%c%%\n```\n",
    "std::vector is it; a == b and c == d; 5 %% 3\n\n> [!] no callout\n",
    "The mark :: stands alone, and 10:30:: too\n",
)


@pytest.mark.parametrize("text", PLAIN)
def test_markdown_is_no_dialect(text: str) -> None:
    translated = translate(text, "note.md")
    assert (translated.text, translated.dialects) == (text, ())


def test_what_is_masked_is_told_where_the_source_has_it() -> None:
    text = "- DONE [[Ann Bell|Ann]] said PIN: 24680 [[Bo]] #keys\n"
    note = parse(RawNote("2024-05-13.md", text.encode()), Settings())
    [thing] = note.facts.sensitive
    assert text[thing.source.slice] == "24680"
    assert {note.note.quote(mark.span) for mark in note.note.marks} == {"Ann", "Bo", "#keys"}


def test_stretches_lead_back_to_the_source() -> None:
    source = "- DONE [[Carl Diaz|Carl]] paints 📅 2024-05-13\n- DOING rope\n"
    translated = translate(source, "note.md")
    for words in ("Carl", "paints", "rope"):
        at = translated.text.index(words)
        assert source[translated.in_source(Span(at, at + len(words))).slice] == words


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("see [[note#Heading]]", "see note › Heading"),
        ("see [[#Heading]]", "see Heading"),
        ("👥 Ann Bell, Bo\n:busts_in_silhouette: Cy, Di", "👥: Ann Bell, Bo\n👥: Cy, Di"),
        ("Welcome to Etherpad!\n\nGet involved with Etherpad at https://a.b\n\nc", "\n\n\n\nc"),
        ("For: @Ann Bell, @Bo\n- @Ann Bell mends it", "For: Ann Bell, Bo\n- Ann Bell mends it"),
        ("::: mermaid\na-->b\n:::\n:::note[Mind]\nc\n:::", "```\na-->b\n```\n*Mind*\nc\n"),
        ("costs $5 and $6, but $x^2$ is `$y^2$`", "costs $5 and $6, but `x^2` is `$y^2$`"),
        (
            "![a|300](b.png) ![c](d.png =20x30) [f.pdf|attachment](g)",
            "![a](b.png) ![c](d.png) [f.pdf](g)",
        ),
        ("- | a | b |\n  | --- | --- |\n  | c | d |", "  | a | b |\n  | --- | --- |\n  | c | d |"),
        ("see [[deep/down/note.md]]", "see note"),
        ("see [[note#^a1b2]]", "see note"),
        ("see [[The crane|work.crane]]", "see The crane"),
        ("| [[Ann Bell\\|Ann]] | x |", "| Ann | x |"),
        ("![[note]] ![[pictures/a b.png|300]]", "note ![a b.png](pictures/a%20b.png)"),
        (
            "#[[two words]] and [[https://example.org][x]] [[a b|https://c.d/(e)]] [[https://f.g]]",
            "two words and [x](https://example.org) [a b](https://c.d/%28e%29) <https://f.g>",
        ),
        ("[[a]] ==all== 1==2 %%not this%%!", "a <mark>all</mark> 1==2 !"),
        ("- [[a]]\n- %%not this%%\n- b %%nor this%%", "- a\n\n- b "),
        ("# A\n\n==Mind it.==\n", "# A\n\n<mark>Mind it.</mark>\n"),
        ("# a\n# b\n==Heading==\nc\n", "# a\n# b\n==Heading==\nc\n"),
        ("> [!warning]- Ropes [[a]]", "> **Warning:** Ropes a"),
        ("> [!todo] Next [[a]]\n> - b\n> > [!tip] c\nd", "*Next a:*\n- b\n> **Tip:** c\nd"),
        ("> [!note]\n> a\n\n> [!decision]\n> b\n", "\n**Note:** a\n\n\n**Decision:** b\n"),
        ("> [!note] a\n> ```\n> b\n> ```\n> c", "> **Note:** a\n> ```\n> b\n> ```\n> c"),
        ("[[a]] said so ^b1c2", "a said so"),
        ("- [-] rope [[a]]", "- [ ] rope a (cancelled)"),
        ("- [/] rope ⏫ 🔁 every week", "- [ ] rope (priority: high) (every week) (in progress)"),
        ("- [ ] x\n- [i] y\n- [?] z", "- [ ] x\n- ℹ️ y\n- ❓ z"),
        ("- [!] x\n- [a] y\n- [b] z", "- [ ] x (important)\n- [a] y\n- [b] z"),
        ("- [b] Bo\n- [c] Cy [[a]]", "- [b] Bo\n- [c] Cy a"),
        (
            "{東京|とう|きょう}, {東京|とうきょう}, {a|b}",
            "東京 (とうきょう), 東京 (とうきょう), {a|b}",
        ),
        (
            "[[the charter|Charter]] [[the crane|crane]] [[Charter|the charter]]",
            "the charter crane the charter",
        ),
        ("- [ ] rope [due:: 2024-05-13]", "- [ ] rope (due 2024-05-13)"),
        ("- LATER [#A] rope", "- [ ] rope (priority: A) (later)"),
        ("- DONE rope\n  DEADLINE: <2024-05-13 Mon>", "- [x] rope\n  (due 2024-05-13)"),
        ("- {{[[TODO]]}} rope\n- {{DONE}} boat", "- [ ] rope\n- [x] boat"),
        (":::warning\nwet\n:::\n::: {.x}\ndry\n:::", "\nwet\n\n\ndry\n"),
        (":::info The plan\nx\n:::", "*The plan*\nx\n"),
        (
            "# A\n\nType: Sync\nTeam: Pier (../T/Pier%20"
            "2d5a4e63bf23818da26bc86434571d4a.md), "
            "Crane  (C%202d5a4e63bf23818da26bc86434571d4b.md)\n",
            "# A\n\nType: Sync  \nTeam: Pier, Crane  \n",
        ),
        ("# A\n\nType: Sync\nTeam: Pier\n", "# A\n\nType: Sync\nTeam: Pier\n"),
        ("# :dart: Goals :no_such_name:\n10:30:15 :x:", "# 🎯 Goals :no_such_name:\n10:30:15 :x:"),
        ("> wet [name=Ann] [time=Monday]", "> wet — Ann, Monday"),
        ("<@U024BEE>, <@U024BEE|ann>", "@U024BEE, @ann"),
        ("![][image1]\n[image1]: <data:image/png;base64,AA==>", "(picture)\n"),
        ("- DONE a\n  collapsed:: true\n- # Head", "- [x] a\n\n# Head"),
        ("- [ ] a @May 4, 2024\n- b @May 4, 2024", "- [ ] a (due 2024-05-04)\n- b May 4, 2024"),
        (
            "- [ ] a @4. Mai 2024\n- b @4 de mayo de 2024",
            "- [ ] a (due 2024-05-04)\n- b 4 de mayo de 2024",
        ),
        (
            "- [ ] @Ann Bell a `4 May 2024`\n\nAnn Bell",
            "- [ ] Ann Bell a (due 2024-05-04)\n\nAnn Bell",
        ),
        ("# :thumbs_up: Goals", "# 👍 Goals"),
        ("# A\nwith [[Ann]], [[Bo]]\n\nwith [[Cy]]", "# A\nwith: Ann, Bo\n\nwith Cy"),
        ("- TODO a\n  completed:: [[2024-05-15]]\n- b", "- [ ] a\n  done 2024-05-15\n- b"),
        ("- b\n  due:: 2024-05-15\n- TODO a", "- b\n  due: 2024-05-15\n- [ ] a"),
        ("[![x-badge](https://a.b/badge)](https://a.b/c)\n:::info\na\n:::", "\n\na\n"),
    ],
)
def test_forms_of_vaults_and_outliners(written: str, shown: str) -> None:
    assert translate(written, "note.md").text == shown


@pytest.mark.parametrize(
    ("path", "written", "shown"),
    [
        ("a.org", "* A\n** TODO b\n** DONE c", "# A\n- [ ] b\n- [x] c"),
        ("a.org", "* DONE A\n** b", "# A (done)\n## b"),
        ("a.org", "* A\n** COMMENT b\nc\n*** d\n** e", "# A\n\n\n\n## e"),
        ("a.org", "Present :: Ann, Bo\n* A", "Present: Ann, Bo\n# A"),
        ("a.adoc", "= A\n:revdate: 2024-05-14\n:toc:\n", "# A\nDate: 2024-05-14\n\n"),
        ("a.adoc", "|===\n.2+|a |b\n|===", "<table><tr>\n<tr><td>a<td>b\n<tr></table>"),
        ("a.rst", "A\n=\n\nPresent\n  Ann, Bo\n", "A\n=\n\nPresent:  \n  Ann, Bo\n"),
        ("a.rst", ":present: - Ann\n          - Bo\n", "Present: Ann,  \nBo\n"),
        ("a.rst", ".. |x| raw:: html\n\n   <br>\n\na |x| b", "\n\n\n\na  b"),
        ("a.tid", "created: 20240514100000000\n\n{{{5}}} {{Other||T}}", "\n\n`5` Other"),
        (
            "a.tid",
            "|a|>|b|\n|c|<|d|",
            '<table><tr><td>a<td colspan="2">b\n<tr><td colspan="2">c<td>d</table>',
        ),
        ("a.textile", "h1. A\n\nb\n---", "# A\n\nb\n***"),
        (
            "a.txt",
            "--- Log opened Tue May 14 16:00:00 2024\n16:00 <ann> hi\n16:01 <cy> .hello2\n"
            "16:02 <ann> action for Cy, go\n16:03 <cy> Action item, Ann to stay",
            "\n- ann (16:00): hi\n- cy (16:01): .hello2\n- action for Cy, go  (ann, 16:02)\n"
            "- Action item, Ann to stay  (cy, 16:03)",
        ),
        (
            "a.dokuwiki",
            "[ ] a <2024-06-01\n[ ] d [d: 2024-06-02]\n[x] b\n[>] c\n"
            "{{{code: lang=1\n**d**\n}}}\n'''\n//e//\n'''",
            "- [ ] a (due 2024-06-01)\n- [ ] d (due 2024-06-02)\n"
            "- [ ] b (cancelled)\n- [ ] c (put off)\n```\n**d**\n```\n```\n//e//\n```",
        ),
        (
            "a.txt",
            "16:00 <ann> hello\n16:01 <cy_b> hi\n16:02 <ann> Action: cy to go\n",
            "- ann (16:00): hello\n- cy_b (16:01): hi\n- Action: cy to go  (ann, 16:02)\n",
        ),
        (
            "a.txt",
            "Crew\nTue, May 14, 2024 10:00AM\nSPEAKERS\nAnn Bell, Dot Hall\n\n"
            "Ann Bell  0:03\nHi.\n\nAnn Bell  0:09\nBye.\n",
            "# Crew\nTue, May 14, 2024 10:00AM\nSPEAKERS\nAnn Bell, Dot Hall\n\n"
            "- Ann Bell (0:03): \n  Hi.\n\n- Ann Bell (0:09): \n  Bye.\n",
        ),
        ("a.org", "at [2024-05-13 Mon]; a/b/c *d* _e", "at 2024-05-13; a/b/c **d** _e"),
        ("a.org", "#+BEGIN_SRC c\n*a* [[b]]\n#+END_SRC", "```\n*a* [[b]]\n```"),
        (
            "a.txt",
            "Bo Dane\n1 minute 3 seconds1:03\nBo Dane 1 minute 3 seconds\nHi.\n"
            "Bo Dane 1 minute 9 seconds\nWell.\nAnn Bell\n2 minutes 1 second2:01\n"
            "Ann Bell 2 minutes 1 second\nYes.\nAnn Bell 3 minutes 2 seconds\nNo.",
            "\n\n- Bo Dane (1:03): \n  Hi.\n- Bo Dane (1:09): \n  Well.\n\n\n"
            "- Ann Bell (2:01): \n  Yes.\n- Ann Bell (3:02): \n  No.",
        ),
        (
            "a.txt",
            "0:0:0.0 --> 0:0:4.75\nAnn Bell\nHi.\n\n0:0:5.1 --> 0:0:7.2\nBo Dane\nHello.\n\n"
            "0:1:8.0 --> 0:1:9.5\nAnn Bell\nI go.",
            "\n- Ann Bell (0:0:0): \n  Hi.\n\n\n- Bo Dane (0:0:5): \n  Hello.\n\n\n"
            "- Ann Bell (0:1:8): \n  I go.",
        ),
        ("a.wiki", "*# a\n## b\n:c", "    1. a\n    1. b\n- c"),
        ("a.wiki", "'''''a''''' ''b'' it's", "***a*** *b* it's"),
        ("a.wiki", "{|\n! a\n|-\n|b||c\n|}", "\n<table><tr><th>a\n<tr>\n<tr><td>b<td>c\n</table>"),
        ("a.wiki", "{{Start date|2024|05|14}} {{reflist}}", "2024-05-14 "),
        ("a.wiki", "<blockquote>''a''</blockquote>\n[https://b.c d]", "> *a*\n[d](https://b.c)"),
        ("a.wiki", "<blockquote>\na\n</blockquote>", "\na\n"),
        ("a.wiki", "{{u|Ann}} {{x|1|2}} <nowiki>''a''</nowiki>", "Ann x: 1, 2 ''a''"),
        ("a.wiki", "[[Help:Ropes|ropes]] [[:Category:X]]", "ropes X"),
        ("a.dokuwiki", "  * a\n    - b\n//c// http://d//e", "- a\n    1. b\n*c* http://d//e"),
        (
            "a.dokuwiki",
            "{{ :a:b.pdf |}} {{c.png?300}} {{d.png|E}} //f//",
            "![b.pdf](b.pdf) ![c.png](c.png) ![E](d.png) *f*",
        ),
        ("a.dokuwiki", "^ a | b |", "<table><tr><td>a<td>b</table>"),
        ("a.txt", "Date: x\n\n===== B =====\n**C:**\n//d//", "Date: x\n\n## B\n**C:**\n*d*"),
        ("a.txt", "== B ==\n**C:**\n//d//", "== B ==\n**C:**\n//d//"),
        ("a.txt", "== B ==\n* a\n** c\n", "## B\n- a\n    - c\n"),
        ("a.dokuwiki", "  * **a:** b\n  - //c//", "- **a:** b\n1. *c*"),
        (
            "a.dokuwiki",
            "| a || b |\n| ::: || c |\n| | d | |",
            '<table><tr><td colspan="2" rowspan="2">a<td>b\n<tr><td>c\n<tr><td><td>d<td></table>',
        ),
        (
            "a.wiki",
            "{|\n| rowspan=2 | a || b\n|-\n! scope=col colspan='2' | c\n|}",
            '\n<table><tr><td rowspan="2">a<td>b\n<tr>\n<tr><th colspan="2">c\n</table>',
        ),
        ("a.adoc", "* [x] a\n.. b\n\n.C\n*d* <<e,f>>", "- [x] a\n    1. b\n\n**C**\n**d** f"),
        (
            "a.adoc",
            "|===\n|a |b\n\n|c\n|d\n|===",
            "<table><tr>\n<tr><th>a<th>b\n\n<tr><td>c\n<td>d\n<tr></table>",
        ),
        ("a.adoc", "----\n*a*\n----\nNOTE: b", "```\n*a*\n```\n> **Note:** b"),
        ("a.rst", "=\n=\n\n*b* `c <https://d.e/>`_", "=\n=\n\n*b* [c](https://d.e/)"),
        ("a.rst", "a `b`_ c_\n\n.. _b: https://d.e", "a [b](https://d.e) c_\n\n"),
        ("a.rst", "a::\n\n  *b*\n\nc", "a:\n```\n  *b*\n```\nc"),
        ("a.rst", "a\n\n::\n\n  *b*\n\nc", "a\n\n\n```\n  *b*\n```\nc"),
        ("a.rst", ".. highlight:: sh\n\n  *b*\n\nc", "\n```\n  *b*\n```\nc"),
        ("a.rst", "+--+\n|a |\n+==+\n|b |\n+--+", "<table>\n<tr><th>a\n\n<tr><td>b\n</table>"),
        (
            "a.rst",
            "== ==\na  b\n== ==\nc\n== ==",
            "<table>\n<tr><th>a<th>b\n\n<tr><td>c<td>\n</table>",
        ),
        ("a.rst", ".. note:: a\n   b\n\n.. c\n", "> **Note:** a\n> b\n\n\n"),
        (
            "a.textile",
            "h1. A\n\nH[~2~]O on the 4[^th^], %{color:red}b% %c d% user:ann.bell, 5% of 6%.",
            "# A\n\nH<sub>2</sub>O on the 4<sup>th</sup>, b c d @ann.bell, 5% of 6%.",
        ),
        ("a.textile", "|^.\n|_. a |\n|-.\n|b|", "<table>\n<tr><th>a\n\n<tr><td>b</table>"),
        ("a.textile", "|_. a |\n|b|", "<table><tr><th>a\n<tr><td>b</table>"),
        ("a.textile", 'h3{color:red}. a\n\n"b":https://c.d/e.', "### a\n\n[b](https://c.d/e)."),
    ],
)
def test_forms_of_wikis_and_org(path: str, written: str, shown: str) -> None:
    assert translate(written, path).text == shown


def test_a_message_in_base64_is_its_words_and_its_attachments_are_not() -> None:
    head = b"Subject: Ropes\nMIME-Version: 1.0\n"
    coded = b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nUHJlc2VudDogQW5u\n"
    parts = b"--b\n" + coded + b"--b\nContent-Disposition: attachment\n\nPresent: Bo\n--b--\n"
    for body in (coded, b'Content-Type: multipart/mixed; boundary="b"\n\n' + parts):
        note = parse(RawNote("2024-03-06.eml", head + body), Settings())
        assert [one.name for one in note.facts.attendees] == ["Ann"]
    assert parse(RawNote("2024-03-06.eml", b"Present: Ann"), Settings()).facts.attendees


def test_a_block_reference_is_what_the_block_says() -> None:
    block = "66405a1e-0000-4000-8000-00000000abcd"
    text = f"- DONE call [[Ann]]\n  id:: {block}\n- see (({block}))\n"
    assert translate(text, "note.md").text == "- [x] call Ann\n\n- see “call Ann”\n"


def test_times_of_what_happened_are_no_turns() -> None:
    text = "".join(f"{said}\n- a\n\n" for said in ("Started 7:26pm", "Ended 7:30pm") * 2)
    assert translate(f"{text}Meeting adjourned at 8:12pm\n", "note.md").text.startswith("Started")


def test_whoever_a_program_could_not_name_speaks_as_well() -> None:
    said = "Ann Bell 00:02\nHello.\n\nSpeaker 3 00:14\nHi.\n\nAnn Bell 00:17\nGreat.\n"
    translated = translate(f"Crane call\n\n{said}\nTranscribed by https://otter.ai\n", "note.txt")
    assert "- Speaker 3 (00:14): \n  Hi." in translated.text


NOT_TO_ALL = (
    "10:02:05 Von Ann Bell an Alle : Hallo\n"
    "10:02:09 Von Ann Bell an Bo Crane(Direktnachricht) : {}\n",
    "10:02:05 De Ann Bell à Tout le monde : Bonjour\n10:02:09 De Ann Bell à Bo Crane : {}\n",
    "2024-05-14 10:02:05 From Ann Bell To Everyone:\n\thi\n"
    "2024-05-14 10:02:09 From Ann Bell To Bo Crane (he/him)(Direct Message):\n"
    "\t{}\n\n\tmore\n",
    "from Ann Bell to everyone: 10:02 AM\nhi\n"
    "from Ann Bell to Bo Crane (privately): 10:03 AM\n{}\n",
    "# Chat\n\n```\n"
    "10:02:05 From Ann Bell to Bo Crane(Privately): {}\n```\n\n## Next\n\nIt is said.\n",
    "# Notes\n\n- 10:02:05 From Ann Bell to Bo Crane(Direct Message): {}\n  more\n- It is said.\n",
    "10:02:05 From Ann Bell to Bo Crane(Direct Message):\n"
    "```\n{}\n```\n"
    "10:02:09 From Bo Crane : hi\n",
    "10:02:05 От Анна Бел Иван Кран (лично):\n\t{}\n10:02:09 От Анна Бел Все: hi\n",
    "10:02:05 王芳 发送给 李强 (私聊): {}\n10:02:09 Ann Bell (direkt an Bo Crane): more\n",
    "10:02:05 田中 から 鈴木(ダイレクト メッセージ):\n\t{}\n",
    "10:02 Od Ann Bell do Bo Crane (prywatnie): {}\n10:03 Od Bo Crane do Wszyscy: hi\n",
    "[10:01] <ann> It is said.\n[10:02] <ann> DM to bo: {}\n[10:03] <cy> /msg bo more\n"
    "[10:04] <ann> (privately to bo) more\n",
)


@pytest.mark.parametrize("text", NOT_TO_ALL)
def test_messages_that_do_not_go_to_everyone_are_left_out_and_told(text: str) -> None:
    note = parse(RawNote("2024-05-14.md", text.format("a secret").encode()), Settings())
    assert "secret" not in note.note.text
    assert "more" not in note.note.text
    assert ("It is said" in note.note.text) is ("It is said" in text)
    assert [problem.code for problem in note.problems] == ["message-private"]


@pytest.mark.parametrize(
    ("name", "heading"),
    [("chat.org", "* Chat"), ("chat.mediawiki", "== Chat =="), ("chat.textile", "h2. Chat")],
)
def test_private_messages_are_left_out_in_any_markup(name: str, heading: str) -> None:
    text = f"{heading}\n\n10:02:05 From Ann Bell to Bo Crane(Direct Message): a *secret*\n"
    assert "secret" not in translate(text, name).text
    assert "Chat" in translate(text, name).text


def test_times_and_places_are_no_private_messages() -> None:
    text = (
        "10:00 From London to Paris: a train\n\n10:02:05 From Ann Bell to everyone : hi\n"
        "[10:03] <ann> private repositories: a train\n10:04 Board (private): a train\n"
        "10:05:05 Ann Bell (Private Bank): a train\n[10:06] <bo> direct to the point: a train\n"
        "10:07 Von der Idee zum Plan (vertraulich): a train\n"
    )
    note = parse(RawNote("2024-05-14.md", text.encode()), Settings())
    assert note.note.text.count("a train") == 6
    assert not note.problems
