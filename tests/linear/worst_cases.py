"""Worst cases: what a note repeats to make a rule look again and again at what it has read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

Maker = Callable[[int], str]

HEAD = "# Weekly 2020-01-01\n\nPresent: Ann Bell\n\n"

UNITS = {
    "prose": "We talked about the weather and the plans for the summer.\n",
    "backticks": "`",
    "tildes": "~",
    "backtick-words": "`a ",
    "backtick-pairs": "`` ` ``",
    "fences": "```\n",
    "tilde-fences": "~~~\na\n",
    "name-lines": "Ann\n",
    "full-name-lines": "Ann Bell\n",
    "name-commas": "Ann Bell, ",
    "names-and": "Ann Bell and ",
    "name-semicolons": "Ann; ",
    "labels-above-code": "Attendees:\n\n```\nmake\n```\n\n",
    "actions": "AI (Ann Bell): do thing\n",
    "action-one-line": "AI (Ann Bell): do thing ",
    "action-words": "ACTION: ",
    "todo": "TODO ",
    "todo-lines": "TODO: x\n",
    "will": "Ann will send it. ",
    "will-lines": "Ann Bell will send it\n",
    "to-lines": "- Ann to send it\n",
    "boxes": "- [ ] Ann: do it\n",
    "boxes-empty": "- [ ]\n",
    "done-boxes": "- [x] thing\n",
    "action-heading": "## Action items\n",
    "action-heading-like-a-name": "# Nächste Schritte\n",
    "action-heading-items": "## Action items\n- Ann: do it\n",
    "action-items-one-heading": "- Ann: do it\n",
    "present": "Present:",
    "present-lines": "Present:\n",
    "present-and-by-phone": "* Present: ann1, bocr\n* Skype: eve, finn\n",
    "present-words-as-names": "**Present:** Ana, Will, - ",
    "attendance-lines": "attendance:\n",
    "way-lines": "In person:\n",
    "present-names": "Present: Ann Bell\n",
    "present-sp": "Present: ",
    "regrets": "Regrets: Ann Bell, ",
    "attendees-heading": "## Attendees\n",
    "attendees-heading-items": "## Attendees\n- Ann Bell\n",
    "chair": "Chair: Ann Bell ",
    "roles": "Scribe: Ann\n",
    "apologies-paren": "(Ann",
    "parens": "(",
    "parens-close": ")",
    "paren-pairs": "()",
    "brackets": "[",
    "bracket-pairs": "[]",
    "bracket-close": "]",
    "braces": "{",
    "link-open": "[a](",
    "link": "[a](b) ",
    "image": "![a](b) ",
    "image-open": "![",
    "refs": "[a]: http://example.org/a\n",
    "ref-uses": "[a] ",
    "footnotes": "[^1]: a\n",
    "footnote-uses": "[^1] ",
    "stars": "*",
    "star-words": "*a ",
    "star-close": "a* ",
    "stars2": "**a ",
    "underscores": "_",
    "underscore-words": "_a ",
    "mixed-emphasis": "*a _b **c ",
    "strikes": "~~a ",
    "equals": "=",
    "equals-lines": "a\n===\n",
    "dashes": "-",
    "dash-lines": "---\n",
    "dash-words": " - ",
    "endash": "– a ",
    "plus": "+ a\n",
    "hash": "#",
    "wide cells": "a   ",
    "bare headings": "\n\n## ",
    "hash-lines": "#\n",
    "headings": "# a\n",
    "headings-deep": "###### a\n",
    "headings-levels": "# a\n## b\n### c\n",
    "heading-long": "# ",
    "quotes": ">",
    "quote-lines": "> a\n",
    "quote-sp": "> ",
    "bullets": "- a\n",
    "bullet-same-line": "- ",
    "numbers": "1. a\n",
    "numbers-same": "1. ",
    "star-bullets": "* ",
    "tables": "| a | b |\n|---|---|\n| c | d |\n\n",
    "table-rows": "| a | b |\n",
    "table-wide": "a | ",
    "pipes": "|",
    "html-open": "<div>",
    "html-close": "</div>",
    "lt": "<",
    "gt": ">",
    "lt-a": "<a ",
    "html-attr": '<a href="',
    "html-comment": "<!--",
    "html-comment-close": "-->",
    "comments": "<!-- a -->\n",
    "html-table": "<table><tr><td>",
    "html-entities": "&amp;",
    "amp": "&",
    "amp-hash": "&#",
    "entity-lt": "&lt;",
    "details": "<details><summary>a</summary>\n",
    "cdata": "<![CDATA[",
    "pi": "<?",
    "decl": "<!A ",
    "html-li": "<li>Ann Bell",
    "html-ul": "<ul>",
    "html-br": "Ann<br>",
    "b-open": "<b>a",
    "urls": "https://example.org/a ",
    "urls-joined": "https://",
    "www": "www.",
    "mailto": "mailto:",
    "mails": "ann@example.org ",
    "ats": "@",
    "handles": "@ann ",
    "handles-joined": "@ann",
    "url-query": "https://example.org/?pwd=a&",
    "url-long": "/a",
    "at-dots": "a@b.",
    "a.": "a.",
    "dots": ".",
    "dot-digits": "1.",
    "commas": ",",
    "comma-sp": ", ",
    "semis": ";",
    "colons": ":",
    "colon-sp": "a: ",
    "colon-lines": "a:\n",
    "quotes-double": '"',
    "apostrophes": "'",
    "slashes": "/",
    "backslashes": "\\",
    "question": "?",
    "excl": "!",
    "percent": "%41",
    "dollar": "$",
    "caret": "^",
    "exclam-admon": "!!! note\n",
    "digits": "1",
    "digit-groups": "123 ",
    "phones": "719-555-0142 ",
    "phone-joined": "719-555-0142",
    "digit-dash": "1-",
    "digit-dot-groups": "12.",
    "digit-colon": "1:",
    "times": "10:30 ",
    "ipv4": "192.168.44.1 ",
    "ipv6": "fd5c:9a1e:",
    "hex": "deadbeef",
    "pins": "PIN: 1234 ",
    "pin-only": "PIN: ",
    "homes in no street": "adresse 12 Pier ",
    "homes in a street": "flat 12 Main Street ",
    "houses of nobody": "Mrs Crane, 14 Lake ",
    "streets of nobody": "chez Carla, rue de la ",
    "locks of no number": "the lock, 2021, is (at 1200) ",
    "codes for a gate": "4711 for the gate ",
    "houses": "Am Hafen 14, 12 Lake Street ",
    "homes": "chez Carla, ",
    "houses without a number": "via Lago ",
    "code upon code": "code code ",
    "codes of others": "course code error code 4021 ",
    "codes in the next sentence": "The door code. It is it is now. ",
    "codes in footnotes": "PIN[^1] [^1]: ",
    "recovery codes": "recovery codes 1234-5678 ",
    "codes told at length": "code is is now now ",
    "passcode": "Passcode",
    "meeting-id": "Meeting ID: 123 456 789 ",
    "base64": "QUJD",
    "keys": "ghp_",
    "token": "token=",
    "password": "password: ",
    "sk": "sk-",
    "plus-digits": "+1 ",
    "paren-digits": "(719) ",
    "spaces": " ",
    "tabs": "\t",
    "newlines": "\n",
    "crs": "\r",
    "crlf": "\r\n",
    "cr-then": "\ra",
    "spaces-line": "a                    \n",
    "nbsp": "\xa0",
    "zwsp": "\u200b",
    "digits parted by nothing": "12\u200b",
    "titles of links": '[a](b "PIN") ',
    "passwords that are changed": "changed the password to ",
    "words for passwords on lines": "password is now\n",
    "codes behind commas": "password, a1b2c3, ",
    "combining": "é",
    "fullwidth": "１",
    "emoji": "🎉",
    "capital-i": "İ",
    "ligature": "ﬁ",
    "cjk": "会議",
    "cyr": "жж ",
    "lsep": "\u2028",
    "nul": "\x00 a",
    "dates": "2020-01-01 ",
    "dates-lines": "2020-01-01\n",
    "dates-words": "May 6, 2020 ",
    "month": "May ",
    "months": "Jan Feb ",
    "date-slash": "1/",
    "date-heads": "## 2020-01-01\n",
    "weekday": "Monday, ",
    "ordinal": "1st ",
    "year": "2020 ",
    "versions": "v1.2.3 ",
    "versions-project": "OSG 3.4.1 released ",
    "versions-lines": "OSG 3.4.1 released\n",
    "osg": "OSG ",
    "released": "released ",
    "release-of": "release of ",
    "v": "v",
    "v.": "v.",
    "version-word": "version ",
    "version-list": "3.4.1, ",
    "v-and": "3.4 and ",
    "el7": "el7 ",
    "rc": "1.2.3-rc1",
    "camel": "GlideinWMS ",
    "caps": "ABC ",
    "capwords": "Alpha ",
    "capwords-line": "Alpha Beta Gamma\n",
    "cap-joined": "Alpha",
    "capA": "A",
    "A.": "A. ",
    "A-": "A-",
    "a-": "a-",
    "a_": "a_",
    "a'": "a'",
    "tickets": "LAKE-12 ",
    "hashes": "#12 ",
    "ticket-list": "#12, ",
    "gh": "lake/store#4 ",
    "ticket-joined": "LAKE-",
    "jira": "https://jira.example.org/browse/LAKE-1 ",
    "gh-url": "https://github.com/a/b/issues/1 ",
    "decisions": "Decision: go\n",
    "decision-joined": "Decision: ",
    "agreed": "#agreed x\n",
    "arrows": "⇒ x\n",
    "arrow-joined": "⇒ ",
    "arrow-ascii": "=> x\n",
    "arrow-ascii-joined": "-> ",
    "resolved": "RESOLVED: x ",
    "resolution": "Resolution #1: x\n",
    "motion": "Motion by Ann seconded by Carl. ",
    "motion-lines": "Motion: go\nAnn seconds\nPassed\n",
    "motion-and-vote": "Motion to go. Carried. ",
    "carried-lines": "Carried\n",
    "vote": "+1\n",
    "accepted": "Bo accepted it. ",
    "agreed-briefly": "Agreed to buy. ",
    "duties": "Ann to buy it. ",
    "duties-in-brackets": "Ann to buy it (now) ",
    "we-agreed": "We agreed to go. ",
    "agreed-lines": "We agreed to go. Then we go.\n\n",
    "decisions-heading": "## Decisions\n- go\n",
    "turns": "Ann: hello\n",
    "turns-full": "Ann Bell: hello\n",
    "turns-irc": "<ann> hello\n",
    "turns-time": "10:30 <ann> hello\n",
    "initials": "AB: hi\n",
    "initials-joined": "AB: ",
    "initials-paren": "Ann Bell (AB), ",
    "name-dash": "Ann Bell - Chair\n",
    "name-dash-joined": "Ann Bell - ",
    "name-slash": "Ann / ",
    "name-handle": "Ann Bell @ann\n",
    "name-paren": "Ann Bell (Firm)\n",
    "name-paren-joined": "Ann Bell (Firm), ",
    "name-bracket-joined": "Ann Bell [Firm], ",
    "org-affil": "Firm: Ann, Carl\n",
    "ann-bell": "Ann Bell ",
    "ann": "Ann ",
    "joiners": "and ",
    "amp-names": "Ann & ",
    "dot-names": "A. Bell, ",
    "van": "van der ",
    "de": "de ",
    "org-props": ":a: b\n",
    "org-stars": "* a\n** b\n",
    "org-drawer": ":PROPERTIES:\n",
    "rst-under": "a\n-\n",
    "attr": "{: .a}\n",
    "wiki": "'''a''' ",
    "wiki-lines": "== a ==\n",
    "wiki-link": "[[a]] ",
    "wiki-link-open": "[[",
    "wiki-table": "{|\n|-\n| a\n|}\n",
    "wiki-braces": "{{a}}",
    "textile": "h2. a\n",
    "adoc": "== a\n:a: b\n",
    "dv": "a:: b\n",
    "tag": "#a ",
    "obsidian": "> [!note]\n",
    "page-break": "\x0c",
    "slide": "---\n# a\n",
    "underline": "a\n---\n",
    "caption": "00:00:01.000 --> 00:00:02.000\nAnn: a\n\n",
    "caption of a decision": "00:00:01.000 --> 00:00:02.000\nAnn: Decision: a\n\n",
    "private message": "10:02:05 From Ann to Bo(Direct Message):\n\ta\n",
    "private message that is typed": "[10:02] <ann> DM to bo: a\n",
    "heads of no private messages": "10:02:05 Ann (private ",
    "private message in an item": "- 10:02:05 From Ann to Bo(Direct Message): a\n  b\n",
    "meetbot": "#action Ann to go\n",
    "meetbot2": "#topic a\n",
    "meetbot-info": "#info a\n",
    "meetbot-link": "#link http://example.org\n",
    "timestamps": "[10:30] Ann: a\n",
    "log": "2020-01-01 10:30:00 Ann: a\n",
    "colon-names": "Attending: Ann, Carl. Regrets: Dora. ",
    "who": "Who: ",
    "members": "**Members**\n",
    "present-bold": "**Present** Ann\n",
    "present-paren": "Present (",
    "attend-sentence": "Ann Bell attended. ",
    "joined": "Ann joined. ",
    "absent": "Absent: none\n",
    "minutes-by": "Minutes by Ann\n",
    "see-also": "see ",
    "due": "due by 2020-01-01 ",
    "due-lines": "- AI (Ann): x, due 2020-01-01\n",
    "owner-list": "- Ann, Carl, Dora: do it\n",
    "owner-joined": "AI (Ann, ",
    "owner-brackets": "[Ann] ",
    "next": "Next meeting: 2020-01-01\n",
    "title-lines": "Title\n",
    "upper": "ABCDEFG\n",
    "long-word": "a",
    "mixed-case": "aB",
    "word-digits": "a1",
    "many-lines-x": "x\n",
    "same-para": "the cat sat ",
    "jsonish": '{"a": ',
    "csv": "a,b,c\n",
    "fm-dash": "--- ",
}
"""What is repeated below a head, by a name; each stands for a rule that it wears out."""


def _letters(number: int) -> str:
    """A word of its own for each number: a, b, … z, aa, ab, …"""
    word = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        word = chr(97 + rest) + word
    return word


def _name(number: int) -> str:
    return f"{_letters(number).title()}a Bell"


def series(unit: Callable[[int], str]) -> Maker:
    """Units that differ from each other, up to a size."""

    def made(size: int) -> Iterator[str]:
        length = 0
        for number in count():
            if length >= size:
                return
            yield (piece := unit(number))
            length += len(piece)

    return lambda size: "".join(made(size))


def _front_matter(inside: Maker) -> Maker:
    return lambda size: f"---\n{inside(size)}\n---\nx\n"


def _wide_table(size: int) -> str:
    return f"{'a | ' * (size // 12)}\n{'---|' * (size // 12)}\n{'b | ' * (size // 12)}\n"


def _ragged_table(size: int) -> str:
    return f"|{'a|' * (size // 8)}\n|{'-|' * (size // 8)}\n" + "|a|\n" * (size // 8)


def _table(header: str, row: Callable[[int], str]) -> Maker:
    rule = "|---" * header.count("|")
    return lambda size: f"{header}\n{rule}\n{series(row)(size)}"


def _attendees_and(unit: Callable[[int], str]) -> Maker:
    listed = series(lambda number: f"{_name(number)}, ")
    return lambda size: f"Attendees: {listed(size // 2)}\n\n{series(unit)(size // 2)}"


def _attendees_then(text: Maker) -> Maker:
    """A list of people, and as much of something below it."""
    listed = series(lambda number: f"{_name(number)}, ")
    return lambda size: f"Attendees: {listed(size // 2)}\n\n{text(size // 2)}\n"


def _then(*parts: Maker) -> Maker:
    """Parts below each other, of equal length."""
    return lambda size: "\n\n".join(part(size // len(parts)) for part in parts)


def repeated(unit: str) -> Maker:
    """A unit again and again, up to a size."""
    return lambda size: unit * (size // len(unit))


_WORDS = repeated("lorem ipsum dolor ")
_PEOPLE = series(lambda number: f"{_name(number)}, ")
_TICKETS = series(lambda number: f"LAKE-{number} ")


def _titled(text: Maker) -> Maker:
    """A heading that is as long as what stands below it."""
    return lambda size: f"## {_WORDS(size // 2)}\n\n{text(size // 2)}"


def _row(*cells: Maker) -> Maker:
    """A table of one row."""

    def made(size: int) -> str:
        row = " | ".join(cell(size // len(cells)) for cell in cells)
        return f"| Action | Owner |\n|---|---|\n| {row} |\n"

    return made


def _of_namesakes(uses: Maker) -> Maker:
    """Many people of one given name, and what is said of one of them, without saying whom."""
    named = series(lambda number: f"Ann {_letters(number).title()}son, ")
    return lambda size: f"Attendees: {named(size // 2)}\n\n{uses(size // 2)}"


PRODUCTS: dict[str, Maker] = {
    "a long heading and actions": _titled(series(lambda n: f"AI (Ann Bell): do {_letters(n)}\n")),
    "a long heading and decisions": _titled(series(lambda n: f"Decision: do {_letters(n)}\n")),
    "a long heading and tickets": _titled(series(lambda n: f"LAKE-{n} broke\n\n")),
    "a long heading and headings": _titled(series(lambda n: f"### x{n}\n\n")),
    "a task of many": _attendees_then(_row(_WORDS, _PEOPLE)),
    "a row of people": _attendees_then(_row(_PEOPLE)),
    "a row of tickets": _row(_TICKETS),
    "a row of cells with tickets": series(lambda n: f"| LAKE-{n} "),
    "people twice in a line": _attendees_then(
        lambda size: f"{_PEOPLE(size // 2)} then {_PEOPLE(size // 2)}"
    ),
    "one line of people": _attendees_then(_PEOPLE),
    "question lines": series(lambda n: f"Question: why is {n} so?\n"),
    "many who are present": lambda size: (
        f"Present: {series(lambda n: f'A{_letters(n)} B{_letters(n)}son, ')(size)}\n"
    ),
    "namesakes spoken of": _of_namesakes(repeated("Ann will send it.\n\n")),
    "namesakes with tasks": _of_namesakes(repeated("AI (Ann): send it.\n\n")),
    "namesakes of two words with tasks": lambda size: (
        f"Attendees: {series(lambda n: f'Ann van {_letters(n).title()}son, ')(size // 2)}\n\n"
        + repeated("AI (Ann van Bson): send it to Ann van Gogh.\n\n")(size // 2)
    ),
    "many doubtful names": lambda size: (
        "Attendees: "
        + series(lambda n: f"{_letters(n).title()}ela Axson, {_letters(n).title()}ela Bell, ")(
            size // 2
        )
        + "\n\n"
        + series(lambda n: f"{_letters(n).title()}ela will do it.\n\n")(size // 2)
    ),
    "lines that nobody cites, then cited ones": _then(
        repeated("the cat sat\n"), series(lambda n: f"LAKE-{n}\n")
    ),
    "numbers without a name": _then(
        series(lambda n: f"OSG 3.{n}.1 released\n"), series(lambda n: f"& 1.{n}\n")
    ),
    "a name and numbers in one line": lambda size: (
        "GlideinWMS 3.1 out\n\n" + repeated("GlideinWMS ")(size // 2) + repeated("3.2 ")(size // 2)
    ),
    "numbered headings": series(lambda n: f"## {n}.1 Members\n"),
    "links to a heading": _then(repeated("## x\n\n"), repeated("[x](2020-01-01.md#x) [y](#y) ")),
    "brackets behind an address": lambda size: "https://a.example/" + ")" * size,
    "tags that others close": _then(repeated("<b>"), repeated("</i>")),
    "tags with words": repeated("<div>a"),
    "accents and emphasis in one line": repeated("é *a* "),
    "accents and links in one line": repeated("é [a](https://b.example) "),
    "accents and tickets in one line": series(lambda n: f"é LAKE-{n} "),
    "nested pictures": lambda size: "![" * (size // 8) + "a" + "](b.png)" * (size // 8),
    "quotes in lists": repeated("> - "),
    "one definition used often": lambda size: (
        f"[a]: http://example.org/{'x' * (size // 2)}\n\n{'[a] ' * (size // 8)}"
    ),
    "longer and longer code": series(lambda n: "`" * (n + 1) + " a "),
    "paragraphs over many lines": lambda size: "a\n" * (size // 2) + "===\n",
}
"""Two long things in one note, of which each is told wherever the other is."""


MAKERS: dict[str, Maker] = {
    **PRODUCTS,
    "different backticks": series(lambda n: "`" * (n % 2000 + 1) + "a"),
    "different names": series(lambda n: f"{_name(n)}, "),
    "different names on lines": series(lambda n: f"{_name(n)}\n"),
    "different words on lines": series(lambda n: f"{_letters(n).title()}ab\n"),
    "names alike": series(lambda n: f"Ann B{'éè'[n % 2]}{n:012b}, ".replace("0", "o")),
    "different actions": series(lambda n: f"AI (Ann Bell): do {_letters(n)} now\n"),
    "people and projects in decisions below headings": series(
        lambda n: (
            f"## {_letters(n)} GlideinWMS\n- Decision: Ann Bell does GlideinWMS {_letters(n)}\n"
        )
    ),
    "different references": series(lambda n: f"[a{n}]: http://example.org/{n}\n[a{n}] "),
    "different references used": series(lambda n: f"[x][r{n}]\n\n[r{n}]: http://a.example\n\n"),
    "different footnotes": series(lambda n: f"[^{n}]: a\n\na[^{n}]\n\n"),
    "different headings": series(lambda n: f"## a {n}\n"),
    "deep quotes": series(lambda n: f"{'>' * min(n + 1, 500)} a\n"),
    "deep bullets": series(lambda n: f"{'  ' * min(n, 200)}- a\n"),
    "deep bullets again": series(lambda n: f"{'  ' * (n % 50)}- a\n"),
    "different handles": series(lambda n: f"@ann{n} "),
    "different versions": series(lambda n: f"OSG 3.4.{n} released\n"),
    "different products": series(lambda n: f"Glidein{_letters(n).upper()} "),
    "different acronyms": series(lambda n: f"{_letters(n).upper()}X "),
    "different tickets": series(lambda n: f"LAKE-{n} "),
    "different turns": series(lambda n: f"{_name(n)}: hello\n"),
    "wide table": _wide_table,
    "ragged table": _ragged_table,
    "long table": _table("| a | b |", lambda _: "| c | d |\n"),
    "table of names": _table("| Name | Present |", lambda n: f"| {_name(n)} | x |\n"),
    "table of components": _table("| Component | Version |", lambda n: f"| {_name(n)} | 1.{n} |\n"),
    "table of actions": _table("| Action | Owner | Due |", lambda _: "| do | Ann | 2020-01-01 |\n"),
    "attendees and turns": _attendees_and(lambda n: f"{_name(n)}: hello\n"),
    "attendees and actions": _attendees_and(lambda n: f"AI ({_name(n)}): do {_letters(n)}\n"),
    "given names and actions": _attendees_and(
        lambda n: f"AI ({_letters(n).title()}a): do {_letters(n)}\n"
    ),
}
"""Worst cases below a head, of which no two pieces are alike, or that are built otherwise."""

BARE: dict[str, Maker] = {
    "attendees in front matter": _front_matter(
        lambda size: f"attendees: [{'Ann, ' * (size // 5)}]"
    ),
    "aliases in front matter": _front_matter(lambda size: "aliases:\n" + "- a/b\n" * (size // 6)),
    "lists in front matter": _front_matter(lambda size: f"a: {'[' * size}"),
    "mappings in front matter": _front_matter(lambda size: f"a: {'{a: ' * (size // 4)}"),
    "keys in front matter": _front_matter(series(lambda n: f"k{n}: a\n")),
    "one key in front matter": _front_matter(lambda size: "title: a\n" * (size // 9)),
    "a long title in front matter": _front_matter(lambda size: f"title: {'a' * size}"),
    "a deep id in front matter": _front_matter(lambda size: f"id: {'a/' * (size // 2)}"),
    "anchors in front matter": _front_matter(
        lambda size: f"a: &a [x]\nb: [{'*a, ' * (size // 4)}]"
    ),
    "front matter without an end": lambda size: "---\n" + "a: b\n" * (size // 5),
    "attendees below a heading": lambda size: "## Attendees\n" + "- Ann Bell\n" * (size // 11),
    "attendees ticked off": lambda size: "## Attendees\n" + "- [x] Ann Bell\n" * (size // 15),
    "attendees on lines": lambda size: "Attendees:\n" + "Ann Bell\n" * (size // 9),
    "attendees in one line": lambda size: "Attendees: " + "Ann Bell, " * (size // 10),
    "attendees in brackets": lambda size: "Attendees: " + "Ann (" * (size // 5),
    "attendees in HTML": lambda size: "Attendees:\n<ul>" + "<li>Ann Bell</li>" * (size // 17),
    "groups below a title of attendance": lambda size: (
        "# Attendees\n" + "## TSC\n- Ann Bell\n" * (size // 18)
    ),
    "groups of attendees": lambda size: "Attendees:\n" + "Firm: Ann, Carl\n" * (size // 16),
    "items below actions": lambda size: "## Action items\n" + "- Ann: do it\n" * (size // 13),
    "lines below actions": lambda size: "Action items:\n" + "Ann: do it\n" * (size // 11),
    "a long title and people": lambda size: (
        f"---\ntitle: {_WORDS(size // 2)}\n---\nAttendees: {_PEOPLE(size // 2)}\n"
    ),
    "a long series and tickets": lambda size: (
        f"---\nseries: {_WORDS(size // 2)}\n---\n{_TICKETS(size // 2)}\n"
    ),
    "headings below no title": series(lambda n: f"## a {n}\n\n"),
    "people in front matter": _front_matter(
        lambda size: "attendees:\n" + series(lambda n: f"- {_name(n)}\n")(size)
    ),
    "tildes behind an action": lambda size: "## Actions\n- Ann: do it" + " ~" * (size // 2) + " b",
    "blanks amid an action of a summary": lambda size: (
        f"## Action Items\n\n- Ann Bell: order{' ' * size}rope\n\nhttps://otter.ai\n"
    ),
    "blanks amid an item": lambda size: f"Present: Ann Bell\n\n- Ann is slow.{' ' * size}It is.\n",
    "a long word among attendees": lambda size: f"Present: Ann Bell, {'S' * size}\n",
    "a long word in brackets": lambda size: f"Ann Bell (AB), {'st' * (size // 2)} ((\n",
    "a task with a link to a long address": lambda size: f"- [ ] [a](b{'c' * size}) it\n",
    "rules below the day that a note was begun": lambda size: (
        "---\ncreated: 2024-03-06T10:00\n---\n" + "---\n" * (size // 4)
    ),
    "a table without its last border": lambda size: "====  ====\n" + "a  b\n" * (size // 5),
    "items below an owner": lambda size: "## Actions\n- Ann\n" + "  - do it\n" * (size // 10),
}
"""Worst cases that are a note by themselves."""

AT_LEAST = {"private message": 400_000, "private message in an item": 400_000}
"""Characters that a case has to have before what is quadratic takes the longest."""


PATHS = {
    "rules below the day that a note was begun": "a/boats.md",
    "a table without its last border": "a/2020-01-01.rst",
}
"""The paths of notes that are about the markup or about a day that is not in them."""


def worst_case(name: str, size: int) -> bytes:
    """The note of a worst case, of about so many characters."""
    if name in BARE:
        return BARE[name](size).encode()
    if name in MAKERS:
        return (HEAD + MAKERS[name](size) + "\n").encode()
    return (HEAD + UNITS[name] * (size // len(UNITS[name])) + "\n").encode()


NAMES = (*UNITS, *MAKERS, *BARE)
